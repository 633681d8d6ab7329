import { assertEquals } from "@std/assert/equals";
import { MemoryStore } from "../../server/history/memory_store.ts";
import { FailingStore } from "../fakes/failing_store.ts";
import { TestServer } from "../fakes/test_server.ts";
import { UnreadableStore } from "../fakes/unreadable_store.ts";

const FIRST = "timestamp=2025-12-30T10:00:00.000Z";
const LATER = "timestamp=2025-12-31T10:00:00.123Z";
const MARKS = "draft/read-marker";
const RESUME = "chat/resume draft/read-marker";

/** Gives the token by which a client can come back. */
function tokenIn(output: string): string {
  return / RESUME TOKEN (\S+)/.exec(output)?.[1] ?? "";
}

Deno.test("marks belong to the identity: they are there after a restart for who resumes it, and for nobody else", async () => {
  const store = new MemoryStore();
  let token = "";
  {
    await using server = new TestServer({}, { store });
    const ann = await server.join("ann", { capabilities: RESUME });
    await server.ask(ann, `MARKREAD #a ${FIRST}`, `MARKREAD bob ${LATER}`);
    token = tokenIn(ann.output);
  }
  await using server = new TestServer({}, { store, idPrefix: "next" });
  const other = await server.join("ann", { capabilities: MARKS });
  const conn = await server.connect();
  await server.ask(
    conn,
    `CAP REQ :${RESUME}`,
    "NICK anna",
    "USER ann 0 * :Ann",
    `RESUME ${token}`,
    "CAP END",
  );
  const ask = ["MARKREAD #A", "MARKREAD bob"];

  assertEquals(await server.ask(conn, ...ask), [
    `:test.chat MARKREAD #A ${FIRST}`,
    `:test.chat MARKREAD bob ${LATER}`,
  ]);
  assertEquals(await server.ask(other, ...ask), [
    ":test.chat MARKREAD #A *",
    ":test.chat MARKREAD bob *",
  ]);
  const joined = await server.ask(conn, "JOIN #a");
  assertEquals(joined[1], `:test.chat MARKREAD #a ${FIRST}`);
});

Deno.test("a mark that cannot be stored is not pretended, and can be set later", async () => {
  const store = new FailingStore();
  await using server = new TestServer({}, { store });
  const ann = await server.join("ann", { capabilities: RESUME });
  await server.ask(ann, `MARKREAD #a ${FIRST}`);
  store.isFull = true;
  store.saveMark = () => {};

  assertEquals(await server.ask(ann, `MARKREAD #a ${LATER}`), [
    ":test.chat FAIL MARKREAD NOT_STORED #a :Cannot store what is said as the disk is full",
  ]);
  assertEquals(await server.ask(ann, "MARKREAD #a"), [
    `:test.chat MARKREAD #a ${FIRST}`,
  ]);
  store.isFull = false;
  store.saveMark = MemoryStore.prototype.saveMark;
  assertEquals(await server.ask(ann, `MARKREAD #a ${LATER}`), [
    `:test.chat MARKREAD #a ${LATER}`,
  ]);
});

Deno.test("where marks cannot be read, MARKREAD fails and JOIN tells none", async () => {
  const store = new UnreadableStore();
  await using server = new TestServer({}, { store });
  const ann = await server.join("ann", {
    capabilities: `${MARKS} draft/chathistory`,
    channels: "",
  });
  store.isUnreadable = true;
  const failure =
    ":test.chat FAIL MARKREAD INTERNAL_ERROR #a :Cannot read what was said as the disk is broken";

  assertEquals(
    await server.ask(ann, "MARKREAD #a", `MARKREAD #a ${FIRST}`),
    [failure, failure],
  );
  const joined = await server.ask(ann, "JOIN #a");
  assertEquals(joined.map((line) => line.split(" ")[1]), [
    "JOIN",
    "353",
    "366",
  ]);
});

Deno.test("a mark is stored once, of who can come back as the same", async (t) => {
  const marks = ["#a", "#b", "#a"].map((name) => `MARKREAD ${name} ${LATER}`);
  const older = `MARKREAD #a ${FIRST}`;
  const rows = [
    { name: "nobody", capabilities: MARKS, lines: marks, want: [] },
    {
      name: "who has a token",
      capabilities: RESUME,
      lines: [...marks, older, "MARKREAD #a"],
      want: ["#a", "#b"],
    },
    {
      name: "who gets a token later",
      capabilities: MARKS,
      lines: [...marks, "CAP REQ :chat/resume", "MARKREAD #a"],
      want: ["#b", "#a"],
    },
  ];
  for (const { name, capabilities, lines, want } of rows) {
    await t.step(name, async () => {
      const store = new MemoryStore();
      await using server = new TestServer({ hasThrottle: false }, { store });
      const saved: string[] = [];
      store.saveMark = (_identity, target, time) => {
        assertEquals(time, Date.UTC(2025, 11, 31, 10, 0, 0, 123));
        saved.push(target);
      };
      const ann = await server.join("ann", { capabilities });

      await server.ask(ann, ...lines);

      assertEquals(saved, want);
    });
  }
});
