import { assertEquals } from "@std/assert/equals";
import { byteLength } from "../../protocol/limits.ts";
import { TestServer } from "../fakes/test_server.ts";

Deno.test("USERHOST tells user and host of up to five", async (t) => {
  const bob = "bob=+bob@198.51.100.7";
  const cleo = "cleo*=-cleo@192.0.2.1";
  const ann = "ann=+ann@192.0.2.1";
  const rows = [
    { params: "bob", want: [bob] },
    { params: "BOB cleo", want: [bob, cleo] },
    { params: ":bob  cleo", want: [bob, cleo] },
    { params: "nobody bob :a:b", want: [bob] },
    { params: "nobody", want: [] },
    { params: ":", want: [] },
    { params: "ann bob 3 4 cleo ann", want: [ann, bob, cleo] },
    { params: "1 2 3 4 5 bob", want: [] },
  ];
  for (const { params, want } of rows) {
    await t.step(params, async () => {
      await using server = new TestServer({
        opers: [{ name: "root", password: "secret" }],
      });
      const ann = await server.join("ann");
      await server.join("bob", { address: "198.51.100.7" });
      const cleo = await server.join("cleo");
      await server.ask(cleo, "OPER root secret", "AWAY :tea");

      assertEquals(await server.ask(ann, `USERHOST ${params}`), [
        `:test.chat 302 ann :${want.join(" ")}`,
      ]);
    });
  }
});

Deno.test("TARGMAX tells how many nicks USERHOST takes", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");

  const tokens = (await server.ask(ann, "VERSION"))
    .flatMap((line) => line.split(" "))
    .filter((token) => token.startsWith("TARGMAX="));

  assertEquals(tokens.map((token) => token.match(/USERHOST:\d*/)?.[0]), [
    "USERHOST:5",
  ]);
});

Deno.test("ISON tells which of some nicks are in use", async (t) => {
  const rows = [
    { params: "bob", want: "Bob" },
    { params: "ann nobody BOB", want: "ann Bob" },
    { params: ":ann nobody  bob ", want: "ann Bob" },
    { params: "b* test.chat #lobby", want: "" },
    { params: ":", want: "" },
    { params: "early", want: "" },
  ];
  for (const { params, want } of rows) {
    await t.step(params, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");
      await server.join("Bob");
      await server.ask(await server.connect(), "NICK early");

      assertEquals(await server.ask(ann, `ISON ${params}`), [
        `:test.chat 303 ann :${want}`,
      ]);
    });
  }
});

Deno.test("USERHOST and ISON without a nick answer 461", async (t) => {
  for (const command of ["USERHOST", "ISON"]) {
    await t.step(command, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");

      assertEquals(await server.ask(ann, command), [
        `:test.chat 461 ann ${command} :Not enough parameters`,
      ]);
    });
  }
});

Deno.test("USERHOST and ISON answer in lines that fit", async (t) => {
  const nicks = ["あ", "い", "う", "え", "お"].map((letter) =>
    letter.repeat(32)
  );
  const rows = [
    { line: `USERHOST ${nicks.join(" ")}`, numeric: "302" },
    { line: `ISON :${nicks.join(" ")}`, numeric: "303" },
  ];
  for (const { line, numeric } of rows) {
    await t.step(numeric, async () => {
      await using server = new TestServer();
      const ann = await server.join("a".repeat(32));
      for (const nick of nicks) await server.join(nick);

      const lines = await server.ask(ann, line);

      assertEquals(lines.filter((line) => byteLength(line) > 510), []);
      assertEquals(
        lines.flatMap((line) => line.slice(line.indexOf(" :") + 2).split(" "))
          .map((word) => word.split("=")[0]),
        nicks,
      );
    });
  }
});
