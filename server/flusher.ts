import type { Outbox } from "./outbox.ts";
import { Spool } from "./spool.ts";

/** Runs a function at the end of this turn of the event loop. */
export type Defer = (callback: () => void) => void;

/**
 * Ends the turns: what was pushed in one turn of the event loop leaves
 * together, in as few writes as can be. One for a server.
 */
export class Flusher {
  readonly #defer: Defer;
  #outboxes: Outbox[] = [];
  #spools: Spool[] = [];
  #isScheduled = false;

  constructor(defer: Defer) {
    this.#defer = defer;
  }

  /** Has an outbox flushed at the turn's end. */
  add(outbox: Outbox): void {
    this.#outboxes.push(outbox);
    this.#schedule();
  }

  /** Writes a text to a spool, and ends the spool's turn with this one. */
  append(spool: Spool, text: string): void {
    if (!spool.isUsed) {
      this.#spools.push(spool);
      this.#schedule();
    }
    spool.append(text);
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#defer(() => this.#endTurn());
  }

  #endTurn(): void {
    const outboxes = this.#outboxes;
    const spools = this.#spools;
    this.#outboxes = [];
    this.#spools = [];
    this.#isScheduled = false;
    for (const spool of spools) spool.endTurn();
    for (const outbox of outboxes) outbox.flush();
  }
}

/** The spools of one place where messages are made, by capability variant. */
export class SpoolSet {
  readonly #spools: Spool[] = [];

  /** @param key A variant's key: a small whole number. */
  get(key: number): Spool {
    return this.#spools[key] ??= new Spool();
  }
}
