import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { byteLength } from "../../protocol/limits.ts";
import { settle } from "../fakes/fake_clock.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

const CHAT = ":chat!chat@test.chat";
const NOW = "2026-01-01 00:00";

/** Asks the service, and gives what it says. */
async function ask(
  server: TestServer,
  conn: FakeConn,
  text: string,
): Promise<string[]> {
  const lines = await server.ask(conn, `PRIVMSG chat :${text}`);
  await server.clock.advance(1_000);
  return lines.map((line) => line.replace(/^:chat!\S+ NOTICE \w+ :/, ""));
}

Deno.test("the service searches for any client, newest first", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  const bob = await server.join("bob", { channels: "#a" });
  await server.ask(ann, "PRIVMSG #a :The deploy is \x02done\x02");
  await server.ask(ann, "PRIVMSG #a :\x01ACTION starts a deploy\x01");
  await server.ask(ann, "PRIVMSG bob :deploy?");
  await server.ask(ann, "PRIVMSG #a :something else");

  const answer = await server.ask(bob, "PRIVMSG CHAT :search deploy");

  assertEquals(answer, [
    `${CHAT} NOTICE bob :${NOW} to bob <ann> deploy?`,
    `${CHAT} NOTICE bob :${NOW} #a * ann starts a deploy`,
    `${CHAT} NOTICE bob :${NOW} #a <ann> The deploy is done`,
    `${CHAT} NOTICE bob :That is all`,
  ]);
});

Deno.test("the service searches for plain text", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  const plain = await server.connect();
  plain.sendLines("pia");
  await settle();
  await server.ask(ann, "PRIVMSG #lobby :hello all");

  for (const line of ["/msg chat search hello", "/search hello"]) {
    assertEquals(await server.ask(plain, line), [
      `chat: ${NOW} #lobby <ann> hello all`,
      "chat: That is all",
    ]);
  }
  assertEquals(await server.ask(plain, "/more"), [
    "chat: That is all: search words",
  ]);
});

Deno.test("the service gives older ones when asked for more", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await server.join("ann", { channels: "#a" });
  const bob = await server.join("bob", { channels: "#a" });
  for (let number = 1; number <= 21; number++) {
    await server.ask(ann, `PRIVMSG #a :word ${number}`);
  }
  const numbers = (lines: readonly string[]) =>
    lines.map((line) => line.replace(/^.*> word /, ""));

  const first = await ask(server, bob, "search word");
  const second = await ask(server, bob, "MORE");
  const third = await ask(server, bob, "more");

  assertEquals(numbers(first), [
    ..."21 20 19 18 17 16 15 14 13 12".split(" "),
    "There are older ones: more",
  ]);
  assertEquals(numbers(second), [
    ..."11 10 9 8 7 6 5 4 3 2".split(" "),
    "There are older ones: more",
  ]);
  assertEquals(numbers(third), ["1", "That is all"]);
  assertEquals(await ask(server, bob, "more"), ["That is all: search words"]);
  assertEquals(await ask(server, ann, "more"), [
    "Nothing was searched for: search words",
  ]);
});

Deno.test("the service says what it can, and what is wrong", async (t) => {
  const rows = [
    { text: "hello", want: ["I can: search words, more, help"] },
    {
      text: "search",
      want: [
        "Cannot search: There is nothing to search for: a word has a letter or a digit",
      ],
    },
    {
      text: 'search "a',
      want: ['Cannot search: "a has no closing "'],
    },
    {
      text: "search x in:#no",
      want: ["in:#no is nothing that you can read"],
    },
    { text: "search x", want: ["Nothing found"] },
  ];
  for (const { text, want } of rows) {
    await t.step(text, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");

      assertEquals(await ask(server, ann, text), want);
    });
  }
  await t.step("help", async () => {
    await using server = new TestServer();
    const ann = await server.join("ann");

    const [first, ...rest] = await ask(server, ann, " HELP ");

    assert(first?.startsWith("search words - "));
    assertEquals(rest.length, 3);
  });
});

Deno.test("the service answers neither NOTICE, nor CTCP, nor tags", async (t) => {
  const rows = [
    "NOTICE chat :search x",
    "PRIVMSG chat :\x01VERSION\x01",
    "@+typing=active TAGMSG chat",
  ];
  for (const line of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { capabilities: "message-tags" });

      assertEquals(await server.ask(ann, line), []);
    });
  }
});

