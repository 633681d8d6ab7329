/** What was said earlier, as commands see it. */
export interface CommandPast {
  /**
   * Shows what was said before all that is shown of this buffer.
   *
   * @param count Messages.
   */
  showOlder(count: number): void;
  /**
   * Searches all that the person may read.
   *
   * @param query What to find; the number of a result: shows what was said
   * around it; empty: shows more results.
   */
  search(query: string): void;
  /** Shows again what is unread here, or goes where something is. */
  showUnread(): void;
  /**
   * Writes this buffer to a file.
   *
   * @param path JSON lines if it ends in `.json` or `.jsonl`, else text.
   */
  save(path: string): void;
  /**
   * Changes an own message of this buffer.
   *
   * @param count The message so many back, from 1.
   * @param text Empty: gives the old one to be changed.
   */
  edit(count: number, text: string): void;
}
