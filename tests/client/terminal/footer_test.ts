import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { layOutFooter } from "../../../client/terminal/footer.ts";
import { fitSpans } from "../../../client/terminal/view.ts";
import { columnsOf } from "../../../client/terminal/width.ts";

const star = (text: string) => `*${text}*`;

Deno.test("layOutFooter() stacks what waits, the status, the hint and the input", async (t) => {
  const all = {
    waiting: ["w1", "w2"],
    status: (columns: number) => [{ text: `status ${columns}` }],
    hint: () => [{ text: "hint" }],
    prompt: "> ",
    text: "a\nb\nc\nd\ne",
    cursor: 9,
  };
  const cases = [
    {
      rows: 24,
      want: ["*w1*", "*w2*", "status 20", "hint", "> a", "  b", "  c", "  d"]
        .concat("  e"),
    },
    {
      rows: 9,
      want: ["*w1*", "*w2*", "status 20", "hint", "↑ c", "  d", "  e"],
    },
    { rows: 6, want: ["*… and 2 more*", "status 20", "hint", "↑ d", "  e"] },
    { rows: 5, want: ["*… and 2 more*", "status 20", "hint", "> a↵b↵c↵d↵e"] },
    { rows: 4, want: ["status 20", "hint", "> a↵b↵c↵d↵e"] },
    { rows: 3, want: ["> a↵b↵c↵d↵e"] },
    { rows: 1, want: ["> a↵b↵c↵d↵e"] },
  ];
  for (const { rows, want } of cases) {
    await t.step(`${rows} rows`, () => {
      const footer = layOutFooter(all, { columns: 20, rows }, star);

      assertEquals(footer.rows, want);
      assertEquals(footer.cursorRow, want.length - 1);
    });
  }
});

Deno.test("layOutFooter() always leaves a row to the finished lines", () => {
  const content = {
    waiting: Array.from({ length: 9 }, (_, index) => `w${index}`),
    status: () => [{ text: "status" }],
    hint: () => [{ text: "hint" }],
    prompt: "> ",
    text: "x\n".repeat(50),
    cursor: 7,
  };
  for (let rows = 2; rows < 60; rows++) {
    const footer = layOutFooter(content, { columns: 20, rows }, star);
    assert(footer.rows.length < rows, `${rows} rows`);
    assert(footer.cursorRow < footer.rows.length, `${rows} rows`);
  }
});

Deno.test("fitSpans() cuts spans to the width", async (t) => {
  const spans = [{ text: "ab" }, { text: "漢字", style: star }, { text: "cd" }];
  const cases = [
    { columns: 8, want: "ab*漢字*cd" },
    { columns: 7, want: "ab*漢字*…" },
    { columns: 6, want: "ab*漢…*" },
    { columns: 5, want: "ab*漢…*" },
    { columns: 4, want: "ab*…*" },
    { columns: 2, want: "a…" },
    { columns: 1, want: "…" },
    { columns: 0, want: "" },
  ];
  for (const { columns, want } of cases) {
    await t.step(`${columns} columns`, () => {
      assertEquals(fitSpans(spans, columns), want);
    });
  }
  await t.step("controls and line breaks", () => {
    assertEquals(fitSpans([{ text: "a\x1b[2J\nb" }], 20), "a␛[2J↵b");
  });
  await t.step("never wider", () => {
    const text = "e\u0301漢🦕\tx".repeat(30);
    for (let columns = 0; columns < 80; columns++) {
      assert(columnsOf(fitSpans([{ text }, { text }], columns)) <= columns);
    }
  });
});
