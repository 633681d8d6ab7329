/** Time, so that tests can own it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /**
   * Calls back once.
   *
   * @param ms Delay in milliseconds.
   * @returns What cancels the timer; harmless afterwards.
   */
  setTimer(ms: number, callback: () => void): () => void;
  /** Resolves once all others were served that wait for it. */
  pause(): Promise<void>;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  // Sockets are looked after between timers, but not between immediates.
  pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
};

/** Waits on a clock. */
export function delay(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.setTimer(ms, resolve));
}

/**
 * Waits for a promise, but no longer than a time. A rejection counts as done.
 *
 * @returns Whether the promise settled in time.
 */
export function settledWithin(
  promise: Promise<unknown>,
  { clock, ms }: { readonly clock: Clock; readonly ms: number },
): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = clock.setTimer(ms, () => resolve(false));
    const settle = () => {
      cancel();
      resolve(true);
    };
    promise.then(settle, settle);
  });
}
