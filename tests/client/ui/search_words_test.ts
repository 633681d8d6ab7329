import { assertEquals } from "@std/assert/equals";
import { excerpt, readTerms } from "../../../client/ui/search_words.ts";

/** Writes an excerpt with `<>` around what is set off. */
function shown(query: string, text: string): string {
  return excerpt(text, readTerms(query))
    .map(({ text, style }) => style ? `<${text}>` : text).join("");
}

Deno.test("excerpt() sets off the words of a query", async (t) => {
  const cases = [
    { query: "lunch", text: "Lunch? lunchtime", want: "<Lunch>? lunchtime" },
    { query: "lunch*", text: "at lunchtime", want: "at <lunchtime>" },
    {
      query: '"at noon"',
      text: "at noon, at  Noon",
      want: "<at noon>, <at Noon>",
    },
    { query: "a b", text: "b a ab", want: "<b> <a> ab" },
    { query: "from:bob in:#a before:3d x", text: "bob x", want: "bob <x>" },
    { query: "from:bob", text: "bob", want: "bob" },
    { query: "c++ (x", text: "c++ and (x)", want: "<c>++ and (<x>)" },
    { query: "*", text: "*", want: "*" },
    { query: '"', text: '"', want: '"' },
    { query: "é", text: "café é", want: "café <é>" },
    { query: "cafe", text: "Un CAFÉ", want: "Un <CAFÉ>" },
    { query: "日本", text: "私は日本語が", want: "私は<日本>語が" },
    { query: "[a-z]+", text: "a b a-z", want: "a b <a-z>" },
    { query: "x", text: "a\n\nx\ty", want: "a <x> y" },
    { query: "x", text: "\x02x\x02 \x0304y", want: "<x> y" },
  ];
  for (const { query, text, want } of cases) {
    await t.step(`${query} in ${JSON.stringify(text)}`, () => {
      assertEquals(shown(query, text), want);
    });
  }
});

Deno.test("excerpt() cuts a long text around the first word", () => {
  const long = `${"a".repeat(200)} x ${"b".repeat(200)}`;

  const text = shown("x", long);
  assertEquals(text.startsWith("…aaa"), true);
  assertEquals(text.includes(" <x> "), true);
  assertEquals(text.endsWith("bbb…"), true);
  assertEquals(shown("y", long), `${"a".repeat(160)}…`);
});

Deno.test("excerpt() cuts no character in two", () => {
  const text = shown("x", `${"😀".repeat(100)} x ${"😀".repeat(100)}`);

  assertEquals(text.isWellFormed(), true);
});
