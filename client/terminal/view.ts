import { toVisible } from "../../protocol/visible.ts";
import {
  cells,
  columnsOf,
  fitColumns,
  maxColumnsOf,
  roomFor,
} from "./width.ts";

/** Adds colours to a text that is safe to print; see `@std/fmt/colors`. */
export type Style = (text: string) => string;

/** A piece of a line, in one style. */
export interface Span {
  /** May hold LF. */
  readonly text: string;
  readonly style?: Style;
  /** Whether it stands in front of all rows that the rest of its line takes. */
  readonly isBar?: boolean;
}

/** What is printed: lines, of which all but the first are indented. */
export interface Block {
  readonly spans: readonly Span[];
  /** Columns; so that no later line can pass for the first of another block. */
  readonly indent: number;
}

/** The size of the window, in cells. */
export interface WindowSize {
  readonly columns: number;
  readonly rows: number;
}

/** Characters of links; no space is one, so none can pass for another line. */
const LINK =
  /^[\w\-.~:/?#[\]@!$&'()*+,;=%]*:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/;

/**
 * Characters that terminals should not show, and of which each has its own idea
 * how many columns they take. Those that join or choose what stands beside them,
 * and the marks of direction that `toVisible` keeps, do something.
 */
const IGNORABLE =
  /(?![\u200c-\u200f\u061c\p{Variation_Selector}])\p{Default_Ignorable_Code_Point}/gu;

/** More marks than letters of any script carry: they would cover other rows. */
const PILED_MARKS = /(\p{M}{8})\p{M}+/gu;

/** The terminal breaks rows itself, or not. (xterm, DECAWM) */
const WRAP = "\x1b[?7h";
const NO_WRAP = "\x1b[?7l";

/**
 * Breaks a block into rows that fit the window: behind a space where there is
 * one, else between graphemes. A link that is wider than the window is not
 * broken: the terminal wraps it itself, and so still knows it as one. It wraps
 * nothing else if it does not when the rows begin, so that no text that it finds
 * wider than we do makes a row that can pass for another line.
 */
export function wrapBlock({ spans, indent }: Block, columns: number): string[] {
  // In a narrow window the text needs the room more than the indent does.
  const margin = Math.min(indent, Math.floor(columns / 3));
  const rows = new Rows(columns, margin);
  for (const { text, style, isBar } of spans) {
    const [first = "", ...others] = text.replace(/\r\n?/g, "\n").split("\n");
    rows.add(toSafe(first), style);
    for (const line of others) {
      rows.breakLine();
      rows.add(toSafe(line), style);
      if (isBar) rows.setBar({ text: toSafe(line), ...(style && { style }) });
    }
  }
  return rows.finish();
}

/** Makes text safe to print in one row; a line break is shown as `↵`. */
export function inOneRow(text: string): string {
  return toSafe(text.replaceAll("\n", "↵"));
}

/** Makes text safe to print, and takes out what cannot be seen. */
function toSafe(text: string): string {
  return toVisible(text).replace(IGNORABLE, "").replace(PILED_MARKS, "$1");
}

/** Writes spans in one row, and cuts them, marked by `…`, to its width. */
export function fitSpans(spans: readonly Span[], columns: number): string {
  let row = "";
  let room = columns;
  for (const [index, { text, style }] of spans.entries()) {
    // More than that cannot be seen.
    const visible = inOneRow(text.slice(0, maxLength(columns + 1)));
    const hasMore = spans.slice(index + 1).some(({ text }) => text !== "");
    const width = columnsOf(visible);
    const fits = width < room || (width === room && !hasMore);
    const piece = fits ? visible : fitColumns(`${visible} `, room);
    row += piece === "" ? "" : style?.(piece) ?? piece;
    if (!fits) break;
    room -= width;
  }
  return row;
}

/** UTF-16 units that may stand in so many columns, marks and joiners included. */
export function maxLength(columns: number): number {
  return columns * 16;
}

/** Rows that are being filled from left to right. */
class Rows {
  readonly #columns: number;
  readonly #indent: number;
  /** What stands in front of the rows of this line, besides the indent. */
  #bar: Span | undefined;
  /** Columns of the indent and the bar. */
  #margin: number;
  readonly #done: string[] = [];
  /** The row being filled: pieces, each in its style. */
  #row: { text: string; style?: Style }[] = [];
  #width = 0;
  /** Whether the terminal may find the row narrower than `#width`. */
  #isUnsure = false;

  constructor(columns: number, margin: number) {
    this.#columns = Math.max(1, columns);
    this.#indent = margin;
    this.#margin = margin;
  }

  /** Begins the later rows of this line with a bar, where there is room. */
  setBar(bar: Span): void {
    const margin = this.#indent + columnsOf(bar.text);
    if (margin * 2 > this.#columns) return;
    this.#bar = bar;
    this.#margin = margin;
  }

  add(text: string, style: Style | undefined): void {
    for (const word of text.match(/\s*\S+|\s+$/gu) ?? []) {
      this.#addWord(word, style);
    }
  }

  breakLine(): void {
    this.#bar = undefined;
    this.#margin = this.#indent;
    this.#breakRow();
  }

  finish(): string[] {
    return [...this.#done, this.#format()];
  }

  #breakRow(): void {
    this.#done.push(this.#format());
    this.#row = [];
    this.#isUnsure = false;
    this.#push(" ".repeat(this.#indent), undefined);
    if (this.#bar) this.#push(this.#bar.text, this.#bar.style);
    this.#width = this.#margin;
  }

  #addWord(word: string, style: Style | undefined): void {
    let rest = word;
    const bare = word.trimStart();
    // Spaces at the end need no row of their own.
    if (bare === "" && this.#width + word.length > this.#columns) return;
    const width = sumColumns(word);
    const fits = this.#width + width <= this.#columns;
    const fitsRow = width - (word.length - bare.length) <=
      this.#columns - this.#margin;
    if (!fitsRow && LINK.test(bare)) {
      // Where it ends must be known, and so where it starts.
      const isBehindAll = this.#isUnsure || this.#width >= this.#columns;
      if (isBehindAll) this.#breakRow();
      this.#pushLink(isBehindAll ? bare : word, style);
      return;
    }
    if (!fits && fitsRow && this.#width > this.#margin) {
      this.#breakRow();
      rest = bare;
    }
    this.#addCells(rest, style);
  }

  #addCells(text: string, style: Style | undefined): void {
    // Mostly there is no need to take it apart, which costs far more.
    if (isPlain(text) && this.#width + text.length <= this.#columns) {
      this.#push(text, style);
      this.#width += text.length;
      return;
    }
    let piece = "";
    for (const cell of cells(text)) {
      const width = maxColumnsOf(cell);
      const isFull = this.#width + roomFor(cell, width) > this.#columns;
      if (isFull && this.#width > this.#margin) {
        this.#push(piece, style);
        piece = "";
        this.#breakRow();
      }
      piece += cell.text;
      this.#width += width;
      this.#isUnsure ||= width !== cell.width;
    }
    this.#push(piece, style);
  }

  #pushLink(link: string, style: Style | undefined): void {
    this.#push(link, (text) => `${WRAP}${style?.(text) ?? text}${NO_WRAP}`);
    this.#width = (this.#width + columnsOf(link) - 1) % this.#columns + 1;
  }

  #push(text: string, style: Style | undefined): void {
    if (text === "") return;
    const last = this.#row.at(-1);
    if (last && last.style === style) last.text += text;
    else this.#row.push(style ? { text, style } : { text });
  }

  #format(): string {
    return this.#row.map(({ text, style }) => style?.(text) ?? text).join("");
  }
}

/** How many columns a text needs at most. */
function sumColumns(text: string): number {
  if (isPlain(text)) return text.length;
  let sum = 0;
  let spare = 0;
  for (const cell of cells(text)) {
    const width = maxColumnsOf(cell);
    sum += width;
    spare = roomFor(cell, width) - width;
  }
  return sum + spare;
}

/** Whether each UTF-16 unit is a character that takes a column. */
function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
