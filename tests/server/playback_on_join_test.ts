import { assertEquals } from "@std/assert/equals";
import { MemoryStore } from "../../server/history/memory_store.ts";
import { settle } from "../fakes/fake_clock.ts";
import { TestServer } from "../fakes/test_server.ts";
import { UnreadableStore } from "../fakes/unreadable_store.ts";
import { textsIn } from "./history_talk.ts";

const NAMES = [
  ":test.chat 353 bob = #a :@ann bob",
  ":test.chat 366 bob #a :End of /NAMES list",
];
const bare = (line: string) => line.replace(/^@\S+ /, "");

Deno.test("JOIN is followed by what was said before, for clients that cannot ask", async (t) => {
  const said = ":ann!ann@192.0.2.1";
  const rows = [
    {
      name: "with its time in front, where the client knows no other way",
      capabilities: "",
      want: [
        `${said} PRIVMSG #a :[00:00] hello`,
        `${said} NOTICE #a :[00:00] look`,
        `${said} PRIVMSG #a :\x01ACTION [00:00] waves\x01`,
      ],
    },
    {
      name: "with server-time as it was",
      capabilities: "server-time",
      want: [
        `@time=2026-01-01T00:00:00.000Z ${said} PRIVMSG #a :hello`,
        `@time=2026-01-01T00:00:00.000Z ${said} NOTICE #a :look`,
        `@time=2026-01-01T00:00:00.000Z ${said} PRIVMSG #a :\x01ACTION waves\x01`,
      ],
    },
    {
      name: "in a batch, where the client knows batches",
      capabilities: "batch message-tags",
      want: [
        ":test.chat BATCH +test-7 chathistory #a",
        `@batch=test-7;msgid=test-2 ${said} PRIVMSG #a :[00:00] hello`,
        `@batch=test-7;msgid=test-3 ${said} NOTICE #a :[00:00] look`,
        `@batch=test-7;msgid=test-5 ${said} PRIVMSG #a :\x01ACTION [00:00] waves\x01`,
        ":test.chat BATCH -test-7",
      ],
    },
  ];
  for (const { name, capabilities, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer({ hasThrottle: false });
      const ann = await server.join("ann", { channels: "#a" });
      await server.ask(
        ann,
        "PRIVMSG #a :hello",
        "NOTICE #a :look",
        "PRIVMSG #a :\x01VERSION\x01",
        "PRIVMSG #a :\x01ACTION waves\x01",
      );
      const bob = await server.join("bob", { capabilities, channels: "" });
      await server.clock.advance(60_000);

      const answer = await server.ask(bob, "JOIN #a");

      assertEquals(answer.slice(1, 3).map(bare), NAMES);
      assertEquals(answer.slice(3), want);
    });
  }
});

Deno.test("what was said on another day has its date in front", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  await server.ask(ann, "PRIVMSG #a :last year's");
  const bob = await server.join("bob", { channels: "" });
  const { clock } = server.server.hub;
  clock.now = () => Date.UTC(2027, 5, 1);

  assertEquals(textsIn(await server.ask(bob, "JOIN #a")), [
    "[2026-01-01 00:00] last year's",
  ]);
});

Deno.test("the last 50 lines are told, of a long message its end", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await server.join("ann", {
    capabilities: "batch draft/multiline",
    channels: "#a",
  });
  await server.ask(ann, "PRIVMSG #a :too old");
  const lines = Array.from({ length: 60 }, (_, index) => `line ${index}`);
  await server.ask(
    ann,
    "BATCH +1 draft/multiline #a",
    ...lines.map((line, index) =>
      `@batch=1${
        index % 2 ? ";draft/multiline-concat" : ""
      } PRIVMSG #a :${line}`
    ),
    "BATCH -1",
    "PRIVMSG #a :the last",
  );
  const want = [...lines.slice(-49), "the last"];

  for (const more of ["", " draft/multiline batch"]) {
    const bob = await server.join(`bob${more.length}`, {
      capabilities: `server-time${more}`,
      channels: "",
    });
    const answer = await server.ask(bob, "JOIN #a");

    assertEquals(textsIn(answer), want);
    const first = answer.find((line) => line.endsWith(" :line 11")) ?? "";
    // The line in front of it is not there to be joined with.
    assertEquals(first.includes("draft/multiline-concat"), false);
  }
});

