import { assertEquals } from "@std/assert/equals";
import type { SaidEvent } from "../../client/events.ts";
import { formatJson } from "../../client/json_output.ts";

const TIME = Date.UTC(2026, 0, 2, 3, 4, 5, 6);
const STAMP = '"time":"2026-01-02T03:04:05.006Z"';
const SAID: SaidEvent = {
  type: "message",
  time: TIME,
  from: "bob",
  channel: "#a",
  to: "#a",
  text: "hi",
  own: false,
};

Deno.test("formatJson() writes events, whole and safe to print", () => {
  assertEquals(
    formatJson({ ...SAID, id: "x", text: "\x1b[2J\x7f\x9b\u2028\u202e\n漢" }),
    `{"type":"message",${STAMP},"from":"bob","channel":"#a","to":"#a",` +
      '"text":"\\u001b[2J\\u007f\\u009b\\u2028\\u202e\\n漢","own":false,' +
      '"id":"x"}',
  );
});

Deno.test("formatJson() writes the fields in one order, and no others", async (t) => {
  const cases = [
    {
      name: "a join",
      event: {
        own: true,
        again: true,
        channel: "#a",
        from: "b",
        time: TIME,
        type: "join",
      },
      want: `{"type":"join",${STAMP},"from":"b","channel":"#a","own":true}`,
    },
    {
      name: "an invitation",
      event: {
        type: "invite",
        time: TIME,
        from: "b",
        channel: "#c",
        nick: "ann",
        own: true,
      },
      want: `{"type":"invite",${STAMP},"from":"b","channel":"#c",` +
        '"nick":"ann","own":true}',
    },
    {
      name: "what the server says",
      event: { type: "info", time: TIME, text: "x" },
      want: `{"type":"info",${STAMP},"text":"x"}`,
    },
    {
      name: "that somebody is back",
      event: { type: "away", time: TIME, from: "b" },
      want: `{"type":"away",${STAMP},"from":"b"}`,
    },
  ] as const;
  for (const { name, event, want } of cases) {
    await t.step(name, () => {
      assertEquals(formatJson(event), want);
    });
  }
});

Deno.test("formatJson() writes nothing of a connection made anew", () => {
  assertEquals(
    formatJson({ type: "disconnected", time: TIME, reason: "x" }),
    undefined,
  );
  assertEquals(
    formatJson({ type: "reconnected", time: TIME, nick: "x", lostAt: TIME }),
    undefined,
  );
});
