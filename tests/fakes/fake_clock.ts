import { setImmediate } from "node:timers";

interface Timer {
  at: number;
  readonly callback: () => void;
}

/** A clock that a test moves. */
export class FakeClock {
  #now: number;
  #timers = new Set<Timer>();

  /** @param now Milliseconds since 1970. */
  constructor(now: number = Date.UTC(2026, 0, 1)) {
    this.#now = now;
  }

  /** Timers that are set and have not fired. */
  get timerCount(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#now;
  }

  setTimer(ms: number, callback: () => void): () => void {
    const timer = { at: this.#now + ms, callback };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Nobody else waits: what is there is fake. */
  pause(): Promise<void> {
    return Promise.resolve();
  }

  /** Sleeps as a machine does: the time moves on, and the timers do not. */
  sleep(ms: number): void {
    this.#now += ms;
    for (const timer of this.#timers) timer.at += ms;
  }

  /**
   * Moves on, firing what falls due on the way in its order, and lets the
   * consequences of each happen before the next.
   */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    while (true) {
      const [next] = [...this.#timers].sort((a, b) => a.at - b.at);
      if (next === undefined || next.at > until) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
      await settle();
    }
    this.#now = until;
    await settle();
  }
}

/**
 * Lets everything happen that waits for nothing outside: with fakes for all I/O
 * that is only microtasks, and a macrotask comes after all of them.
 */
export function settle(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