Deno.test("nothing is told unasked to those who can ask, nor to bots, nor of before with --history-from-join", async (t) => {
  const rows = [
    { name: "draft/chathistory", capabilities: "draft/chathistory" },
    { name: "znc.in/playback", capabilities: "znc.in/playback" },
    { name: "a bot", before: "MODE bob +B" },
    { name: "--history-from-join", historyFromJoin: true },
  ];
  for (const { name, capabilities = "", before, historyFromJoin } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer({
        historyFromJoin: historyFromJoin ?? false,
      });
      const ann = await server.join("ann", { channels: "#a" });
      await server.ask(ann, "PRIVMSG #a :hello");
      const bob = await server.join("bob", { capabilities, channels: "" });
      await server.ask(bob, ...(before === undefined ? [] : [before]));

      assertEquals(textsIn(await server.ask(bob, "JOIN #a")), []);
    });
  }
});

Deno.test("a channel in which nothing was said tells nothing, be it that people came and went", async () => {
  await using server = new TestServer();
  await server.join("ann", { channels: "#a" });
  const bob = await server.join("bob", { capabilities: "batch", channels: "" });

  const answer = await server.ask(bob, "JOIN #a", "PART #a", "JOIN #a");

  assertEquals(answer.filter((line) => line.includes(" BATCH ")), []);
});

Deno.test("what is said behind JOIN is told once", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  const bob = await server.join("bob", { channels: "" });
  bob.takeLines();
  bob.sendLines("JOIN #a");
  ann.sendLines("PRIVMSG #a :hello");

  await server.ask(ann, "PRIVMSG #a :again");

  assertEquals(textsIn(bob.takeLines()), ["hello", "again"]);
});

Deno.test("who joins where nothing can be read is told so, and is in", async () => {
  const store = new UnreadableStore();
  await using server = new TestServer({}, { store });
  await server.join("ann", { channels: "#a" });
  const bob = await server.join("bob", { channels: "" });
  store.isUnreadable = true;

  assertEquals((await server.ask(bob, "JOIN #a")).slice(3), [
    ":test.chat WARN JOIN NO_HISTORY #a :What was said before cannot be read: Cannot read what was said as the disk is broken",
  ]);
});

Deno.test("who resumes a session is told nothing unasked", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  const bob = await server.join("bob", {
    capabilities: "chat/resume",
    channels: "#a",
  });
  await server.ask(ann, "PRIVMSG #a :hello");
  const [, token] = / RESUME TOKEN (\S+)/.exec(bob.output) ?? [];
  bob.fail(new Deno.errors.ConnectionReset("gone"));
  const again = await server.connect();

  const answer = await server.ask(
    again,
    "CAP REQ :chat/resume",
    `RESUME ${token}`,
    "NICK bob",
    "USER bob 0 * :bob",
    "CAP END",
  );

  assertEquals(answer.some((line) => line.includes(" JOIN #a")), true);
  assertEquals(textsIn(answer), []);
});

Deno.test("many who join at once are told when all that is stored together", async () => {
  const store = new MemoryStore();
  await using server = new TestServer({ hasThrottle: false }, { store });
  const ann = await server.join("ann", { channels: "#a" });
  await server.ask(ann, "PRIVMSG #a :hello");
  const crowd = [];
  for (let count = 0; count < 20; count++) {
    crowd.push(await server.join(`c${count}`, { channels: "" }));
  }
  let commits = 0;
  store.commit = () => void commits++;

  for (const conn of crowd) conn.sendLines("JOIN #a");
  await settle();

  assertEquals(crowd.map((conn) => textsIn(conn.takeLines())), [
    ...Array(20).fill(["[00:00] hello"]),
  ]);
  assertEquals(commits < 5, true, String(commits));
});
