/** More than any grapheme has; so far, and no further, is it searched for. */
const MAX_GRAPHEME_LENGTH = 1024;

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Letters and digits with their marks, but for those that make emoji. */
const WORD_CHARACTER = /[\p{L}\p{N}_]|(?![\ufe00-\ufe0f\u20e3])\p{M}/u;

/** Gives the length of a text's first grapheme, in UTF-16 units. */
export function firstGrapheme(text: string): number {
  const start = text.slice(0, MAX_GRAPHEME_LENGTH);
  for (const { segment } of segmenter.segment(start)) return segment.length;
  return 0;
}

/** Gives the length of a text's last grapheme, in UTF-16 units. */
export function lastGrapheme(text: string): number {
  const end = text.slice(-MAX_GRAPHEME_LENGTH);
  return segmenter.segment(end).containing(end.length - 1)?.segment.length ?? 0;
}

/** Gives the length of a text up to the end of its first word. */
export function firstWord(text: string): number {
  let end = 0;
  while (end < text.length && !isWord(text, end)) end += unit(text, end);
  while (end < text.length && isWord(text, end)) end += unit(text, end);
  return toBoundary(text, end);
}

/** Gives the length of a text from the start of its last word on. */
export function lastWord(text: string): number {
  let start = text.length;
  while (start > 0 && !isWord(text, before(text, start))) {
    start = before(text, start);
  }
  while (start > 0 && isWord(text, before(text, start))) {
    start = before(text, start);
  }
  return text.length - toBoundary(text, start);
}

/** Gives the length of a text from its last run without spaces on. */
export function lastBigWord(text: string): number {
  let start = text.trimEnd().length;
  while (start > 0 && /\S/.test(text.charAt(start - 1))) start--;
  return text.length - start;
}

function isWord(text: string, at: number): boolean {
  return WORD_CHARACTER.test(String.fromCodePoint(text.codePointAt(at) ?? 0));
}

/** UTF-16 units of the character at a place. */
function unit(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

/** The place of the character before a place. */
function before(text: string, at: number): number {
  return at > 1 && unit(text, at - 2) === 2 ? at - 2 : at - 1;
}

/** Moves a place that is inside of a grapheme to its start. */
function toBoundary(text: string, at: number): number {
  if (at <= 0 || at >= text.length) return at;
  const start = Math.max(0, at - MAX_GRAPHEME_LENGTH / 2);
  const part = text.slice(start, at + MAX_GRAPHEME_LENGTH / 2);
  const segment = segmenter.segment(part).containing(at - start);
  return segment ? start + segment.index : at;
}
