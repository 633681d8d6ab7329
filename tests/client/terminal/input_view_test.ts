import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { layOutInput } from "../../../client/terminal/input_view.ts";
import { cells, columnsOf } from "../../../client/terminal/width.ts";
import { segmentedLengths } from "./segmented_lengths.ts";

/** Lays out a text with `|` where the cursor stands, and shows it so. */
function layOut(
  marked: string,
  { columns = 10, maxRows = 4, prompt = "> " } = {},
): string[] {
  const cursor = marked.indexOf("|");
  const text = marked.replace("|", "");
  const { rows, cursorRow, cursorColumn } = layOutInput(
    { prompt, text, cursor },
    columns,
    maxRows,
  );
  return rows.map((row, index) => {
    if (index !== cursorRow) return row;
    let at = 0;
    let column = 0;
    for (const { text, width } of cells(row)) {
      if (column >= cursorColumn) break;
      at += text.length;
      column += width;
    }
    return `${row.slice(0, at)}|${row.slice(at)}`;
  });
}

Deno.test("layOutInput() grows with the text", async (t) => {
  const cases = [
    { name: "nothing", text: "|", want: ["> |"] },
    { name: "a line", text: "ab|c", want: ["> ab|c"] },
    { name: "a line break", text: "ab\nc|d", want: ["> ab", "  c|d"] },
    { name: "an empty row", text: "ab\n|", want: ["> ab", "  |"] },
    { name: "a full row", text: "|abcdefgh", want: ["> |abcdefgh"] },
    {
      name: "the cursor behind a full row",
      text: "abcdefgh|",
      want: ["> abcdefgh", "  |"],
    },
    {
      name: "a wrapped row",
      text: "abcdefgh|ij",
      want: ["> abcdefgh", "  |ij"],
    },
    {
      name: "a wide character at the edge",
      text: "abcdefg漢|字",
      want: ["> abcdefg", "  漢|字"],
    },
    {
      name: "an emoji of several characters at the edge",
      text: "abcdefg👨‍👩‍👧|",
      want: ["> abcdefg", "  👨‍👩‍👧|"],
    },
    {
      name: "combining marks at the edge",
      text: "abcdefge\u0301|x",
      want: ["> abcdefg", "  e\u0301|x"],
    },
    {
      name: "controls",
      text: "a\x1b[2J\tb|",
      want: ["> a␛[2J   ", "   b|"],
    },
    {
      name: "more rows than allowed, at the end",
      text: "1\n2\n3\n4\n5\n6|",
      want: ["↑ 3", "  4", "  5", "  6|"],
    },
    {
      name: "more rows than allowed, at the start",
      text: "|1\n2\n3\n4\n5\n6",
      want: ["> |1", "  2", "  3", "↓ 4"],
    },
    {
      name: "more rows than allowed, in the middle",
      text: "1\n2\n3\n|4\n5\n6",
      want: ["↑ 2", "  3", "  |4", "↓ 5"],
    },
  ];
  for (const { name, text, want } of cases) {
    await t.step(name, () => assertEquals(layOut(text), want));
  }
});

Deno.test("layOutInput() gives the text the room of a long prompt", async (t) => {
  const cases = [
    { prompt: "#abc> ", columns: 12, want: ["#abc> abcdef", "ghi|"] },
    { prompt: "#abc> ", columns: 18, want: ["#abc> abcdefghi|"] },
    { prompt: "#abc> ", columns: 10, want: ["abcdefghi|"] },
    { prompt: "#abcdefghi> ", columns: 18, want: ["#abcdefg…abcdefghi", "|"] },
  ];
  for (const { prompt, columns, want } of cases) {
    await t.step(`${columns} columns`, () => {
      assertEquals(layOut("abcdefghi|", { prompt, columns }), want);
    });
  }
});

Deno.test("layOutInput() shows as much of a prompt as fits where nothing is typed", () => {
  for (const maxRows of [1, 4]) {
    const prompt = "Send 25 lines? y/n ";
    assertEquals(layOut("|", { prompt, columns: 20, maxRows }), [`${prompt}|`]);
    assertEquals(layOut("|", { prompt, columns: 10, maxRows }), ["Send 25 …|"]);
  }
});

Deno.test("layOutInput() keeps the cursor and the rows in any window", () => {
  const text = "ab漢字c🦕e\u0301 d\te\n\n漢字漢字漢字漢字\nx";
  for (let columns = 1; columns <= 20; columns++) {
    for (let maxRows = 1; maxRows <= 4; maxRows++) {
      for (let cursor = 0; cursor <= text.length; cursor++) {
        const content = { prompt: "#a> ", text, cursor };
        const layout = layOutInput(content, columns, maxRows);

        const where = `${columns} columns, ${maxRows} rows, cursor ${cursor}`;
        assert(layout.cursorColumn < columns, where);
        assert(layout.cursorRow < layout.rows.length, where);
        assert(layout.rows.length <= maxRows, where);
        for (const row of layout.rows) {
          assert(columnsOf(row) <= columns, `${where}: "${row}"`);
        }
      }
    }
  }
});

Deno.test("layOutInput() looks only at a part of a long text", () => {
  const text = "漢🦕a\n".repeat(300_000);
  const lengths = segmentedLengths(() => {
    const content = { prompt: "> ", text, cursor: 600_001 };
    const { rows } = layOutInput(content, 12, 4);
    assertEquals(rows.length, 4);
  });

  const sum = lengths.reduce((sum, length) => sum + length, 0);
  assert(sum <= 20_000, `${sum}`);
});

Deno.test("layOutInput() keeps the rows of a long text while the cursor moves", () => {
  const text = "0123456789abcdefghijklm".repeat(4_000);
  const rowsAt = (cursor: number) =>
    layOutInput({ prompt: "> ", text, cursor }, 40, 3).rows;

  assertEquals(rowsAt(45_100)[1], rowsAt(45_101)[1]);
});
