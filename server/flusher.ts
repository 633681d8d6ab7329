import type { Outbox } from "./outbox.ts";
import { Spool } from "./spool.ts";

/** Runs a function at the end of this turn of the event loop. */
export type Defer = (callback: () => void) => void;

/**
 * Ends the turns: what was pushed in one turn of the event loop is stored
 * together, and then leaves together, in as few writes as can be. One for a
 * server.
 */
export class Flusher {
  readonly #defer: Defer;
  /**
   * Stores what the turn brought, before a byte of it leaves; gives whether
   * that could be done.
   */
  store: () => boolean = () => true;
  #outboxes: Outbox[] = [];
  #spools: Spool[] = [];
  #waiters: (() => void)[] = [];
  #isScheduled = false;

  constructor(defer: Defer) {
    this.#defer = defer;
  }

  /** Has an outbox flushed at the turn's end. */
  add(outbox: Outbox): void {
    this.#outboxes.push(outbox);
    this.schedule();
  }

  /** Has the turn end, be it that nothing is sent: something is to be stored. */
  schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#defer(() => this.endTurn());
  }

  /** Resolves once this turn has ended: what it brought is stored, or lost. */
  turnEnd(): Promise<void> {
    this.schedule();
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  /** Writes a text to a spool, and ends the spool's turn with this one. */
  append(spool: Spool, text: string): void {
    if (!spool.isUsed) {
      this.#spools.push(spool);
      this.schedule();
    }
    spool.append(text);
  }

  /** Ends the turn: stores what it brought, and lets go what waits. */
  endTurn(): void {
    const outboxes = this.#outboxes;
    const spools = this.#spools;
    const waiters = this.#waiters;
    this.#outboxes = [];
    this.#spools = [];
    this.#waiters = [];
    this.#isScheduled = false;
    const isKept = this.store();
    for (const spool of spools) spool.endTurn();
    for (const outbox of outboxes) outbox.flush(isKept);
    for (const resolve of waiters) resolve();
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
