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

/** What one message may weigh before it counts as more. */
const BYTES_PER_MESSAGE = 4_096;
const LINES_PER_MESSAGE = 100;

/**
 * Gives how many messages a multi-line one counts as. A paste is one; but what
 * fills others' queues as fast as many messages do, counts as many.
 */
export function weightOf(lines: readonly { readonly text: string }[]): number {
  const bytes = lines.reduce((sum, { text }) => sum + byteLength(text), 0);
  return Math.max(
    1,
    Math.ceil(bytes / BYTES_PER_MESSAGE),
    Math.ceil(lines.length / LINES_PER_MESSAGE),
  );
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
