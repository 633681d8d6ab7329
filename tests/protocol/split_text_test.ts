import { assertEquals } from "@std/assert/equals";
import { splitText } from "../../protocol/split_text.ts";

/** A grapheme of 25 bytes: four people joined into one family. */
const FAMILY = "👨‍👩‍👧‍👦";

Deno.test("splitText() cuts a text into pieces", async (t) => {
  const rows = [
    { name: "nothing", text: "", maxBytes: 4, want: [""] },
    { name: "a text that fits", text: "abcd", maxBytes: 4, want: ["abcd"] },
    {
      name: "one byte too much",
      text: "abcde",
      maxBytes: 4,
      want: ["abcd", "e"],
    },
    {
      name: "several pieces",
      text: "abcdefghij",
      maxBytes: 4,
      want: ["abcd", "efgh", "ij"],
    },
    {
      name: "a space in the last third",
      text: "one two three",
      maxBytes: 9,
      want: ["one two ", "three"],
    },
    {
      name: "the last of several spaces",
      text: "a bc de fg",
      maxBytes: 9,
      want: ["a bc de ", "fg"],
    },
    {
      name: "a space in the first third, which is too early",
      text: "a bcdefghijk",
      maxBytes: 9,
      want: ["a bcdefgh", "ijk"],
    },
    {
      name: "a space that falls on the cut",
      text: "abcd efgh",
      maxBytes: 4,
      want: ["abcd", " efg", "h"],
    },
    {
      name: "a run of spaces",
      text: "abc    def",
      maxBytes: 6,
      want: ["abc   ", " def"],
    },
    { name: "only spaces", text: "      ", maxBytes: 4, want: ["    ", "  "] },
    {
      name: "characters of two bytes",
      text: "ééééé",
      maxBytes: 5,
      want: ["éé", "éé", "é"],
    },
    {
      name: "characters of four bytes",
      text: "🦕🦕🦕",
      maxBytes: 9,
      want: ["🦕🦕", "🦕"],
    },
    {
      name: "a letter and its mark",
      text: "abce\u0301f",
      maxBytes: 5,
      want: ["abc", "e\u0301f"],
    },
    {
      name: "a joined emoji",
      text: `abcde${FAMILY}`,
      maxBytes: 27,
      want: ["abcde", FAMILY],
    },
    { name: "a flag", text: "a🇫🇷", maxBytes: 8, want: ["a", "🇫🇷"] },
    {
      name: "a grapheme that is longer than a piece",
      text: "👩‍🚀",
      maxBytes: 8,
      want: ["👩‍", "🚀"],
    },
    {
      name: "a long grapheme behind a space in the last third",
      text: `0123456789 xyz${FAMILY}!`,
      maxBytes: 27,
      want: ["0123456789 ", "xyz", `${FAMILY}!`],
    },
    {
      name: "a space that carries a mark, which are one grapheme",
      text: "abcdef \u0301ghi",
      maxBytes: 11,
      want: ["abcdef \u0301gh", "i"],
    },
  ];
  for (const { name, text, maxBytes, want } of rows) {
    await t.step(name, () => {
      assertEquals(splitText(text, maxBytes), want);
    });
  }
});

Deno.test("splitText() gives one character each when the limit is too small for any", () => {
  assertEquals(splitText("a🦕b", 0), ["a", "🦕", "b"]);
});
