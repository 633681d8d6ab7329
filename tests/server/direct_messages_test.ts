import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
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

Deno.test("PRIVMSG to who is away is delivered, and answered with why", async () => {
  await using server = new TestServer();
  const { ann, bob } = await pair(server);
  await server.ask(bob, "AWAY :at lunch");

  assertEquals(await server.ask(ann, "PRIVMSG BOB :hi"), [
    ":test.chat 301 ann bob :at lunch",
  ]);
  assertEquals(bob.takeLines(), [`${ANN} PRIVMSG bob :hi`]);
  await server.ask(bob, "AWAY");
  assertEquals(await server.ask(ann, "PRIVMSG bob :hi"), []);
});

Deno.test("only PRIVMSG to the person is answered with 301", async (t) => {
  for (const line of ["NOTICE bob :hi", "TAGMSG bob", "PRIVMSG #lobby :hi"]) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const { ann, bob } = await pair(server);
      await server.ask(bob, "AWAY :at lunch");
      ann.takeLines();

      assertEquals(await server.ask(ann, line), []);
    });
  }
});

Deno.test("echo and 301 are one answer under a label", async () => {
  await using server = new TestServer();
  const { ann, bob } = await pair(
    server,
    "batch labeled-response echo-message",
  );
  await server.ask(bob, "AWAY :at lunch");

  assertEquals(await server.ask(ann, "@label=7 PRIVMSG bob :hi"), [
    "@label=7 :test.chat BATCH +test-4 labeled-response",
    `@batch=test-4 ${ANN} PRIVMSG bob :hi`,
    "@batch=test-4 :test.chat 301 ann bob :at lunch",
    ":test.chat BATCH -test-4",
  ]);
});

Deno.test("user mode R keeps messages of those without an account away", async (t) => {
  const rows = [
    { line: "PRIVMSG bob :hi", isTold: true },
    { line: "TAGMSG bob", isTold: true },
    { line: "NOTICE bob :hi", isTold: false },
  ];
  for (const { line, isTold } of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const { ann, bob } = await pair(server, "message-tags");
      await server.ask(bob, "MODE bob +R");

      const answer = await server.ask(ann, line);

      assertEquals(
        answer.map((told) => told.split(" ").slice(1, 4).join(" ")),
        isTold ? ["477 ann bob"] : [],
      );
      assertEquals(bob.takeLines(), []);
    });
  }
});

Deno.test("CTCP passes between people as any text does", async (t) => {
  const rows = [
    "PRIVMSG bob :\x01VERSION\x01",
    "NOTICE bob :\x01VERSION chat 1\x01",
    "PRIVMSG bob :\x01ACTION waves\x01",
    "PRIVMSG #lobby :\x01PING 1 2\x01",
  ];
  for (const line of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const { ann, bob } = await pair(server);

      assertEquals(await server.ask(ann, line), []);
      assertEquals(bob.takeLines(), [`${ANN} ${line}`]);
    });
  }
});

Deno.test("a channel with mode C keeps CTCP out, but for actions", async (t) => {
  const refused = [
    ":test.chat 404 ann #c :Cannot send to channel (+C)",
  ];
  const rows = [
    { name: "a question", lines: ["PRIVMSG #c :\x01VERSION\x01"], refused },
    {
      name: "an answer, without a word",
      lines: ["NOTICE #c :\x01PING 1\x01"],
      refused: [],
    },
    {
      name: "a question in a multi-line message",
      lines: [
        "BATCH +1 draft/multiline #c",
        "@batch=1 PRIVMSG #c :hi",
        "@batch=1 PRIVMSG #c :\x01VERSION\x01",
        "BATCH -1",
      ],
      refused,
    },
    {
      name: "an action",
      lines: ["PRIVMSG #c :\x01ACTION waves\x01"],
      refused: undefined,
    },
    { name: "a text", lines: ["PRIVMSG #c :VERSION"], refused: undefined },
  ];
  for (const { name, lines, refused } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const { ann, bob } = await pair(server, "batch draft/multiline");
      await server.ask(ann, "JOIN #c", "MODE #c +C");
      await server.ask(bob, "JOIN #c");
      ann.takeLines();

      assertEquals(await server.ask(ann, ...lines), refused ?? []);
      assertEquals(
        bob.takeLines(),
        refused === undefined ? [`${ANN} ${lines[0]}`] : [],
      );
    });
  }
});

Deno.test("the console's notices have an id each", async () => {
  await using server = new TestServer();
  const { bob } = await pair(server, "message-tags");
  async function* lines(): AsyncGenerator<string> {
    yield "/announce one\n";
    yield "/announce two";
  }

  void server.openConsole(lines(), []);
  await settle();
  await server.clock.advance(1_000);

  const ids = bob.takeLines().map((line) => /msgid=(\S+)/.exec(line)?.[1]);
  assertEquals(ids.length, 2);
  assertEquals(new Set(ids).size, 2);
  assertEquals(ids.includes(undefined), false);
});
