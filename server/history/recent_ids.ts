/** Ids that are remembered. */
const MAX_RECENT = 20_000;

/**
 * Knows of most ids that rise with the time, as send ids do, that they were
 * never there, without a look at the disk.
 */
export class RecentIds {
  /** All that are not remembered are not higher. */
  #floor: string;
  readonly #recent = new Set<string>();
  /** The same in the order in which they came, the newest over the oldest. */
  readonly #ring: string[] = [];
  #next = 0;

  /** @param highest The highest one that is there; empty: none is. */
  constructor(highest: string) {
    this.#floor = highest;
  }

  /** Takes note of one. */
  add(id: string): void {
    if (this.#recent.has(id)) return;
    const oldest = this.#ring[this.#next];
    if (oldest !== undefined) {
      this.#recent.delete(oldest);
      if (oldest > this.#floor) this.#floor = oldest;
    }
    this.#recent.add(id);
    this.#ring[this.#next] = id;
    this.#next = (this.#next + 1) % MAX_RECENT;
  }

  /** Whether one may be there: if not, it is not. */
  mayHave(id: string): boolean {
    return id <= this.#floor || this.#recent.has(id);
  }
}
