const FIRST_MS = 1_000;
const MAX_MS = 60_000;

/** A connection that lasted this long was a good one. */
const GOOD_MS = 60_000;

/**
 * How long to wait before each attempt to connect again: twice as long each
 * time, from 1 s to 60 s, less up to a half by chance, so that the clients of a
 * server that was restarted do not all come at once.
 */
export class Backoff {
  readonly #random: () => number;
  #attempts = 0;

  /** @param random Gives a number from 0 to below 1. */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** Attempts since the last good connection. */
  get attempts(): number {
    return this.#attempts;
  }

  /** Counts an attempt and gives the time to wait before it, in ms. */
  next(): number {
    const fullMs = Math.min(FIRST_MS * 2 ** this.#attempts, MAX_MS);
    this.#attempts++;
    return Math.round(fullMs * (1 - this.#random() / 2));
  }

  /** Does not count the last attempt: it was not waited for. */
  forgive(): void {
    this.#attempts = Math.max(0, this.#attempts - 1);
  }

  /** Notes that a connection has ended, and how long it lasted, in ms. */
  noteConnected(ms: number): void {
    if (ms >= GOOD_MS) this.reset();
  }

  /** Begins anew, as when all that has happened before means nothing. */
  reset(): void {
    this.#attempts = 0;
  }
}
