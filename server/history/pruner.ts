import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Store } from "./store.ts";
import { StoreError } from "./store_error.ts";

/** How often is looked for what is to be done, in milliseconds. */
const LOOK_MS = 5_000;
/** How long the chat has for itself between two steps, in milliseconds. */
const PAUSE_MS = 100;
/** Messages that a step deals with: a few milliseconds. */
const TIDY_LIMIT = 200;
const PRUNE_LIMIT = 100;

const DAY_MS = 24 * 60 * 60 * 1_000;

/** What a pruner is made of. */
export interface PrunerOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly historyDays: number;
  readonly historyMessages: number;
}

/**
 * Takes away in the background what is too old or too much, and keeps the search
 * fast: in small steps, so that nobody waits for it.
 */
export class Pruner {
  readonly #options: PrunerOptions;
  #cancel = () => {};
  #isBroken = false;

  constructor(options: PrunerOptions) {
    this.#options = options;
  }

  /** Begins; goes on until `stop`. */
  start(): void {
    this.#wait(LOOK_MS);
  }

  stop(): void {
    this.#cancel();
  }

  #wait(ms: number): void {
    this.#cancel = this.#options.clock.setTimer(ms, () => {
      this.#wait(this.#step() ? PAUSE_MS : LOOK_MS);
    });
  }

  /** Gives whether there is more to do. */
  #step(): boolean {
    const { store, clock, log, historyDays, historyMessages } = this.#options;
    try {
      const hasMoreToTidy = store.tidy(TIDY_LIMIT);
      const hasMoreToPrune = store.prune({
        before: clock.now() - historyDays * DAY_MS,
        perPlace: historyMessages,
        limit: PRUNE_LIMIT,
      });
      this.#isBroken = false;
      return hasMoreToTidy || hasMoreToPrune;
    } catch (error) {
      // Once, as it may last.
      if (!this.#isBroken) log("warn", `Old messages stay: ${whyOf(error)}`);
      this.#isBroken = true;
      return false;
    }
  }
}

/** A fault of ours is no reason to end the chat either. */
function whyOf(error: unknown): string {
  if (error instanceof StoreError) return error.message;
  return error instanceof Error ? error.stack ?? error.message : String(error);
}
