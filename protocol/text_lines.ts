/** One line of a multi-line message. (IRCv3 draft/multiline) */
export interface TextLine {
  readonly text: string;
  /** Whether it goes on where the line before it ended, without a line break. */
  readonly concat: boolean;
}

/**
 * Puts the lines of a multi-line message together, with LF as line breaks.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { joinLines } from "./text_lines.ts";
 *
 * const lines = [
 *   { text: "one ", concat: false },
 *   { text: "line", concat: true },
 *   { text: "another", concat: false },
 * ];
 *
 * assertEquals(joinLines(lines), "one line\nanother");
 * ```
 */
export function joinLines(lines: readonly TextLine[]): string {
  return lines.map(({ text, concat }, index) =>
    index === 0 || concat ? text : `\n${text}`
  ).join("");
}
