import type { Edited } from "./edit_text.ts";
import { inOneRow, maxLength } from "./view.ts";
import { type Cell, cells, columnsOf, fitColumns } from "./width.ts";

/** What is typed, and what stands before it. */
export interface InputContent extends Edited {
  readonly prompt: string;
}

/** The rows of the input, and where in them the cursor stands, from 0. */
export interface InputLayout {
  readonly rows: readonly string[];
  readonly cursorRow: number;
  readonly cursorColumn: number;
}

/** Where there is more text than this, only what is near the cursor is laid out. */
const MAX_LAID_OUT = 16 * 1024;

/** A prompt that has room for less says nothing. */
const MIN_PROMPT_COLUMNS = 8;

/**
 * Lays out what is typed: wrapped, as many rows as it takes and are allowed,
 * those around the cursor. Where one row is allowed the text moves sideways.
 */
export function layOutInput(
  content: InputContent,
  columns: number,
  maxRows: number,
): InputLayout {
  const prompt = fitPrompt(content, columns);
  return maxRows > 1
    ? wrapInput({ ...content, prompt }, columns, maxRows)
    : shiftInput({ ...content, prompt }, columns);
}

/** Makes the prompt leave room: half of the window, where anything is typed. */
function fitPrompt({ prompt, text }: InputContent, columns: number): string {
  const visible = inOneRow(prompt);
  if (text === "") return fitColumns(visible, columns - 1);
  if (columnsOf(visible) * 2 <= columns) return visible;
  const half = Math.floor(columns / 2);
  return half < MIN_PROMPT_COLUMNS ? "" : fitColumns(visible, half);
}

function shiftInput(
  { prompt, text, cursor }: InputContent,
  columns: number,
): InputLayout {
  const promptWidth = columnsOf(prompt);
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
  let row = prompt + before.slice(start).map((cell) => cell.text).join("");
  let used = width - 1;
  const cursorColumn = promptWidth + used;
  const after = text.slice(cursor, cursor + maxLength(room));
  for (const cell of cells(inOneRow(after))) {
    if (used + cell.width > room) break;
    row += cell.text;
    used += cell.width;
  }
  return { rows: [row], cursorRow: 0, cursorColumn };
}

function wrapInput(
  { prompt, ...edited }: InputContent,
  columns: number,
  maxRows: number,
): InputLayout {
  const { text, cursor, isCut } = partAroundCursor(edited);
  const first = isCut ? "" : prompt;
  const promptWidth = columnsOf(first);
  // In a narrow window the text needs the room more than the margin does.
  const margin = promptWidth * 3 <= columns ? promptWidth : 0;
  const wrapped = new WrappedInput(columns, first, " ".repeat(margin));
  wrapped.add(text.slice(0, cursor));
  const { row: cursorRow, column: cursorColumn } = wrapped.markCursor();
  wrapped.add(text.slice(cursor), cursorRow + maxRows);
  const { rows } = wrapped;
  const start = Math.max(
    0,
    Math.min(cursorRow - Math.floor(maxRows / 2), rows.length - maxRows),
  );
  return {
    rows: rows.slice(start, start + maxRows),
    cursorRow: cursorRow - start,
    cursorColumn,
  };
}

/**
 * Gives all of a text, or of a long one what stands around the cursor: from the
 * same place on while the cursor moves about nearby, so that rows stay.
 */
function partAroundCursor(
  { text, cursor }: Edited,
): Edited & { readonly isCut: boolean } {
  if (text.length <= MAX_LAID_OUT) return { text, cursor, isCut: false };
  const quarter = MAX_LAID_OUT / 4;
  const start = Math.max(0, (Math.floor(cursor / quarter) - 2) * quarter);
  const part = text.slice(start, start + MAX_LAID_OUT);
  return { text: part, cursor: cursor - start, isCut: start > 0 };
}

/** Rows of input that are being filled from left to right. */
class WrappedInput {
  readonly rows: string[];
  readonly #columns: number;
  readonly #margin: string;
  #width: number;

  constructor(columns: number, prompt: string, margin: string) {
    this.#columns = columns;
    this.#margin = margin;
    this.rows = [prompt];
    this.#width = columnsOf(prompt);
  }

  /** Adds text; no more once there are so many rows. */
  add(text: string, maxRows = Infinity): void {
    for (const [index, line] of text.split("\n").entries()) {
      if (this.rows.length > maxRows) return;
      if (index > 0) this.#breakRow();
      for (const cell of cells(inOneRow(line))) this.#addCell(cell);
    }
  }

  /** Gives the place of the next cell, which the cursor needs as well. */
  markCursor(): { row: number; column: number } {
    if (this.#width >= this.#columns) this.#breakRow();
    return { row: this.rows.length - 1, column: this.#width };
  }

  #addCell({ text, width }: Cell): void {
    const isFull = this.#width + width > this.#columns;
    if (isFull && this.#width > this.#margin.length) this.#breakRow();
    // In the narrowest windows not even one may fit.
    if (this.#width + width > this.#columns) return;
    this.rows[this.rows.length - 1] += text;
    this.#width += width;
  }

  #breakRow(): void {
    this.rows.push(this.#margin);
    this.#width = this.#margin.length;
  }
}

/** The last cells of a text: all, or those in its last UTF-16 units. */
function cellsAtEnd(text: string, length: number): Cell[] {
  if (text.length <= length) return [...cells(inOneRow(text))];
  // The first one may be cut.
  return [...cells(inOneRow(text.slice(-length)))].slice(1);
}
