import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { columnsOf } from "../../../client/terminal/width.ts";
import {
  statusLine,
  type StatusState,
} from "../../../client/ui/status_line.ts";

const QUIET: StatusState = {
  server: "chat.example",
  link: { kind: "connected" },
  waiting: 0,
  isAway: false,
  others: [],
  typing: [],
  now: 0,
};

const place = { name: "#ops", members: 5, topic: "Keep the lights on" };

const BUSY: StatusState = {
  ...QUIET,
  place,
  link: { kind: "reconnecting", retryAt: 4_200, attempt: 2, reason: "x" },
  waiting: 2,
  isAway: true,
  others: [
    { number: 2, name: "#dev", unread: 3, mentions: 1 },
    { number: 3, name: "#idle", unread: 0, mentions: 0 },
    { number: 4, name: "bob", unread: 1, mentions: 1 },
  ],
  typing: ["cleo"],
};

function textOf(state: StatusState, columns: number): string {
  return statusLine(state, columns).map(({ text }) => text).join("");
}

Deno.test("statusLine() tells what there is room for", async (t) => {
  const cases = [
    {
      name: "the server alone",
      state: QUIET,
      columns: 80,
      want: "chat.example",
    },
    {
      name: "a channel and its topic",
      state: { ...QUIET, place },
      columns: 80,
      want: "chat.example · #ops (5) Keep the lights on",
    },
    {
      name: "a topic that is cut",
      state: { ...QUIET, place },
      columns: 38,
      want: "chat.example · #ops (5) Keep the ligh…",
    },
    {
      name: "no crumb of a topic",
      state: { ...QUIET, place },
      columns: 30,
      want: "chat.example · #ops (5)",
    },
    {
      name: "a person",
      state: { ...QUIET, place: { name: "bob" } },
      columns: 80,
      want: "chat.example · bob",
    },
    {
      name: "a channel that we are put out of",
      state: { ...QUIET, place: { name: "#ops", isLeft: true } },
      columns: 80,
      want: "chat.example · #ops (left)",
    },
    {
      name: "everything",
      state: BUSY,
      columns: 140,
      want: "chat.example · #ops (5) Keep the lights on · away · " +
        "reconnecting in 5 s · 2 messages waiting · 2:#dev 3 (1!) 4:bob 1! · " +
        "cleo is typing",
    },
    {
      name: "80 columns",
      state: BUSY,
      columns: 80,
      want: "#ops (5) · reconnecting in 5 s · 2 messages waiting · " +
        "2:#dev 3 (1!) 4:bob 1!",
    },
    {
      name: "40 columns",
      state: BUSY,
      columns: 40,
      want: "#ops · reconnecting in 5 s · 2 waiting",
    },
    {
      name: "40 columns, connected",
      state: { ...BUSY, link: QUIET.link, waiting: 0, isAway: false },
      columns: 40,
      want: "#ops (5) · 2:#dev 3 (1!) 4:bob 1!",
    },
    {
      name: "being tried just now",
      state: {
        ...QUIET,
        link: { kind: "reconnecting", retryAt: 0, attempt: 1, reason: "" },
      },
      columns: 40,
      want: "chat.example · reconnecting",
    },
    {
      name: "one message",
      state: { ...QUIET, waiting: 1 },
      columns: 40,
      want: "chat.example · 1 message waiting",
    },
    {
      name: "two who type",
      state: { ...QUIET, typing: ["ann", "bob"] },
      columns: 60,
      want: "chat.example · ann and bob are typing",
    },
    {
      name: "many who type",
      state: { ...QUIET, typing: ["ann", "bob", "eve"] },
      columns: 60,
      want: "chat.example · 3 are typing",
    },
    {
      name: "hostile words",
      state: { ...QUIET, place: { ...place, topic: "a\x1b[2J\x0304b\nc" } },
      columns: 60,
      want: "chat.example · #ops (5) a␛[2Jb↵c",
    },
  ] as const satisfies readonly {
    name: string;
    state: StatusState;
    columns: number;
    want: string;
  }[];
  for (const { name, state, columns, want } of cases) {
    await t.step(name, () => assertEquals(textOf(state, columns), want));
  }
});

Deno.test("statusLine() fits windows of all widths", () => {
  const wide: StatusState = {
    ...BUSY,
    place: { name: `#${"漢".repeat(30)}`, members: 12, topic: "字".repeat(99) },
  };
  for (const state of [QUIET, BUSY, wide]) {
    for (let columns = 12; columns < 160; columns++) {
      const text = textOf(state, columns);
      assert(columnsOf(text) <= columns, `${columns}: ${text}`);
      assert(text !== "", String(columns));
    }
  }
});
