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
   * Counts one message.
   *
   * @param now Milliseconds since 1970.
   * @returns Milliseconds to wait before it is handled; 0 for none.
   */
  take(now: number): number {
    const { burst, perSecond } = this.#options;
    const gained = Math.max(0, now - this.#filledAt) / 1000 * perSecond;
    this.#tokens = Math.min(burst, this.#tokens + gained) - 1;
    this.#filledAt = now;
    return this.#tokens >= 0 ? 0 : Math.ceil(-this.#tokens / perSecond * 1000);
  }
}