Deno.test("the service's answer comes with the echo, under its label", async () => {
  await using server = new TestServer();
  const capabilities = "batch echo-message labeled-response";
  const ann = await server.join("ann", { capabilities });

  const lines = await server.ask(ann, "@label=7 PRIVMSG chat :search x");

  const bodies = lines.map((line) => line.replace(/^@\S+ /, ""));
  assert(lines[0]?.startsWith("@label=7 "));
  assertEquals(bodies.slice(1, 3), [
    ":ann!ann@192.0.2.1 PRIVMSG chat :search x",
    `${CHAT} NOTICE ann :Nothing found`,
  ]);
});

Deno.test("what is said to the service is not stored", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  const { store } = server.server.hub.history;
  const before = store.lastId;

  await server.ask(ann, "PRIVMSG chat :search x", "NOTICE chat :x");

  assertEquals(store.lastId, before);
});

Deno.test("the service cuts a long text to the line, around what was looked for", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  const filler = "é ".repeat(80);
  await server.ask(ann, `PRIVMSG #a :${filler}needle ${filler}`);
  await server.ask(ann, `PRIVMSG #a :needle ${"é ".repeat(155)}`);

  const [late = "", early = ""] = [
    ...await server.ask(ann, "PRIVMSG chat :search needle"),
  ].reverse().slice(1);

  assert(late.includes("needle"));
  for (const line of [late, early]) assert(byteLength(line) <= 510, line);
  assert(early.includes("> needle "), early);
});

Deno.test("the service shows several lines as one, and nothing that controls a terminal", async () => {
  await using server = new TestServer();
  const capabilities = "batch draft/multiline";
  const ann = await server.join("ann", { capabilities, channels: "#a" });
  await server.ask(
    ann,
    "BATCH +1 draft/multiline #a",
    "@batch=1 PRIVMSG #a :word \x1b[31m",
    "@batch=1 PRIVMSG #a :more",
    "BATCH -1",
  );

  const [line] = await ask(server, ann, "search word");

  assertEquals(line, `${NOW} #a <ann> word ␛[31m / more`);
});

Deno.test("nobody can take the nick of the service, or one that looks like it", async (t) => {
  for (const nick of ["chat", "CHAT", "Chat", "сhat", "ϲhat"]) {
    await t.step(nick, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");
      const conn = await server.connect();
      conn.sendLines(`NICK ${nick}`, "USER x 0 * :x");
      await settle();

      const [renaming = ""] = await server.ask(ann, `NICK ${nick}`);
      const [refusal = ""] = conn.takeLines();

      assert(renaming.startsWith(":test.chat 433 "), renaming);
      assert(refusal.startsWith(":test.chat 433 "), refusal);
    });
  }
});

Deno.test("plain text that calls itself chat gets another nick", async () => {
  await using server = new TestServer();
  const plain = await server.connect();
  plain.sendLines("chat");
  await settle();

  await server.clock.advance(300);

  assert(plain.takeLines().includes("-- You are chat2 here"));
});

Deno.test("who asks after the service is told that it is there", async (t) => {
  const rows = [
    {
      line: "WHOIS chat",
      want: [
        ":test.chat 311 ann chat chat test.chat * :The service: /msg chat help",
        ":test.chat 312 ann chat test.chat :test",
        ":test.chat 335 ann chat :is a bot on test",
        ":test.chat 318 ann chat :End of /WHOIS list",
      ],
    },
    { line: "ISON chat nobody", want: [":test.chat 303 ann :chat"] },
    {
      line: "USERHOST CHAT",
      want: [":test.chat 302 ann :chat=+chat@test.chat"],
    },
    {
      line: "MONITOR + chat",
      want: [":test.chat 730 ann :chat!chat@test.chat"],
    },
  ];
  for (const { line, want } of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");

      assertEquals(await server.ask(ann, line), want);
    });
  }
});

Deno.test("the service is in no channel, and nobody gets it there", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });

  assertEquals(
    await server.ask(ann, "INVITE chat #a", "KICK #a chat", "MODE #a +o chat"),
    [
      ":test.chat 401 ann chat :No such nick",
      ":test.chat 441 ann chat #a :They aren't on that channel",
      ":test.chat 401 ann chat :No such nick",
    ],
  );
});
