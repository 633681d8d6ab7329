import { assertEquals } from "@std/assert/equals";
import { rowsAbove } from "../../../client/terminal/format_footer.ts";

Deno.test("rowsAbove() counts rows as a narrower window has broken them", async (t) => {
  const rows = ["status", "", "x".repeat(60), "漢".repeat(20), "y".repeat(50)];
  const footer = { rows, cursorRow: 4, cursorColumn: 45 };
  const cases = [
    { columns: Infinity, breaksCursorRow: false, want: 4 },
    { columns: Infinity, breaksCursorRow: true, want: 4 },
    { columns: 60, breaksCursorRow: true, want: 4 },
    { columns: 40, breaksCursorRow: false, want: 5 },
    { columns: 40, breaksCursorRow: true, want: 6 },
    { columns: 45, breaksCursorRow: true, want: 6 },
    { columns: 46, breaksCursorRow: true, want: 5 },
    { columns: 20, breaksCursorRow: false, want: 7 },
    { columns: 20, breaksCursorRow: true, want: 9 },
  ];
  for (const { want, ...options } of cases) {
    await t.step(JSON.stringify(options), () => {
      assertEquals(rowsAbove(footer, options), want);
    });
  }
});
