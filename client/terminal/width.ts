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
