import { assertEquals } from "@std/assert/equals";
import { byteLength } from "../../protocol/limits.ts";
import { TestServer } from "../fakes/test_server.ts";
import { UnreadableStore } from "../fakes/unreadable_store.ts";
import { HISTORY, textsIn } from "./history_talk.ts";

const TIME = "timestamp=2026-01-01T00:00:00.000Z";
const INSUFFICIENT = "Insufficient parameters";
const TOO_MANY = "Too many parameters";
const NOT_RETRIEVED = "Messages could not be retrieved";
const BAD_TYPE = "A message is told by msgid=... or timestamp=...";

Deno.test("CHATHISTORY answers with FAIL", async (t) => {
  const rows = [
    { line: "", want: "INVALID_PARAMS * :Unknown command" },
    { line: "FIRST #a * 5", want: "INVALID_PARAMS FIRST :Unknown command" },
    { line: ":LATEST #a * 5", want: "INVALID_PARAMS * :Unknown command" },
    { line: "LATEST", want: `INVALID_PARAMS LATEST :${INSUFFICIENT}` },
    { line: "LATEST #a", want: `INVALID_PARAMS LATEST :${INSUFFICIENT}` },
    { line: "latest #a *", want: `INVALID_PARAMS latest :${INSUFFICIENT}` },
    { line: "LATEST #a * :", want: `INVALID_PARAMS LATEST :${INSUFFICIENT}` },
    {
      line: `BETWEEN #a ${TIME} 5`,
      want: `INVALID_PARAMS BETWEEN :${INSUFFICIENT}`,
    },
    {
      line: `TARGETS ${TIME} 5`,
      want: `INVALID_PARAMS TARGETS :${INSUFFICIENT}`,
    },
    { line: "LATEST #a * 5 5", want: `INVALID_PARAMS LATEST :${TOO_MANY}` },
    {
      line: `TARGETS #a ${TIME} ${TIME} 5`,
      want: `INVALID_PARAMS TARGETS :${TOO_MANY}`,
    },
    { line: "LATEST #a * 0", want: "INVALID_PARAMS LATEST 0 :Invalid limit" },
    { line: "LATEST #a * 00", want: "INVALID_PARAMS LATEST 00 :Invalid limit" },
    { line: "LATEST #a * -1", want: "INVALID_PARAMS LATEST -1 :Invalid limit" },
    {
      line: "LATEST #a * 1e2",
      want: "INVALID_PARAMS LATEST 1e2 :Invalid limit",
    },
    { line: "LATEST #a * ٥", want: "INVALID_PARAMS LATEST ٥ :Invalid limit" },
    ...[
      "timestamp=",
      "timestamp=2026-01-01T00:00:00Z",
      "timestamp=2026-01-01T00:00:00.00Z",
      "timestamp=2026-01-01T00:00:00.000",
      "timestamp=2026-02-30T00:00:00.000Z",
      "timestamp=2026-13-01T00:00:00.000Z",
      "timestamp=2026-01-01T25:00:00.000Z",
      "timestamp=1767225600000",
      "timestamp=x",
    ].map((word) => ({
      line: `BEFORE #a ${word} 5`,
      want: `INVALID_PARAMS BEFORE ${word} :Invalid timestamp`,
    })),
    {
      line: `TARGETS msgid=test-1 ${TIME} 5`,
      want: "INVALID_PARAMS TARGETS msgid=test-1 :Invalid timestamp",
    },
    {
      line: "BEFORE #a id=test-1 5",
      want: `INVALID_MSGREFTYPE BEFORE #a id=test-1 :${BAD_TYPE}`,
    },
    {
      line: "BEFORE #a * 5",
      want: `INVALID_MSGREFTYPE BEFORE #a * :${BAD_TYPE}`,
    },
    {
      line: `BETWEEN #a ${TIME} * 5`,
      want: `INVALID_MSGREFTYPE BETWEEN #a * :${BAD_TYPE}`,
    },
    {
      line: `BETWEEN #a ${TIME} MSGID=test-1 5`,
      want: `INVALID_MSGREFTYPE BETWEEN #a MSGID=test-1 :${BAD_TYPE}`,
    },
    {
      line: "BEFORE #a msgid=foobar 5",
      want: `MESSAGE_ERROR BEFORE #a :${NOT_RETRIEVED}`,
    },
    {
      line: "BEFORE #a msgid= 5",
      want: `MESSAGE_ERROR BEFORE #a :${NOT_RETRIEVED}`,
    },
    {
      line: "BEFORE #a msgid=test-zzzzzzzzzzz 5",
      want: `MESSAGE_ERROR BEFORE #a :${NOT_RETRIEVED}`,
    },
    {
      line: "LATEST #nowhere * 5",
      want: `INVALID_TARGET LATEST #nowhere :${NOT_RETRIEVED}`,
    },
    {
      line: "LATEST nobody * 5",
      want: `INVALID_TARGET LATEST nobody :${NOT_RETRIEVED}`,
    },
    { line: "LATEST * * 5", want: `INVALID_TARGET LATEST * :${NOT_RETRIEVED}` },
    {
      line: "LATEST @#a * 5",
      want: `INVALID_TARGET LATEST @#a :${NOT_RETRIEVED}`,
    },
    {
      line: "LATEST #a,#a * 5",
      want: `INVALID_TARGET LATEST #a,#a :${NOT_RETRIEVED}`,
    },
  ];
  for (const { line, want } of rows) {
    await t.step(line === "" ? "nothing" : line, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", {
        capabilities: "draft/chathistory",
        channels: "#a",
      });

      assertEquals(await server.ask(ann, `CHATHISTORY ${line}`), [
        `:test.chat FAIL CHATHISTORY ${want}`,
      ]);
    });
  }
});

