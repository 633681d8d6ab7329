/** What one task puts in and one other takes out, in order. */
export class Queue<T> implements AsyncIterable<T> {
  readonly #items: T[] = [];
  #changed = Promise.withResolvers<void>();
  #isClosed = false;
  /** Things that were put in and are not dealt with, by whoever takes them. */
  #open = 0;
  #idle: PromiseWithResolvers<void> | undefined;

  /** Does nothing once the queue is closed. */
  push(item: T): void {
    if (this.#isClosed) return;
    this.#items.push(item);
    this.#open++;
    this.#wake();
  }

  /** Ends it behind what is in it. */
  close(): void {
    this.#isClosed = true;
    this.#wake();
  }

  /** Settled when all that was put in has been taken out and dealt with. */
  async idle(): Promise<void> {
    if (this.#open === 0) return;
    this.#idle ??= Promise.withResolvers();
    await this.#idle.promise;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, void> {
    while (true) {
      while (this.#items.length > 0) {
        yield this.#items.shift() as T;
        this.#noteDone();
      }
      if (this.#isClosed) return;
      await this.#changed.promise;
    }
  }

  #noteDone(): void {
    this.#open--;
    if (this.#open > 0) return;
    this.#idle?.resolve();
    this.#idle = undefined;
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
