import { assertEquals } from "@std/assert/equals";
import { byteLength } from "../../protocol/limits.ts";
import {
  type TextParts,
  toActionTexts,
  toTextParts,
} from "../../server/long_text.ts";

/** The text of a part, its lines joined as a receiver joins them. */
function joined(parts: TextParts): string {
  if ("text" in parts) return parts.text;
  return parts.lines.map(({ text, concat }, index) =>
    index === 0 || concat ? text : `\n${text}`
  ).join("");
}

Deno.test("toTextParts() makes messages of a text", async (t) => {
  const line = (text: string, concat = false) => ({ text, concat });
  const long = "x".repeat(400);
  const rows = [
    { name: "none of a blank one", input: "", want: [] },
    { name: "none of line breaks alone", input: "\n\n", want: [] },
    { name: "one of a short one", input: "hi", want: [{ text: "hi" }] },
    { name: "one of spaces", input: " ", want: [{ text: " " }] },
    {
      name: "lines of line breaks",
      input: "a\n\nb",
      want: [{ lines: [line("a"), line(""), line("b")] }],
    },
    {
      name: "joined lines of a long one",
      input: long,
      want: [{ lines: [line(long.slice(50)), line(long.slice(350), true)] }],
    },
    {
      name: "what can be seen of what cannot be sent",
      input: "a\0b\rc",
      want: [{ text: "a␀b␍c" }],
    },
    {
      name: "control bytes that can be sent as they are",
      input: "a\x02b\tc",
      want: [{ text: "a\x02b\tc" }],
    },
  ];
  for (const { name, input, want } of rows) {
    await t.step(name, () => {
      assertEquals<unknown>([...toTextParts(input)], want);
    });
  }
});

Deno.test("toTextParts() loses nothing and stays within the limits", async (t) => {
  const rows = [
    { name: "100 kB in one line", input: "0123456789".repeat(10_000) },
    { name: "1 MB with spaces", input: "añ🦕 ".repeat(100_000) },
    {
      name: "5,000 short lines",
      input: Array.from({ length: 5_000 }, (_, n) => `${n}`).join("\n"),
    },
    {
      name: "5,000 lines, half of them blank",
      input: "a\n\n".repeat(2_500).trimEnd(),
    },
    {
      name: "40,000 bytes but for their line feeds",
      input: Array(101).fill("x".repeat(396)).join("\n"),
    },
    {
      name: "40,000 bytes with their line feeds",
      input: Array(100).fill("x".repeat(399)).join("\n"),
    },
  ];
  for (const { name, input } of rows) {
    await t.step(name, () => {
      const parts = [...toTextParts(input)];

      // Between two messages a line break has no need to be told.
      const bare = (text: string) => text.replaceAll("\n", "");
      assertEquals(bare(parts.map(joined).join("")), bare(input));
      for (const part of parts) {
        assertEquals(byteLength(joined(part)) <= 40_000, true);
        const lines = "text" in part ? [part] : part.lines;
        assertEquals(lines.length <= 1_000, true);
        assertEquals(lines.every(({ text }) => byteLength(text) <= 350), true);
        if ("lines" in part) {
          assertEquals(part.lines[0]?.concat, false);
          assertEquals(
            part.lines.some(({ text, concat }) => concat && text === ""),
            false,
          );
        }
      }
    });
  }
});

Deno.test("toTextParts() makes one message of all that fits it", () => {
  assertEquals([...toTextParts("x".repeat(39_000))].length, 1);
  assertEquals([...toTextParts(Array(1_000).fill("x").join("\n"))].length, 1);
});

Deno.test("toActionTexts() makes as many actions as a text takes", () => {
  assertEquals(toActionTexts("waves"), ["waves"]);
  assertEquals(toActionTexts(""), [""]);
  const pieces = toActionTexts("x\0y ".repeat(500));
  assertEquals(pieces.join(""), "x␀y ".repeat(500));
  assertEquals(pieces.every((piece) => byteLength(piece) <= 350), true);
});
