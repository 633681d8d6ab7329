import { stripFormatting, toVisible } from "../protocol/visible.ts";

/**
 * What a caller may do about a `JoinError`: ask for the server's `password`, for
 * the password of the `account` or for another `nick`; try again later, or give
 * up, unless the server has `banned` us.
 */
export type JoinErrorKind =
  | "account"
  | "banned"
  | "failed"
  | "nick"
  | "password";

/** What a `JoinError` takes besides its two halves. */
export interface JoinErrorOptions {
  /** Default: `failed`. */
  readonly kind?: JoinErrorKind;
  /** What to do about it, if nobody can be asked. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/**
 * A failure that has to be expected when one talks to a server, as one sentence
 * for the person: `Cannot <act> as <reason>: <hint>`. Safe to print.
 */
export class JoinError extends Error {
  override readonly name = "JoinError";
  /** Without the hint. */
  readonly reason: string;
  readonly kind: JoinErrorKind;

  /**
   * @param act What was to be done, such as `reach host:8080`.
   * @param reason Why it was not. May hold a peer's words.
   */
  constructor(act: string, reason: string, options: JoinErrorOptions = {}) {
    const visibleReason = toVisible(stripFormatting(reason));
    const hint = options.hint === undefined ? "" : `: ${options.hint}`;
    super(`Cannot ${toVisible(act)} as ${visibleReason}${hint}`, {
      cause: options.cause,
    });
    this.reason = visibleReason;
    this.kind = options.kind ?? "failed";
  }
}