Deno.test("CHATHISTORY is no command to those without draft/chathistory", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { capabilities: "batch" });

  assertEquals(await server.ask(ann, "CHATHISTORY LATEST #lobby * 5"), [
    ":test.chat 421 ann CHATHISTORY :Unknown command",
  ]);
});

Deno.test("CHATHISTORY says so where nothing can be read, from the start or in the middle", async (t) => {
  const failure = "Cannot read what was said as the disk is broken";
  const rows = [
    { request: "LATEST #lobby * 5", readsLeft: 0, said: [] },
    { request: "LATEST #lobby * 5", readsLeft: 2, said: ["one", "two"] },
    { request: `AFTER #lobby ${TIME} 5`, readsLeft: 0, said: [] },
    { request: "LATEST nobody * 5", readsLeft: 0, said: [] },
    { request: `TARGETS ${TIME} ${TIME} 5`, readsLeft: 0, said: [] },
  ];
  for (const { request, readsLeft, said } of rows) {
    await t.step(`${request}, ${readsLeft}`, async () => {
      const store = new UnreadableStore();
      await using server = new TestServer({}, { store });
      const ann = await server.join("ann", { capabilities: HISTORY });
      const bob = await server.join("bob");
      await server.ask(
        bob,
        "PRIVMSG #lobby :one",
        "PRIVMSG #lobby :two",
        "PRIVMSG #lobby :three",
      );
      store.readsLeft = readsLeft;
      if (readsLeft === 0) store.isUnreadable = true;
      const list = store.list.bind(store);
      store.list = (query) => {
        const found = list(query);
        store.isUnreadable = true;
        return found;
      };

      const answer = await server.ask(ann, `CHATHISTORY ${request}`);

      const [command, target] = request.startsWith("TARGETS")
        ? ["TARGETS", "*"]
        : request.split(" ");
      assertEquals(textsIn(answer), said);
      assertEquals(
        answer.at(-1)!.replace(/^@\S+ /, ""),
        `:test.chat FAIL CHATHISTORY MESSAGE_ERROR ${command} ${target} :${failure}`,
      );
      const batches = answer.filter((line) => line.includes(" BATCH "));
      assertEquals(batches.length % 2, 0);
      assertEquals(server.log.filter(({ level }) => level === "error"), []);
    });
  }
});

Deno.test("CHATHISTORY answers whatever is asked, in whole lines, and ends nobody", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await server.join("ann", {
    capabilities: `${HISTORY} draft/event-playback`,
  });
  await server.ask(ann, "PRIVMSG #lobby :hi", "PRIVMSG ann :note");
  const names = ["LATEST", "BEFORE", "AFTER", "AROUND", "BETWEEN", "TARGETS"];
  const targets = ["#lobby", "ann", "*", "@#lobby", ":", `#${"x".repeat(120)}`];
  const words = [
    "*",
    TIME,
    "timestamp=9999-12-31T23:59:59.999Z",
    "timestamp=0000-01-01T00:00:00.000Z",
    "msgid=test-1",
    "msgid=test-2gosa7pa2gv",
    `msgid=${"y".repeat(120)}-1`,
    "msgid=test--1",
    "\x01",
    "1",
  ];
  for (const name of names) {
    for (const target of targets) {
      const start = `CHATHISTORY ${name} ${target}`;
      const lines = words.flatMap((first) => [
        `${start} ${first}`,
        `${start} ${first} 5`,
        ...words.map((second) => `${start} ${first} ${second} 5`),
      ]);

      const answer = await server.ask(ann, ...lines);

      const bare = answer.map((line) => line.replace(/^@\S+ /, ""));
      const isAnswer = / (?:BATCH [+]|FAIL CHATHISTORY )/;
      const count = bare.filter((line) => isAnswer.test(line)).length;
      assertEquals(count, lines.length, start);
      const tooLong = bare.filter((line) => byteLength(line) > 510);
      assertEquals(tooLong, [], start);
    }
  }
  assertEquals(server.log.filter(({ level }) => level === "error"), []);
});
