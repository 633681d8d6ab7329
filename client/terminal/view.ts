import { toVisible } from "../../protocol/visible.ts";
import { type Cell, cells, columnsOf, fitColumns } from "./width.ts";

/** Adds colours to a text that is safe to print; see `@std/fmt/colors`. */
export type Style = (text: string) => string;

/** A piece of a line, in one style. */
export interface Span {
  /** May hold LF. */
  readonly text: string;
  readonly style?: Style;
}

/** What is printed: lines, of which all but the first are indented. */
export interface Block {
  readonly spans: readonly Span[];
  /** Columns; so that no later line can pass for the first of another block. */
  readonly indent: number;
}

/** What stands below the finished lines. */
export interface FooterContent {
  /** Own messages that wait, oldest first. */
  readonly waiting: readonly string[];
  readonly prompt: string;
  readonly text: string;
  /** In UTF-16 units from the start of `text`. */
  readonly cursor: number;
}

/** The size of the window, in cells. */
export interface WindowSize {
  readonly columns: number;
  readonly rows: number;
}

/** The rows of the footer, and where in it the cursor stands, from 0. */
export interface Footer {
  readonly rows: readonly string[];
  readonly cursorRow: number;
  readonly cursorColumn: number;
}

const MAX_WAITING_ROWS = 4;

/**
 * Breaks a block into rows that fit the window: behind a space where there is
 * one, else between graphemes.
 */
export function wrapBlock({ spans, indent }: Block, columns: number): string[] {
  // In a narrow window the text needs the room more than the indent does.
  const margin = Math.min(indent, Math.floor(columns / 3));
  const rows = new Rows(columns, margin);
  for (const { text, style } of spans) {
    const [first = "", ...others] = text.replace(/\r\n?/g, "\n").split("\n");
    rows.add(toVisible(first), style);
    for (const line of others) {
      rows.breakLine();
      rows.add(toVisible(line), style);
    }
  }
  return rows.finish();
}

/** Lays out what stands below the finished lines. */
export function layOutFooter(
  content: FooterContent,
  { columns, rows }: WindowSize,
  waitingStyle: Style,
): Footer {
  const maxWaiting = Math.max(0, Math.min(MAX_WAITING_ROWS, rows - 2));
  const waiting = waitingRows(content.waiting, maxWaiting).map((text) => {
    // More than that cannot be seen.
    const visible = inOneRow(text.slice(0, maxLength(columns + 1)));
    return waitingStyle(fitColumns(visible, columns));
  });
  const input = layOutInput(content, columns);
  return {
    rows: [...waiting, input.row],
    cursorRow: waiting.length,
    cursorColumn: input.cursorColumn,
  };
}

/** Makes text safe to print in one row; a line break is shown as `↵`. */
export function inOneRow(text: string): string {
  return toVisible(text.replaceAll("\n", "↵"));
}

function waitingRows(waiting: readonly string[], maxRows: number): string[] {
  if (waiting.length <= maxRows) return [...waiting];
  if (maxRows === 0) return [];
  const shown = waiting.slice(0, maxRows - 1);
  return [...shown, `… and ${waiting.length - shown.length} more`];
}

function layOutInput(
  { prompt, text, cursor }: FooterContent,
  columns: number,
): { row: string; cursorColumn: number } {
  // The prompt makes way where it would take more than half of the window.
  const visiblePrompt = columnsOf(inOneRow(prompt)) * 2 > columns
    ? ""
    : inOneRow(prompt);
  const promptWidth = columnsOf(visiblePrompt);
  const room = Math.max(1, columns - promptWidth);
  // As a line may be long, no more of it is looked at than can be seen.
  const before = cellsAtEnd(text.slice(0, cursor), maxLength(room));
  // The cursor needs a cell as well, also behind the last character.
  let width = 1;
  let start = before.length;
  for (const cell of before.toReversed()) {
    if (width + cell.width > room) break;
    width += cell.width;
    start--;
  }
  let row = visiblePrompt +
    before.slice(start).map((cell) => cell.text).join("");
  let used = width - 1;
  const cursorColumn = promptWidth + used;
  const after = text.slice(cursor, cursor + maxLength(room));
  for (const cell of cells(inOneRow(after))) {
    if (used + cell.width > room) break;
    row += cell.text;
    used += cell.width;
  }
  return { row, cursorColumn };
}

/** UTF-16 units that may stand in so many columns, marks and joiners included. */
function maxLength(columns: number): number {
  return columns * 16;
}

/** The last cells of a text: all, or those in its last UTF-16 units. */
function cellsAtEnd(text: string, length: number): Cell[] {
  if (text.length <= length) return [...cells(inOneRow(text))];
  // The first one may be cut.
  return [...cells(inOneRow(text.slice(-length)))].slice(1);
}

/** Rows that are being filled from left to right. */
class Rows {
  readonly #columns: number;
  readonly #margin: number;
  readonly #done: string[] = [];
  /** The row being filled: pieces, each in its style. */
  #row: Span[] = [];
  #width = 0;

  constructor(columns: number, margin: number) {
    this.#columns = Math.max(1, columns);
    this.#margin = margin;
  }

  add(text: string, style: Style | undefined): void {
    for (const word of text.match(/\s*\S+|\s+$/gu) ?? []) {
      this.#addWord(word, style);
    }
  }

  breakLine(): void {
    this.#done.push(this.#format());
    this.#row = [];
    this.#width = 0;
    if (this.#margin === 0) return;
    this.#row.push({ text: " ".repeat(this.#margin) });
    this.#width = this.#margin;
  }

  finish(): string[] {
    return [...this.#done, this.#format()];
  }

  #addWord(word: string, style: Style | undefined): void {
    let rest = word;
    const fits = this.#width + columnsOf(word) <= this.#columns;
    const bare = word.trimStart();
    const fitsRow = columnsOf(bare) <= this.#columns - this.#margin;
    if (!fits && fitsRow && this.#width > this.#margin) {
      this.breakLine();
      rest = bare;
    }
    this.#addCells(rest, style);
  }

  #addCells(text: string, style: Style | undefined): void {
    let piece = "";
    for (const cell of cells(text)) {
      const isFull = this.#width + cell.width > this.#columns;
      if (isFull && this.#width > this.#margin) {
        this.#push(piece, style);
        piece = "";
        this.breakLine();
      }
      piece += cell.text;
      this.#width += cell.width;
    }
    this.#push(piece, style);
  }

  #push(text: string, style: Style | undefined): void {
    if (text !== "") this.#row.push({ text, ...(style && { style }) });
  }

  #format(): string {
    return this.#row.map(({ text, style }) => style?.(text) ?? text).join("");
  }
}
