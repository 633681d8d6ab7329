/**
 * Makes text safe to print on a terminal: no control character is left, so
 * that nothing a peer sends can move the cursor, change colours or fake a line.
 *
 * C0 controls and DEL become their symbols (U+2400–U+2421), a tab becomes four
 * spaces, C1 controls and the characters that override the direction of text
 * become U+FFFD, line and paragraph separators `␤`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { toVisible } from "./visible.ts";
 *
 * assertEquals(toVisible("\x1b[2Jhi"), "␛[2Jhi");
 * ```
 */
export function toVisible(text: string): string {
  return replaceHidden(text, toSymbol);
}

/**
 * Replaces each character that `toVisible` replaces, by what one likes.
 *
 * The marks of direction U+200E, U+200F and U+061C are none of them. Text in
 * Arabic or Hebrew needs them to put punctuation and numbers on the right side,
 * and each is no more than an invisible letter of its direction: it does what
 * any Hebrew letter may do. Overrides, embeddings and isolates, in contrast,
 * turn whatever stands behind them, up to the end of the row.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { replaceHidden } from "./visible.ts";
 *
 * assertEquals(replaceHidden("a\x1bb", () => "?"), "a?b");
 * ```
 */
export function replaceHidden(
  text: string,
  replace: (character: string) => string,
): string {
  return text.replace(HIDDEN, replace);
}

const HIDDEN = /[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

function toSymbol(character: string): string {
  const code = character.charCodeAt(0);
  if (character === "\t") return "    ";
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return "\u2421";
  return code === 0x2028 || code === 0x2029 ? "\u2424" : "\ufffd";
}

/**
 * Drops the codes by which IRC clients mark bold, italics, colour and so on.
 * (modern.ircdocs.horse/formatting)
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { stripFormatting } from "./visible.ts";
 *
 * assertEquals(stripFormatting("\x02bold\x02 \x0304,12red\x03"), "bold red");
 * ```
 */
export function stripFormatting(text: string): string {
  return text.replace(FORMATTING, "");
}

const FORMATTING =
  /\x03(?:\d{1,2}(?:,\d{1,2})?)?|\x04(?:[0-9a-f]{6}(?:,[0-9a-f]{6})?)?|[\x02\x0f\x11\x16\x1d\x1e\x1f]/gi;
