import type { Edited } from "./edit_text.ts";
import { inOneRow, maxLength } from "./view.ts";
import { type Cell, cells, columnsOf, fitColumns, roomFor } from "./width.ts";

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

/** With less room, the text needs all of it. */
const MIN_HINTED_COLUMNS = 6;

/** What stands at the edge of a row where the text goes on. */
const MORE = "…";

/** Room for the arrow in front of a row where there are more above or below. */
const MARGIN_COLUMNS = 2;

/**
 * Lays out what is typed: wrapped, as many rows as it takes and are allowed,
 * those around the cursor. Where one row is allowed the text moves sideways.
 * Arrows and `…` tell where there is more than can be seen.
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
  const hasHints = room >= MIN_HINTED_COLUMNS;
  // As a line may be long, no more of it is looked at than can be seen.
  const before = cellsAtEnd(text.slice(0, cursor), maxLength(room));
  const isCut = cursor > maxLength(room);
  // The cursor needs a cell as well, also behind the last character.
  let shown = lastFitting(before, room - 1);
  const isMoved = hasHints && (isCut || shown.length < before.length);
  if (isMoved) shown = lastFitting(before, room - 2);
  const left = (isMoved ? MORE : "") + shown.map(({ text }) => text).join("");
  const used = columnsOf(left);
  const right = firstFitting(text.slice(cursor), room - used, hasHints);
  return {
    rows: [prompt + left + right],
    cursorRow: 0,
    cursorColumn: promptWidth + used,
  };
}

/** The last cells that fit. */
function lastFitting(all: readonly Cell[], room: number): readonly Cell[] {
  let width = 0;
  let start = all.length;
  for (const cell of all.toReversed()) {
    if (width + cell.width > room) break;
    width += cell.width;
    start--;
  }
  return all.slice(start);
}

/** What fits of a text's start: its first cell, where the cursor stands, first. */
function firstFitting(text: string, room: number, hasHint: boolean): string {
  const part = inOneRow(text.slice(0, maxLength(room)));
  const shown: Cell[] = [];
  let used = 0;
  for (const cell of cells(part)) {
    if (used + cell.width <= room) {
      shown.push(cell);
      used += cell.width;
      continue;
    }
    while (hasHint && used === room && shown.length > 1) {
      used -= shown.pop()?.width ?? 0;
    }
    const hasRoom = hasHint && used < room && shown.length > 0;
    return shown.map(({ text }) => text).join("") + (hasRoom ? MORE : "");
  }
  return shown.map(({ text }) => text).join("");
}

function wrapInput(
  { prompt, ...edited }: InputContent,
  columns: number,
  maxRows: number,
): InputLayout {
  const part = partAroundCursor(edited);
  const promptWidth = columnsOf(prompt);
  // In a narrow window the text needs the room more than the margin does.
  const margin = promptWidth * 3 <= columns ? promptWidth : 0;
  const wrapped = wrapPart(part, { prompt, margin, columns, maxRows });
  const isLong = part.isCut || wrapped.rows.length > maxRows;
  if (!isLong || columns < MIN_HINTED_COLUMNS) {
    return showAround(wrapped, maxRows);
  }
  // Here stands what tells that there is more.
  const roomy = margin < MARGIN_COLUMNS
    ? wrapPart(part, { prompt, margin: MARGIN_COLUMNS, columns, maxRows })
    : wrapped;
  const { rows, ...cursor } = showAround(roomy, maxRows);
  const start = roomy.cursorRow - cursor.cursorRow;
  const at = Math.max(margin, MARGIN_COLUMNS);
  const marked = (row: string, mark: string) =>
    mark.padStart(at - 1) + row.slice(at - 1);
  return {
    rows: rows.map((row, index) => {
      if (index === 0 && (part.isCut || start > 0)) return marked(row, "↑");
      const isLast = index === maxRows - 1;
      const hasMore = roomy.rows.length > start + maxRows;
      return isLast && hasMore ? marked(row, "↓") : row;
    }),
    ...cursor,
  };
}

function wrapPart(
  { text, cursor, isCut }: ReturnType<typeof partAroundCursor>,
  { prompt, margin, columns, maxRows }: {
    readonly prompt: string;
    readonly margin: number;
    readonly columns: number;
    readonly maxRows: number;
  },
): InputLayout {
  const empty = " ".repeat(margin);
  const wrapped = new WrappedInput(columns, isCut ? empty : prompt, empty);
  wrapped.add(text.slice(0, cursor));
  const { row: cursorRow, column: cursorColumn } = wrapped.markCursor();
  wrapped.add(text.slice(cursor), cursorRow + maxRows);
  return { rows: wrapped.rows, cursorRow, cursorColumn };
}

/** So many rows, with that of the cursor in their middle. */
function showAround(
  { rows, cursorRow, cursorColumn }: InputLayout,
  maxRows: number,
): InputLayout {
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
    const isFull = this.#width + roomFor({ text, width }, width) >
      this.#columns;
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
