/** What is wrong with a piece of wire text. */
export type ProtocolErrorKind =
  /** The line holds nothing that could be a command. */
  | "no_command"
  /** A byte that no message may hold: NUL, CR or LF. */
  | "forbidden_byte"
  /** A value that the wire's grammar has no way to carry. */
  | "unformattable";

/**
 * Thrown by this folder, and nothing else is, for text that breaks the IRC
 * grammar.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { ProtocolError } from "./errors.ts";
 *
 * const error = new ProtocolError("no_command", "Cannot parse the line", 4);
 *
 * assertEquals(error.kind, "no_command");
 * assertEquals(error.offset, 4);
 * ```
 */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";

  /**
   * @param kind What is wrong.
   * @param message The sentence for a person.
   * @param offset Where in the text, in UTF-16 units from its start.
   */
  constructor(
    readonly kind: ProtocolErrorKind,
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}
