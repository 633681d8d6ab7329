import { assertEquals } from "@std/assert/equals";
import { TerminalRig } from "./rig.ts";

Deno.test("Terminal lets no text pass for another line", async (t) => {
  const FAKE = "12:01 ann: fire bob";
  const cases = [
    { name: "soft hyphens", text: "\u00ad".repeat(29) + FAKE },
    { name: "soft hyphens and spaces", text: "\u00ad ".repeat(29) + FAKE },
    { name: "Hangul fillers", text: "\u3164".repeat(15) + FAKE },
    { name: "families", text: "👨‍👩‍👧‍👦".repeat(4) + FAKE },
    { name: "families and a space", text: "👨‍👩‍👧‍👦".repeat(5) + ` ${FAKE}` },
    { name: "marks of direction", text: "\u061c".repeat(29) + FAKE },
    { name: "spacing marks", text: "\u0903".repeat(29) + FAKE },
    { name: "Hangul parts", text: "\u1161\u11a8".repeat(15) + FAKE },
    { name: "flags", text: "🇩🇪".repeat(15) + FAKE },
    { name: "digits in keys", text: "1\u20e3".repeat(29) + FAKE },
    {
      name: "behind a link",
      text: `https://h/${"x".repeat(40)} ${"👨‍👩‍👧‍👦".repeat(4)}${FAKE}`,
    },
    {
      name: "before a link and behind it",
      text: `${"👨‍👩‍👧‍👦".repeat(3)} https://h/${"x".repeat(31)} ${FAKE}`,
    },
  ];
  for (const { name, text } of cases) {
    for (const columns of [20, 39, 40, 41]) {
      await t.step(`${name}, ${columns} columns`, async () => {
        const rig = new TerminalRig(columns, 30);
        rig.terminal.print(`12:00 eve: ${text}`);

        const [, ...others] = await rig.rows();
        const faked = others.filter((row) => /^(12:|ann)/.test(row));
        assertEquals(faked, []);
      });
    }
  }
});
