/** Lets others wait until something has changed as they need it. */
export class Changes {
  #next = Promise.withResolvers<void>();
  #isOver = false;

  /** Whether nothing will change any more. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Says that something has changed. */
  note(): void {
    this.#next.resolve();
    this.#next = Promise.withResolvers();
  }

  /** Says that nothing will change any more. */
  end(): void {
    this.#isOver = true;
    this.#next.resolve();
  }

  /** Waits until it is so, or nothing will change any more. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo() && !this.#isOver) await this.#next.promise;
  }
}
