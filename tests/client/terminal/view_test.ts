import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { type Span, wrapBlock } from "../../../client/terminal/view.ts";
import { columnsOf } from "../../../client/terminal/width.ts";

const star = (text: string) => `*${text}*`;

Deno.test("wrapBlock() breaks lines at spaces, else anywhere", async (t) => {
  const cases = [
    { name: "what fits", text: "a b", columns: 3, want: ["a b"] },
    { name: "nothing", text: "", columns: 3, want: [""] },
    { name: "words", text: "one two", columns: 5, want: ["one", " two"] },
    { name: "a long word", text: "abcdef", columns: 4, want: ["abcd", " ef"] },
    {
      name: "a long word behind another",
      text: "x abcdef",
      columns: 4,
      want: ["x ab", " cde", " f"],
    },
    {
      name: "wide text",
      text: "漢字漢字",
      columns: 5,
      want: ["漢字", " 漢字"],
    },
    {
      name: "line breaks",
      text: "a\nb\n\nc",
      columns: 9,
      want: [
        "a",
        "  b",
        "  ",
        "  c",
      ],
    },
    { name: "one column", text: "abc", columns: 1, want: ["a", "b", "c"] },
    { name: "too wide for one", text: "漢字", columns: 1, want: ["漢", "字"] },
    { name: "controls", text: "a\x1b[2Jb", columns: 9, want: ["a␛[2Jb"] },
    {
      name: "spaces at the end",
      text: "abc def   ",
      columns: 8,
      want: ["abc def"],
    },
    {
      name: "a mark in the last column",
      text: "abc de\u0301",
      columns: 6,
      want: ["abc", "  de\u0301"],
    },
    {
      name: "a mark in the last column, in a long word",
      text: "abcdee\u0301f",
      columns: 6,
      want: ["abcde", "  e\u0301f"],
    },
    {
      name: "marks piled up",
      text: `Z${"\u0310".repeat(500)}a\u0301`,
      columns: 8,
      want: [`Z${"\u0310".repeat(8)}a\u0301`],
    },
    {
      name: "what cannot be seen",
      text: "a\u00ad\u200b\u2060\u3164\u115f\ufeff\u{e0041}b",
      columns: 9,
      want: ["ab"],
    },
    {
      name: "what joins, chooses and gives a direction",
      text: "न\u094d\u200d म\u200cb ❤\ufe0f \u05d0\u200f!",
      columns: 20,
      want: ["न\u094d\u200d म\u200cb ❤\ufe0f \u05d0\u200f!"],
    },
    {
      name: "what some terminals do not join",
      text: "👨‍👩‍👧‍👦👨‍👩‍👧‍👦",
      columns: 10,
      want: ["👨‍👩‍👧‍👦", "  👨‍👩‍👧‍👦"],
    },
  ];
  for (const { name, text, columns, want } of cases) {
    await t.step(name, () => {
      assertEquals(wrapBlock({ spans: [{ text }], indent: 2 }, columns), want);
    });
  }
});

Deno.test("wrapBlock() has a bar in front of all rows of a line", async (t) => {
  const spans = [
    { text: "ann:" },
    { text: "\n│ ", isBar: true },
    { text: "some words of a line" },
    { text: "\n│ ", isBar: true, style: star },
    { text: "0123456789abcdef" },
    { text: "\n└─" },
    { text: "\nmore words than fit" },
  ];
  const cases = [
    {
      columns: 16,
      want: [
        "ann:",
        "  │ some words",
        "  │ of a line",
        "  *│ *0123456789ab",
        "  *│ *cdef",
        "  └─",
        "  more words",
        "  than fit",
      ],
    },
    {
      columns: 7,
      want: ["ann:", "  │ ", "  some", "  words", "  of a", "  line"].concat(
        "  *│ *012",
        "  34567",
        "  89abc",
        "  def",
        "  └─",
        "  more",
        "  words",
        "  than",
        "  fit",
      ),
    },
  ];
  for (const { columns, want } of cases) {
    await t.step(`${columns} columns`, () => {
      assertEquals(wrapBlock({ spans, indent: 2 }, columns), want);
    });
  }
});

Deno.test("wrapBlock() styles each row by itself", () => {
  const spans: Span[] = [{ text: "ab:", style: star }, { text: " one two" }];

  assertEquals(wrapBlock({ spans, indent: 1 }, 6), ["*ab:*", " one", " two"]);
  assertEquals(
    wrapBlock({ spans: [{ text: "abcdef", style: star }], indent: 1 }, 4),
    ["*abcd*", " *ef*"],
  );
});

Deno.test("wrapBlock() never makes a row wider than the window", () => {
  const text = "one 漢字漢字漢字 two-three 🦕🦕🦕 e\u0301e\u0301 \tx\n".repeat(
    3,
  );
  for (let columns = 2; columns <= 40; columns++) {
    for (const row of wrapBlock({ spans: [{ text }], indent: 6 }, columns)) {
      assert(columnsOf(row) <= columns, `${columns} columns: "${row}"`);
    }
  }
});

Deno.test("wrapBlock() leaves links whole", async (t) => {
  const cases = [
    {
      name: "one that fits a row",
      text: "see http://ab/c now",
      want: ["see", "  http://ab/c", "  now"],
    },
    {
      name: "one that does not",
      text: "see https://host/a?b=c#d now",
      want: ["see\x1b[?7h https://host/a?b=c#d\x1b[?7l now"],
    },
    {
      name: "what stands behind a row's end",
      text: "see https://host/0123456789 now",
      want: ["see\x1b[?7h https://host/0123456789\x1b[?7l", "  now"],
    },
    {
      name: "what is not all link",
      text: "https://host/漢字漢字",
      want: ["https://host/", "  漢字漢字"],
    },
  ];
  for (const { name, text, want } of cases) {
    await t.step(name, () => {
      assertEquals(wrapBlock({ spans: [{ text }], indent: 2 }, 14), want);
    });
  }
});
