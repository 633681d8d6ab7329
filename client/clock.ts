/** Where the client takes its time from; a test gives it a clock of its own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /**
   * Calls `fn` once, `ms` milliseconds from now.
   *
   * @returns What calls it off.
   */
  setTimer(ms: number, fn: () => void): () => void;
}

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer(ms, fn) {
    const timer = setTimeout(fn, ms);
    return () => clearTimeout(timer);
  },
};
