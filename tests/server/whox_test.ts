import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";

const OPERS = [{ name: "root", password: "secret" }];

Deno.test("WHOX gives the fields asked for, in the order of the specification", async (t) => {
  const all = "7 #a bob 255.255.255.255 192.0.2.2 test.chat bob H+ 0 5 0 1";
  const rows = [
    { options: "%tcuihsnfdlaor,7", want: `${all} :Bob B` },
    { options: "%roaldfnshiuct,7", want: `${all} :Bob B` },
    { options: "%tn,321", want: "321 :bob" },
    { options: "%nn", want: ":bob" },
    { options: "%na", want: "bob :0" },
    { options: "%nXé,1", want: ":bob" },
    { options: "%tn", want: "0 :bob" },
    { options: "%tn,1234", want: "0 :bob" },
    { options: "%tn,x1", want: "0 :bob" },
    { options: "%tn,", want: "0 :bob" },
    { options: ":%tn,1 2", want: "0 :bob" },
    { options: "x%n", want: ":bob" },
    { options: "%r", want: ":Bob B" },
  ];
  for (const { options, want } of rows) {
    await t.step(options, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { channels: "#a" });
      const bob = await server.connect("192.0.2.2");
      await server.ask(bob, "NICK bob", "USER bob 0 * :Bob B", "JOIN #a");
      await server.ask(ann, "MODE #a +v bob");
      await server.clock.advance(5_900);

      assertEquals(await server.ask(ann, `WHO bob ${options}`), [
        `:test.chat 354 ann ${want}`,
        ":test.chat 315 ann bob :End of WHO list",
      ]);
    });
  }
});

Deno.test("WHOX gives no field where none is asked for", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");

  assertEquals(await server.ask(ann, "WHO ann %"), [
    ":test.chat 354 :ann",
    ":test.chat 315 ann ann :End of WHO list",
  ]);
});

Deno.test("WHOX tells the rank in the channel by a number", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  for (const nick of ["bob", "cleo", "dan"]) {
    await server.join(nick, { channels: "#a" });
  }
  await server.ask(ann, "MODE #a +hv bob cleo");

  const lines = await server.ask(ann, "WHO #a %no");

  assertEquals(lines.slice(0, -1), [
    ":test.chat 354 ann ann :3",
    ":test.chat 354 ann bob :2",
    ":test.chat 354 ann cleo :1",
    ":test.chat 354 ann dan :n/a",
  ]);
});

Deno.test("WHOX tells an address only to its owner and to operators", async () => {
  await using server = new TestServer({ opers: OPERS });
  const ann = await server.join("ann");
  const bob = await server.join("bob", { address: "::1" });
  const fields = async (conn: typeof ann) =>
    (await server.ask(conn, "WHO bob %in"))[0];

  assertEquals(await fields(ann), ":test.chat 354 ann 255.255.255.255 :bob");
  assertEquals(await fields(bob), ":test.chat 354 bob 0::1 :bob");
  await server.ask(ann, "OPER root secret");
  assertEquals(await fields(ann), ":test.chat 354 ann 0::1 :bob");
});

Deno.test("WHOX takes the flag o before the fields", async () => {
  await using server = new TestServer({ opers: OPERS });
  const ann = await server.join("ann");
  await server.ask(await server.join("bob"), "OPER root secret");

  assertEquals(await server.ask(ann, "WHO 0 o%n"), [
    ":test.chat 354 ann :bob",
    ":test.chat 315 ann 0 :End of WHO list",
  ]);
});
