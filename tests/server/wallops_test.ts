import { assertEquals } from "@std/assert/equals";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

/** A server with an operator, ann. */
async function createServer(
  capabilities = "",
): Promise<{ server: TestServer; ann: FakeConn }> {
  const server = new TestServer({ opers: [{ name: "a", password: "b" }] });
  const ann = await server.join("ann", { channels: "", capabilities });
  await server.ask(ann, "OPER a b");
  return { server, ann };
}

/** Without the colon that one word may have or not. */
function bare(lines: readonly string[]): string[] {
  return lines.map((line) => line.replace("WALLOPS :", "WALLOPS "));
}

Deno.test("WALLOPS reaches who has user mode w, wherever it is", async () => {
  const { server, ann } = await createServer();
  await using _ = server;
  const bob = await server.join("bob", { channels: "" });
  const cleo = await server.join("cleo");
  await server.ask(bob, "MODE bob +w");
  const want = [":ann!ann@192.0.2.1 WALLOPS hi all"];

  assertEquals(await server.ask(ann, "WALLOPS :hi all"), []);
  assertEquals(bare(bob.takeLines()), want);
  assertEquals(cleo.takeLines(), []);

  await server.ask(ann, "MODE ann +w");
  assertEquals(bare(await server.ask(ann, "WALLOPS :hi all")), want);
  assertEquals(bare(bob.takeLines()), want);

  await server.ask(bob, "MODE bob -w");
  await server.ask(ann, "WALLOPS :hi all");
  assertEquals(bob.takeLines(), []);
});

Deno.test("WALLOPS answers what the specification names", async (t) => {
  const rows = [
    { line: "WALLOPS", want: "461 ann WALLOPS :Not enough parameters" },
    { line: "WALLOPS :", want: "461 ann WALLOPS :Not enough parameters" },
  ];
  for (const { line, want } of rows) {
    await t.step(line, async () => {
      const { server, ann } = await createServer();
      await using _ = server;

      assertEquals(await server.ask(ann, line), [`:test.chat ${want}`]);
    });
  }
});

Deno.test("WALLOPS is for operators", async () => {
  const { server, ann } = await createServer();
  await using _ = server;
  const bob = await server.join("bob");
  await server.ask(ann, "MODE ann +w");

  assertEquals(await server.ask(bob, "WALLOPS :hi"), [
    ":test.chat 481 bob :Permission Denied- You're not an IRC operator",
  ]);
  assertEquals(ann.takeLines(), []);
});

Deno.test("WALLOPS has its label for its sender alone", async () => {
  const { server, ann } = await createServer("batch labeled-response");
  await using _ = server;
  const bob = await server.join("bob", {
    capabilities: "batch labeled-response",
  });
  await server.ask(bob, "MODE bob +w");

  assertEquals(await server.ask(ann, "@label=1 WALLOPS :hi all"), [
    "@label=1 :test.chat ACK",
  ]);
  await server.ask(ann, "MODE ann +w");
  const want = ":ann!ann@192.0.2.1 WALLOPS hi all";
  bob.takeLines();
  assertEquals(bare(await server.ask(ann, "@label=2 WALLOPS :hi all")), [
    `@label=2 ${want}`,
  ]);
  assertEquals(bare(bob.takeLines()), [want]);
});

Deno.test("WALLOPS is in the log, which the console shows", async () => {
  const { server, ann } = await createServer();
  await using _ = server;

  await server.ask(ann, "WALLOPS :hi all");

  assertEquals(server.log.at(-1), {
    level: "info",
    text: "WALLOPS of ann!ann@192.0.2.1: hi all",
  });
});
