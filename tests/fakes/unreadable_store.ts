import { MemoryStore } from "../../server/history/memory_store.ts";
import { StoreError } from "../../server/history/store_error.ts";
import type { StoredMessage } from "../../server/history/store.ts";

/** A store whose disk gives nothing back whenever the test says so. */
export class UnreadableStore extends MemoryStore {
  isUnreadable = false;
  /** Messages that can still be read when it becomes unreadable. */
  readsLeft = 0;

  override list(...args: Parameters<MemoryStore["list"]>): StoredMessage[] {
    this.#check();
    return super.list(...args);
  }

  override find(id: number): StoredMessage | undefined {
    if (this.readsLeft > 0) this.readsLeft--;
    else this.#check();
    return super.find(id);
  }

  override conversations(identity: string): Map<number, string> {
    this.#check();
    return super.conversations(identity);
  }

  override marks(identity: string): Map<string, number> {
    this.#check();
    return super.marks(identity);
  }

  #check(): void {
    if (this.isUnreadable) {
      throw new StoreError("Cannot read what was said as the disk is broken");
    }
  }
}
