import type { Clock } from "./clock.ts";

/** How long some are served before others are, in milliseconds. */
const BUSY_MS = 10;

/**
 * Has all be served in turn: where one has always more to say, and the answers
 * are at hand, the event loop would look after nobody else.
 */
export class Fairness {
  readonly #clock: Clock;
  /** Since when some are served. */
  #since: number;
  /** One waits behind the other: else all would go on at once. */
  #last: Promise<void> = Promise.resolve();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#since = clock.now();
  }

  /**
   * Waits for others to be served, from time to time.
   *
   * @returns `undefined` if there is nothing to wait for.
   */
  giveWay(): Promise<void> | undefined {
    const clock = this.#clock;
    if (Math.abs(clock.now() - this.#since) < BUSY_MS) return undefined;
    return this.#last = this.#last.then(() => clock.pause())
      .then(() => void (this.#since = clock.now()));
  }
}
