import { byteLength } from "../protocol/limits.ts";

/** How fast a client may send: flooding delays it and drops nothing. */
export interface ThrottleOptions {
  /** Messages that may come at once. */
  readonly burst: number;
  /** Messages a second after that. */
  readonly perSecond: number;
}

/** The default: 20 at once, then 5 a second. */
export const DEFAULT_THROTTLE: ThrottleOptions = { burst: 20, perSecond: 5 };

/**
 * Bytes that one message may put into each receiver's queue before it counts as
 * more. With the default throttle that makes 320 KiB at once, or one multi-line
 * message of 345 KB where that is more, and 80 KiB a second: who reads as fast
 * stays below the cap of its queue.
 */
const BYTES_PER_MESSAGE = 16 * 1024;
/**
 * What a line counts as that does nothing: a blank one, or PONG. Few of them
 * cost nothing to speak of, but none is free: a million are work.
 */
export const LEAST_WEIGHT = 1 / 8;
/** What a RESUME counts as: nobody needs to try many secrets. */
export const RESUME_WEIGHT = 5;
/**
 * What a search counts as besides the message that it is: it is more work than
 * one.
 */
export const SEARCH_WEIGHT = 2;
/** Bytes of a line besides its names and its text: tags, PRIVMSG, CR LF. */
const FRAME_BYTES = 72;

/** A multi-line message as it will be sent. */
export interface WeighedMessage {
  /** `nick!user@host`. */
  readonly source: string;
  readonly target: string;
  readonly lines: readonly { readonly text: string }[];
  /** Bytes of the tags that each line carries besides the server's. */
  readonly tagBytes?: number;
}

/**
 * Gives how many messages a multi-line one counts as. A paste is one; but what
 * fills others' queues as fast as many messages do, counts as many.
 */
export function weightOf(
  { source, target, lines, tagBytes = 0 }: WeighedMessage,
): number {
  const frameBytes = FRAME_BYTES + tagBytes + byteLength(source) +
    byteLength(target);
  let bytes = 0;
  for (const { text } of lines) bytes += frameBytes + byteLength(text);
  return Math.max(1, Math.ceil(bytes / BYTES_PER_MESSAGE));
}

/**
 * A token bucket without a timer: says how long to wait before the next message
 * is handled.
 */
export class Throttle {
  readonly #options: ThrottleOptions;
  #tokens: number;
  #filledAt = -Infinity;

  constructor(options: ThrottleOptions) {
    this.#options = options;
    this.#tokens = options.burst;
  }

  /**
   * Counts a message.
   *
   * @param now Milliseconds since 1970.
   * @param weight How many messages it counts as.
   * @returns Milliseconds to wait before it is handled; 0 for none.
   */
  take(now: number, weight = 1): number {
    const { burst, perSecond } = this.#options;
    const gained = Math.max(0, now - this.#filledAt) / 1000 * perSecond;
    this.#tokens = Math.min(burst, this.#tokens + gained) - weight;
    this.#filledAt = now;
    return this.#tokens >= 0 ? 0 : Math.ceil(-this.#tokens / perSecond * 1000);
  }
}
