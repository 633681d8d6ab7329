import stringWidth from "string-width";

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** What a person sees as one character, and how many columns it takes. */
export interface Cell {
  readonly text: string;
  readonly width: number;
}

/** Takes text apart for display. It must hold no control characters. */
export function* cells(text: string): Generator<Cell, void, void> {
  for (const { segment } of segmenter.segment(text)) {
    yield { text: segment, width: columnsOf(segment) };
  }
}

/** How many columns text takes. It must hold no control characters. */
export function columnsOf(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : stringWidth(text);
}

/**
 * How many columns a cell takes at most: terminals that do not know how to join
 * its characters show each by itself.
 */
export function maxColumnsOf({ text, width }: Cell): number {
  if (/^[\x20-\x7e]*$|^\P{Mc}$/u.test(text)) return width;
  let sum = 0;
  for (const character of text) {
    // Spacing marks have a column of their own, or share that of their base.
    sum += Math.max(columnsOf(character), /\p{Mc}/u.test(character) ? 1 : 0);
  }
  return Math.max(width, sum);
}

/**
 * How many columns must be free for a cell: tmux puts what joins a character in
 * a row's last column, where rows are not broken, on the one before it.
 */
export function roomFor({ text }: Cell, width: number): number {
  return /^(?:[\x20-\x7e]|\P{M})$/u.test(text) ? width : width + 1;
}

/** Cuts text that is wider than `columns`, and marks the cut with `…`. */
export function fitColumns(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  if (columns < 1) return "";
  let fitting = "";
  let width = 0;
  for (const cell of cells(text)) {
    if (width + cell.width > columns - 1) break;
    fitting += cell.text;
    width += cell.width;
  }
  return `${fitting}…`;
}
