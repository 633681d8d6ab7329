import type { Style } from "./view.ts";
import { fitSpans, type Span, type WindowSize } from "./view.ts";
import { type InputContent, layOutInput } from "./input_view.ts";

/** A row that is made for so many columns. */
export type Row = (columns: number) => readonly Span[];

/** What stands below the finished lines, from top to bottom. */
export interface FooterContent extends InputContent {
  /** Own messages that wait, oldest first. */
  readonly waiting: readonly string[];
  readonly status?: Row | undefined;
  /** What helps with the input now. */
  readonly hint?: Row | undefined;
}

/** The rows of the footer, and where in it the cursor stands, from 0. */
export interface Footer {
  readonly rows: readonly string[];
  readonly cursorRow: number;
  readonly cursorColumn: number;
}

const MAX_WAITING_ROWS = 4;

/** In windows of so many rows there is room for the input alone. */
const INPUT_ONLY_ROWS = 3;

/** Lays out what stands below the finished lines. */
export function layOutFooter(
  content: FooterContent,
  { columns, rows }: WindowSize,
  waitingStyle: Style,
): Footer {
  const input = layOutInput(content, columns, Math.floor(rows / 3));
  if (rows <= INPUT_ONLY_ROWS) return input;
  const bars = [content.status, content.hint]
    .filter((row) => row !== undefined)
    // One of the finished rows is always to be seen.
    .slice(-Math.max(1, rows - 1 - input.rows.length))
    .map((row) => fitSpans(row(columns), columns));
  const room = rows - 1 - input.rows.length - bars.length;
  const waiting = waitingRows(content.waiting, Math.min(MAX_WAITING_ROWS, room))
    .map((text) => fitSpans([{ text, style: waitingStyle }], columns));
  const above = [...waiting, ...bars];
  return {
    rows: [...above, ...input.rows],
    cursorRow: above.length + input.cursorRow,
    cursorColumn: input.cursorColumn,
  };
}

function waitingRows(waiting: readonly string[], maxRows: number): string[] {
  if (waiting.length <= maxRows) return [...waiting];
  if (maxRows <= 0) return [];
  const shown = waiting.slice(0, maxRows - 1);
  return [...shown, `… and ${waiting.length - shown.length} more`];
}
