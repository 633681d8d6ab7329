/** What one task puts in and one other takes out, in order. */
export class Queue<T> implements AsyncIterable<T> {
  readonly #items: T[] = [];
  #changed = Promise.withResolvers<void>();
  #isClosed = false;

  /** Does nothing once the queue is closed. */
  push(item: T): void {
    if (this.#isClosed) return;
    this.#items.push(item);
    this.#wake();
  }

  /** Ends it behind what is in it. */
  close(): void {
    this.#isClosed = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, void> {
    while (true) {
      while (this.#items.length > 0) yield this.#items.shift() as T;
      if (this.#isClosed) return;
      await this.#changed.promise;
    }
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
