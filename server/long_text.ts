import {
  byteLength,
  MAX_MULTILINE_BYTES,
  MAX_MULTILINE_LINES,
} from "../protocol/limits.ts";
import { splitText } from "../protocol/split_text.ts";
import { toVisible } from "../protocol/visible.ts";
import type { TextLine } from "../protocol/text_lines.ts";

/**
 * Bytes of text in one line, so that with the longest source and target in
 * front of it the line still fits.
 */
const LINE_BYTES = 350;

/** A text as one message: a single line, or several. */
export type TextParts =
  | { readonly text: string }
  | { readonly lines: readonly TextLine[] };

/**
 * Makes messages of a text of any length that did not come over IRC: one, or as
 * many as the limits of `draft/multiline` ask for. Nothing is cut off; what a
 * line cannot carry (NUL, CR) becomes visible. A blank text makes none.
 */
export function* toTextParts(text: string): Generator<TextParts> {
  let lines: TextLine[] = [];
  let bytes = 0;
  for (const line of toLines(text)) {
    const lineBytes = byteLength(line.text) + 1;
    const isFull = bytes + lineBytes > MAX_MULTILINE_BYTES ||
      lines.length === MAX_MULTILINE_LINES;
    if (isFull) {
      yield* toParts(lines);
      lines = [];
      bytes = 0;
    }
    lines.push(lines.length === 0 ? { ...line, concat: false } : line);
    bytes += lineBytes;
  }
  yield* toParts(lines);
}

/** Makes the texts of as many actions (`/me`) as a text of one line takes. */
export function toActionTexts(text: string): string[] {
  return splitText(toSendable(text), LINE_BYTES);
}

function* toLines(text: string): Generator<TextLine> {
  for (const line of text.split("\n")) {
    const pieces = splitText(toSendable(line), LINE_BYTES);
    for (const [index, piece] of pieces.entries()) {
      yield { text: piece, concat: index > 0 };
    }
  }
}

function* toParts(lines: readonly TextLine[]): Generator<TextParts> {
  if (lines.every(({ text }) => text === "")) return;
  yield lines.length === 1 ? { text: lines[0]!.text } : { lines };
}

function toSendable(line: string): string {
  // deno-lint-ignore no-control-regex
  return line.replace(/[\0\r]/g, toVisible);
}
