/**
 * Random choices that a seed repeats: the same seed, the same sequence, on
 * every machine. (The generator is SplitMix32.)
 */
export class Random {
  #state: number;

  /** @param seed Any integer; only its lowest 32 bits count. */
  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** An integer from 0 up to, not including, the bound. */
  below(bound: number): number {
    return Math.floor(this.#next() / 2 ** 32 * bound);
  }

  /** True once in so many times. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  /**
   * One of the values.
   *
   * @throws {RangeError} If there are none.
   */
  pick<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)];
    if (value === undefined) {
      throw new RangeError("Cannot pick a value as there are none");
    }
    return value;
  }

  /** As many values as a random length up to the given one. */
  list<T>(maxLength: number, make: () => T): T[] {
    return Array.from({ length: this.below(maxLength + 1) }, make);
  }

  #next(): number {
    this.#state = (this.#state + 0x9e3779b9) | 0;
    let mixed = this.#state ^ (this.#state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  }
}
