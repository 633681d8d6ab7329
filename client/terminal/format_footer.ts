import type { Footer } from "./footer.ts";
import { columnsOf } from "./width.ts";

/**
 * Empties the row that the cursor stands at the start of, and all below it.
 *
 * It is not done at once, as tmux takes a window that is emptied from its first
 * row on for one worth keeping, and adds it to the scrollback.
 */
export const ERASE_ROWS = "\x1b[K\x1b7\x1b[B\x1b[J\x1b8";

/**
 * Writes a footer over the one before, from its first row on, and has the cursor
 * stand where it belongs. Each row is emptied just before it is written, so that
 * nothing is seen to vanish where updates are not synchronised.
 */
export function formatFooter(
  { rows, cursorRow, cursorColumn }: Footer,
): string {
  const last = rows.length - 1;
  const text = rows
    .map((row, index) => `${index === last ? ERASE_ROWS : "\x1b[K"}${row}`)
    .join("\r\n");
  const up = last - cursorRow;
  // Without wrapping, a row that the terminal finds wider than we do still is
  // one row.
  return `\x1b[?7l${text}\x1b[?7h${up > 0 ? `\x1b[${up}A` : ""}` +
    `\r${cursorColumn > 0 ? `\x1b[${cursorColumn}C` : ""}`;
}

/**
 * How many rows the cursor stands below the footer's first one.
 *
 * @param options The columns that longer rows were broken at, and whether the
 * row with the cursor was, too.
 */
export function rowsAbove(
  { rows, cursorRow, cursorColumn }: Footer,
  { columns, breaksCursorRow }: {
    readonly columns: number;
    readonly breaksCursorRow: boolean;
  },
): number {
  const above = rows.slice(0, cursorRow).reduce(
    (sum, row) => sum + Math.max(1, Math.ceil(columnsOf(row) / columns)),
    0,
  );
  return above + (breaksCursorRow ? Math.floor(cursorColumn / columns) : 0);
}
