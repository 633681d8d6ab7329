import { assertEquals } from "@std/assert/equals";
import type { ChatEvent, SaidEvent } from "../../client/events.ts";
import { formatLine, formatProblem } from "../../client/line_output.ts";

const SAID: SaidEvent = {
  type: "message",
  time: Date.UTC(2026, 0, 2, 3, 4, 5, 6),
  from: "bob",
  channel: "#a",
  to: "#a",
  text: "hi",
  own: false,
};
const { channel: _, ...PRIVATE } = { ...SAID, to: "ann" };
const TIME = SAID.time;

Deno.test("formatLine() writes what others say, and nothing else", async (t) => {
  const cases: readonly {
    readonly name: string;
    readonly event: ChatEvent;
    readonly want: string | undefined;
  }[] = [
    { name: "a message", event: SAID, want: "bob: hi" },
    { name: "an action", event: { ...SAID, type: "action" }, want: "* bob hi" },
    { name: "a private one", event: PRIVATE, want: "bob (private): hi" },
    {
      name: "several lines",
      event: { ...SAID, text: "a\nbob: b" },
      want: "bob: a\\nbob: b",
    },
    {
      name: "controls",
      event: { ...SAID, text: "\x02a\x0f\x1b[2J\x9b\tb" },
      want: "bob: a␛[2J\ufffd    b",
    },
    { name: "our own", event: { ...SAID, own: true }, want: undefined },
    { name: "a notice", event: { ...SAID, type: "notice" }, want: undefined },
    {
      name: "a join",
      event: { type: "join", time: TIME, from: "b", channel: "#a", own: false },
      want: undefined,
    },
  ];
  for (const { name, event, want } of cases) {
    await t.step(name, () => {
      assertEquals(formatLine(event, { showChannel: false }), want);
    });
  }
});

Deno.test("formatLine() shows the channel where there are several", () => {
  assertEquals(formatLine(SAID, { showChannel: true }), "#a bob: hi");
  assertEquals(
    formatLine(PRIVATE, { showChannel: true }),
    "bob (private): hi",
  );
});

Deno.test("formatProblem() writes problems, and nothing else", () => {
  const kick = {
    type: "kick",
    time: TIME,
    from: "bob",
    channel: "#a",
    nick: "ann",
  } as const;
  assertEquals(formatProblem(SAID), undefined);
  assertEquals(formatProblem({ ...kick, text: "", own: false }), undefined);
  assertEquals(
    formatProblem({ ...kick, text: "", own: true }),
    "You were put out of #a by bob",
  );
  assertEquals(
    formatProblem({ ...kick, text: "be \x1bgood", own: true }),
    "You were put out of #a by bob (be ␛good)",
  );
  assertEquals(
    formatProblem({
      type: "error",
      time: TIME,
      code: "404",
      text: "#a: \x1bno",
    }),
    "The server reports: #a: ␛no",
  );
  assertEquals(
    formatProblem({
      type: "refused",
      time: TIME,
      to: "#a",
      text: "a\nb",
      reason: "mute",
    }),
    'Cannot deliver "a\\nb" to #a as the server refuses it: mute',
  );
});
