import { assertEquals } from "@std/assert/equals";
import { MAX_REAL_NAME_BYTES } from "../../protocol/limits.ts";
import { TestServer } from "../fakes/test_server.ts";

const SOURCE = ":ann!ann@192.0.2.1";

Deno.test("SETNAME changes the real name, and tells those with the capability", async (t) => {
  const longest = "é".repeat(MAX_REAL_NAME_BYTES / 2);
  const rows = [
    { line: "SETNAME :Ann of Kent", name: "Ann of Kent", wire: ":Ann of Kent" },
    { line: "SETNAME Ann", name: "Ann", wire: "Ann" },
    { line: "SETNAME ::)", name: ":)", wire: "::)" },
    { line: `SETNAME ${longest}`, name: longest, wire: longest },
  ];
  for (const { line, name, wire } of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const capabilities = "setname";
      const channels = "#a,#b";
      const ann = await server.join("ann", { capabilities, channels });
      const bob = await server.join("bob", { capabilities, channels });
      const cleo = await server.join("cleo", { channels });
      const dan = await server.join("dan", { capabilities, channels: "#c" });
      bob.takeLines();

      const want = [`${SOURCE} SETNAME ${wire}`];
      assertEquals(await server.ask(ann, line), want);
      assertEquals(bob.takeLines(), want);
      assertEquals([...cleo.takeLines(), ...dan.takeLines()], []);
      assertEquals(
        (await server.ask(dan, "WHOIS ann"))[0],
        `:test.chat 311 dan ann ann 192.0.2.1 * :${name}`,
      );
    });
  }
});

Deno.test("SETNAME works without the capability, silently", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");

  assertEquals(await server.ask(ann, "SETNAME :Ann of Kent"), []);
  assertEquals(
    server.server.hub.registry.session("ann")!.realName,
    "Ann of Kent",
  );
});

Deno.test("SETNAME refuses what is no real name, and changes nothing", async (t) => {
  const rows = [
    "SETNAME :",
    `SETNAME :${"x".repeat(MAX_REAL_NAME_BYTES + 1)}`,
    `SETNAME :${"é".repeat(MAX_REAL_NAME_BYTES / 2)}x`,
  ];
  for (const line of rows) {
    await t.step(line.slice(0, 20), async () => {
      await using server = new TestServer();
      const capabilities = "setname";
      const ann = await server.join("ann", { capabilities });
      const bob = await server.join("bob", { capabilities });

      assertEquals(await server.ask(ann, line), [
        ":test.chat FAIL SETNAME INVALID_REALNAME :A real name has 1 to 64 bytes",
      ]);
      assertEquals(bob.takeLines(), []);
      assertEquals(server.server.hub.registry.session("ann")!.realName, "ann");
    });
  }
});

Deno.test("SETNAME is answered under its label, with or without the capability", async () => {
  await using server = new TestServer();
  const capabilities = "batch labeled-response";
  const ann = await server.join("ann", { capabilities });

  assertEquals(await server.ask(ann, "@label=1 SETNAME :Ann"), [
    "@label=1 :test.chat ACK",
  ]);
  await server.ask(ann, "CAP REQ setname");
  assertEquals(await server.ask(ann, "@label=2 SETNAME :Ann"), [
    `@label=2 ${SOURCE} SETNAME Ann`,
  ]);
});
