/** Numbers in rising order, of which the lowest and others go again. */
export class IdList {
  #ids: number[] = [];
  /** Where those begin that are still there. */
  #start = 0;

  get size(): number {
    return this.#ids.length - this.#start;
  }

  /** Gives one by how many are lower. */
  at(index: number): number | undefined {
    return this.#ids[this.#start + index];
  }

  /** Adds one that is higher than all. */
  push(id: number): void {
    this.#ids.push(id);
  }

  /** How many are lower than a number. */
  countBelow(id: number): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.at(middle)! < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Gives those that `after` < id < `before` holds for. */
  between(
    after: number,
    before: number,
    { limit, end }: {
      readonly limit: number;
      readonly end: "newest" | "oldest";
    },
  ): number[] {
    const from = this.#start + this.countBelow(after + 1);
    const to = this.#start + this.countBelow(before);
    return end === "newest"
      ? this.#ids.slice(Math.max(from, to - limit), Math.max(from, to))
      : this.#ids.slice(from, Math.max(from, Math.min(to, from + limit)));
  }

  remove(id: number): void {
    const index = this.countBelow(id);
    if (this.at(index) !== id) return;
    if (index > 0) {
      this.#ids.splice(this.#start + index, 1);
      return;
    }
    this.#start++;
    // Now and then, as to move all costs as much as there are.
    if (this.#start < this.size) return;
    this.#ids = this.#ids.slice(this.#start);
    this.#start = 0;
  }
}
