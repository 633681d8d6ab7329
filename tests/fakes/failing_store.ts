import { MemoryStore } from "../../server/history/memory_store.ts";
import type { StoredMessage } from "../../server/history/store.ts";
import { StoreError } from "../../server/history/store_error.ts";

/** A store whose disk is full whenever the test says so. */
export class FailingStore extends MemoryStore {
  /** Whether nothing can be stored now. */
  isFull = false;
  /** Called by each `commit` that does something. */
  onCommit = () => {};
  #pending: StoredMessage[] = [];

  override append(message: StoredMessage): void {
    this.#pending.push(message);
  }

  override commit(): void {
    const pending = this.#pending;
    this.#pending = [];
    if (this.isFull) {
      throw new StoreError("Cannot store what is said as the disk is full");
    }
    this.onCommit();
    for (const message of pending) super.append(message);
  }
}
