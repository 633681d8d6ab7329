import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { layOutFooter } from "../../../client/terminal/footer.ts";
import { columnsOf } from "../../../client/terminal/width.ts";
import { segmentedLengths } from "./segmented_lengths.ts";

const plain = (text: string) => text;
const star = (text: string) => `*${text}*`;

Deno.test("layOutFooter() lays out the input line", async (t) => {
  const cases = [
    { name: "empty", text: "", at: 0, columns: 10, row: "> ", column: 2 },
    {
      name: "some text",
      text: "abc",
      at: 2,
      columns: 10,
      row: "> abc",
      column: 4,
    },
    {
      name: "a full line",
      text: "abcdefgh",
      at: 8,
      columns: 10,
      row: "> …cdefgh",
      column: 9,
    },
    {
      name: "the start of a long one",
      text: "abcdefghij",
      at: 0,
      columns: 10,
      row: "> abcdefg…",
      column: 2,
    },
    {
      name: "the middle of a long one",
      text: "abcdefghijklmnop",
      at: 9,
      columns: 10,
      row: "> …defghij",
      column: 9,
    },
    {
      name: "wide text",
      text: "漢字漢字",
      at: 4,
      columns: 8,
      row: "> …漢字",
      column: 7,
    },
    {
      name: "a line break",
      text: "a\nb",
      at: 3,
      columns: 10,
      row: "> a↵b",
      column: 5,
    },
    {
      name: "a control",
      text: "a\x1b",
      at: 2,
      columns: 10,
      row: "> a␛",
      column: 4,
    },
    {
      name: "no room for the prompt",
      text: "abc",
      at: 3,
      columns: 3,
      row: "bc",
      column: 2,
    },
    { name: "one column", text: "abc", at: 1, columns: 1, row: "b", column: 0 },
    {
      name: "no room for a wide one",
      text: "漢",
      at: 0,
      columns: 1,
      row: "",
      column: 0,
    },
  ];
  for (const { name, text, at, columns, row, column } of cases) {
    await t.step(name, () => {
      const footer = layOutFooter(
        { waiting: [], prompt: "> ", text, cursor: at },
        { columns, rows: 5 },
        plain,
      );

      assertEquals(footer, {
        rows: [row],
        cursorRow: 0,
        cursorColumn: column,
      });
    });
  }
});

Deno.test("layOutFooter() looks only at what can be seen of long texts", () => {
  const text = "漢🦕a".repeat(100_000);
  const content = { waiting: [text], prompt: "> ", text, cursor: 200_000 };
  const lengths = segmentedLengths(() => {
    const footer = layOutFooter(content, { columns: 12, rows: 5 }, plain);
    assertEquals(footer, {
      rows: ["漢🦕a漢🦕a…", "> …🦕a漢🦕a"],
      cursorRow: 1,
      cursorColumn: 11,
    });
  });

  assert(Math.max(...lengths) <= 12 * 40, `${lengths}`);
});

Deno.test("layOutFooter() keeps the cursor in the window at any size", () => {
  const text = "ab漢字c🦕e\u0301 d\te";
  for (let columns = 1; columns <= 20; columns++) {
    for (let cursor = 0; cursor <= text.length; cursor++) {
      const content = { waiting: ["x漢"], prompt: "#a> ", text, cursor };
      const footer = layOutFooter(content, { columns, rows: 3 }, plain);

      const where = `${columns} columns, cursor at ${cursor}`;
      assert(footer.cursorColumn < columns, where);
      for (const row of footer.rows) {
        assert(columnsOf(row) <= columns, `${where}: "${row}"`);
      }
    }
  }
});

Deno.test("layOutFooter() shows what waits above the input line", async (t) => {
  const cases = [
    { name: "one", waiting: ["a"], rows: 9, want: ["*a*"] },
    {
      name: "several lines in one row",
      waiting: ["a\nb"],
      rows: 9,
      want: ["*a↵b*"],
    },
    {
      name: "a long one",
      waiting: ["abcdefghijkl"],
      rows: 9,
      want: ["*abcdefghi…*"],
    },
    {
      name: "as many as fit",
      waiting: ["1", "2", "3", "4"],
      rows: 9,
      want: ["*1*", "*2*", "*3*", "*4*"],
    },
    {
      name: "more",
      waiting: ["1", "2", "3", "4", "5"],
      rows: 9,
      want: ["*1*", "*2*", "*3*", "*… and 2 m…*"],
    },
    {
      name: "in a low window",
      waiting: ["1", "2", "3"],
      rows: 4,
      want: ["*1*", "*… and 2 m…*"],
    },
    { name: "in the lowest", waiting: ["1", "2"], rows: 3, want: [] },
  ];
  for (const { name, waiting, rows, want } of cases) {
    await t.step(name, () => {
      const content = { waiting, prompt: "> ", text: "", cursor: 0 };
      const footer = layOutFooter(content, { columns: 10, rows }, star);

      assertEquals(footer.rows, [...want, "> "]);
      assertEquals(footer.cursorRow, want.length);
    });
  }
});
