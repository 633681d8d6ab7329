import { assertEquals } from "@std/assert/equals";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

const ANN = ":ann!ann@192.0.2.1";

async function pair(
  server: TestServer,
  capabilities = "",
): Promise<{ ann: FakeConn; bob: FakeConn }> {
  const ann = await server.join("ann", { capabilities });
  const bob = await server.join("bob", { capabilities });
  ann.takeLines();
  return { ann, bob };
}

Deno.test("TAGMSG reaches only those with message-tags", async () => {
  await using server = new TestServer();
  const { ann, bob } = await pair(server, "message-tags");
  const others = [
    await server.join("cleo"),
    await server.join("dan", {
      capabilities: "server-time batch draft/multiline",
    }),
  ];
  bob.takeLines();
  for (const conn of others) conn.takeLines();

  assertEquals(await server.ask(ann, "@+typing=active TAGMSG #lobby"), []);

  assertEquals(bob.takeLines(), [
    `@msgid=test-5;+typing=active ${ANN} TAGMSG #lobby`,
  ]);
  for (const conn of others) assertEquals(conn.takeLines(), []);
});

Deno.test("client-only tags are relayed as they are, all others are the server's", async (t) => {
  const rows = [
    ["+a=b", "+a=b"],
    ["+a", "+a"],
    ["+a=", "+a"],
    ["+example.org/a=1\\:\\s\\\\2", "+example.org/a=1\\:\\s\\\\2"],
    ["+a=1;+b=2;+a=3", "+a=3;+b=2"],
    ["a=b;+c=d;msgid=fake;time=fake;label=x;batch=y;account=z", "+c=d"],
    ["a=b", ""],
    ["+=1;+é=2;+a,b=3;++a=4;+a-b=5", "+a-b=5"],
  ] as const;
  for (const [tags, want] of rows) {
    for (
      const line of ["PRIVMSG #lobby :hi", "NOTICE bob :hi", "TAGMSG #lobby"]
    ) {
      await t.step(`${tags} ${line}`, async () => {
        await using server = new TestServer();
        const { ann, bob } = await pair(server, "message-tags");

        await server.ask(ann, `@${tags} ${line}`);

        const all = want === "" ? "msgid=test-3" : `msgid=test-3;${want}`;
        assertEquals(bob.takeLines(), [`@${all} ${ANN} ${line}`]);
      });
    }
  }
});

Deno.test("a message has one id, for all receivers and the echo, and no other has it", async () => {
  await using server = new TestServer();
  const { ann, bob } = await pair(server, "message-tags echo-message");
  const cleo = await server.join("cleo", {
    capabilities: "message-tags server-time",
  });
  ann.takeLines();
  bob.takeLines();
  const idOf = (line: string) => /[@;]msgid=([^; ]+)/.exec(line)?.[1];

  const lines = [
    "PRIVMSG #lobby :hi",
    "PRIVMSG #lobby :hi",
    "NOTICE bob :hi",
    "TAGMSG #lobby",
  ];
  const echoes = (await server.ask(ann, ...lines)).map(idOf);

  assertEquals(bob.takeLines().map(idOf), echoes);
  assertEquals(cleo.takeLines().map(idOf), [echoes[0], echoes[1], echoes[3]]);
  assertEquals(new Set(echoes).size, 4);
});

Deno.test("server-time is when it was said, in UTC with milliseconds", async () => {
  await using server = new TestServer();
  const { ann, bob } = await pair(server, "server-time");
  await server.clock.advance(61_007);
  ann.takeLines();
  bob.takeLines();

  await server.ask(ann, "PRIVMSG #lobby :hi", "PART #lobby");

  assertEquals(bob.takeLines(), [
    `@time=2026-01-01T00:01:01.007Z ${ANN} PRIVMSG #lobby :hi`,
    `@time=2026-01-01T00:01:01.007Z ${ANN} PART #lobby`,
  ]);
});

Deno.test("tags at their limit are relayed whole, though the server's make them longer", async () => {
  await using server = new TestServer();
  const { ann, bob } = await pair(server, "message-tags server-time");
  const tags = `+a=${"é".repeat(2_045)}`;

  await server.ask(ann, `@${tags}x PRIVMSG #lobby :hi`);

  assertEquals(bob.takeLines(), [
    `@time=2026-01-01T00:00:00.000Z;msgid=test-3;${tags}x ${ANN} PRIVMSG #lobby :hi`,
  ]);
});
