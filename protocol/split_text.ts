import { byteLength } from "./limits.ts";

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * Cuts a text into pieces that joined again are the text.
 *
 * Prefers to cut behind a space in the last third of a piece; else between
 * graphemes, and only inside one that is longer than a piece by itself between
 * its code points.
 *
 * @param text Without line breaks.
 * @param maxBytes Of a piece in UTF-8, at least 4: one character always fits.
 * @returns At least one piece; only that of an empty text is empty.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { splitText } from "./split_text.ts";
 *
 * assertEquals(splitText("one two three", 9), ["one two ", "three"]);
 * ```
 */
export function splitText(text: string, maxBytes: number): string[] {
  if (byteLength(text) <= maxBytes) return [text];
  const pieces: string[] = [];
  let piece = "";
  let bytes = 0;
  /** Length of the piece up to behind its last space. */
  let spaceEnd = 0;
  for (const part of parts(text, maxBytes)) {
    const partBytes = byteLength(part);
    while (bytes > 0 && bytes + partBytes > maxBytes) {
      const cut = spaceEnd > piece.length * 2 / 3 ? spaceEnd : piece.length;
      pieces.push(piece.slice(0, cut));
      piece = piece.slice(cut);
      bytes = byteLength(piece);
      spaceEnd = 0;
    }
    piece += part;
    bytes += partBytes;
    if (part === " ") spaceEnd = piece.length;
  }
  pieces.push(piece);
  return pieces;
}

function* parts(text: string, maxBytes: number): Generator<string> {
  for (const { segment } of graphemes.segment(text)) {
    if (byteLength(segment) <= maxBytes) yield segment;
    else yield* segment;
  }
}
