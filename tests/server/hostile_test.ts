import { assertEquals } from "@std/assert/equals";
import { SERVER_CAPABILITIES } from "../../protocol/capabilities.ts";
import { parseMessage } from "../../protocol/message.ts";
import { COMMANDS } from "../../server/command_table.ts";
import { settle } from "../fakes/fake_clock.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";
import { randomBytes, randomText } from "../fuzz/generators.ts";
import { Random } from "../fuzz/random.ts";

const NAMES = [
  "ann",
  "bob",
  "cleo",
  "#a",
  "#b",
  "#lobby",
  "#A,#b",
  "*",
  "0",
  "test",
  "ann,bob",
  "@#a",
  "%#lobby",
  "аnn",
];
const MODES = [
  "+o",
  "-o",
  "+b",
  "-b",
  "b",
  "+m-n",
  "+tv",
  "+i",
  "+x",
  "+",
  "+bov",
  "+hC-h",
  "+kl-kl",
  "+eI-eI",
  "+BRiw",
];
const CAPS = [...SERVER_CAPABILITIES.keys(), "-batch", "-message-tags"];
const WORDS = [
  "LS",
  "REQ",
  "END",
  "302",
  "+1",
  "-1",
  "draft/multiline",
  "test-1",
  "test-20",
  "%tcuhnfr,1",
  "GET",
  "SET",
  "SUB",
  "SYNC",
  "CLEAR",
  "avatar",
  "timestamp=2025-12-31T00:00:00.000Z",
  "\x01ACTION x\x01",
  ":",
  ":a b",
  "é".repeat(100),
];
const COMMAND_NAMES = [...COMMANDS.keys()].filter((name) => name !== "QUIT");

/** A line that does something more often than not. */
function randomLine(random: Random): string {
  const tags = random.oneIn(3)
    ? `@${
      random.pick([
        "batch=1",
        "label=x",
        "+a=b",
        "batch=1;draft/multiline-concat",
      ])
    } `
    : "";
  if (random.oneIn(12)) {
    return `CAP REQ :${random.list(4, () => random.pick(CAPS)).join(" ")}`;
  }
  if (random.oneIn(12)) {
    return `${tags}BATCH +1 draft/multiline ${random.pick(NAMES)}`;
  }
  const command = random.oneIn(20)
    ? randomText(random, 8)
    : random.pick(COMMAND_NAMES);
  const params = random.list(
    3,
    () => random.pick(random.pick([NAMES, NAMES, MODES, WORDS])),
  );
  const text = random.oneIn(2) ? ` :${randomText(random)}` : "";
  return `${tags}${command} ${params.join(" ")}${text}`;
}

/** What must hold of a server whatever was said to it. */
async function check(
  server: TestServer,
  conns: readonly FakeConn[],
): Promise<void> {
  assertEquals(server.log.filter(({ level }) => level === "error"), []);
  const { registry } = server.server.hub;
  for (const session of registry.sessions()) {
    assertEquals(registry.session(session.target), session);
    for (const channel of session.channels) {
      assertEquals(channel.members.has(session), true);
      assertEquals(registry.channel(channel.name), channel);
    }
  }
  for (const channel of registry.channels()) {
    for (const member of channel.members.keys()) {
      assertEquals(member.state, "registered");
      assertEquals(member.channels.has(channel), true);
    }
    assertEquals(channel.members.size > 0 || channel.isKept, true);
  }
  for (const conn of conns) {
    for (const line of conn.takeLines()) parseMessage(line);
  }
  const fresh = await server.join("fresh", { address: "127.0.0.1" });
  assertEquals(await server.ask(fresh, "PING 1"), [
    ":test.chat PONG test.chat :1",
  ]);
}

for (let seed = 1; seed <= 20; seed++) {
  Deno.test(`the server stands any command, with seed ${seed}`, async () => {
    const random = new Random(seed);
    await using server = new TestServer({ hasThrottle: false });
    const conns = [];
    for (const nick of ["ann", "bob", "cleo"]) {
      conns.push(await server.join(nick));
    }
    const plain = await server.connect();
    plain.send("plain\n");

    for (let count = 0; count < 300; count++) {
      random.pick(conns).sendLines(randomLine(random));
      if (random.oneIn(3)) {
        plain.send(
          `${random.pick(["", "/msg ", "/join #", "/nick ", "/me "])}${
            randomText(random)
          }\n`,
        );
      }
      if (random.oneIn(5)) await settle();
    }
    await settle();

    await check(server, conns);
  });
}

Deno.test("the server stands random bytes", async () => {
  const random = new Random(1);
  await using server = new TestServer({ hasThrottle: false });
  for (let count = 0; count < 1_000; count++) {
    const conn = await server.connect();

    for (const bytes of random.list(4, () => randomBytes(random))) {
      conn.send(bytes);
    }
    if (random.oneIn(2)) conn.end();
    await settle();
  }
  await server.clock.advance(1_000);

  await check(server, []);
});

Deno.test("the server keeps nothing of a line without an end", async (t) => {
  const rows = [
    { name: "before a name", start: "" },
    { name: "of IRC", start: "NICK bob\r\nUSER b 0 * :b\r\n" },
    { name: "of HTTP", start: "GET / HTTP/1.1\r\n" },
    { name: "of plain text", start: "bob\n" },
  ];
  for (const { name, start } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");
      const conn = await server.connect();
      conn.send(start);
      await settle();
      ann.takeLines();

      for (let count = 0; count < 1_000; count++) conn.send("x".repeat(10_000));
      await settle();
      conn.send("\n");
      await settle();

      assertEquals(
        ann.takeLines().filter((line) => line.includes("PRIVMSG")),
        [],
      );
      assertEquals(server.log.filter(({ level }) => level === "error"), []);
    });
  }
});

Deno.test("1,000 connections that never register are closed after 30 s", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  const conns = [];
  for (let count = 0; count < 1_000; count++) {
    const conn = await server.connect();
    if (count % 2 === 0) conn.sendLines(`NICK n${count}`);
    conns.push(conn);
  }

  await server.clock.advance(32_000);

  assertEquals(conns.filter(({ isClosed }) => !isClosed), []);
  assertEquals(ann.takeLines(), []);
  assertEquals(server.clock.timerCount, 1);
});
