import type { Participant, SqliteConnection } from "./sqlite_connection.ts";

/** Pages of the index that a step writes: a few milliseconds. */
const PAGES = 32;
/** How often all of it is written anew at most, in milliseconds. */
const PAUSE_MS = 60 * 60 * 1_000;
/** What a merge that had nothing to do changes at most. (sqlite.org/fts5.html) */
const NOTHING = 1;

/**
 * Has the words of what somebody took back leave the file, too. The index only
 * marks them as gone, and drops them when it merges its parts, which may be long
 * after: all parts are merged, little by little, within an hour.
 */
export class SqliteScrub implements Participant {
  readonly #connection: SqliteConnection;
  readonly #now: () => number;
  #begunAt = -Infinity;
  /** Whether there is something to drop; `undefined`: see `setting`. */
  #isDue: boolean | undefined;
  /** Whether all parts are being merged already. */
  #isUnderWay = false;
  /** Whether something was taken out since that began. */
  #isDueAgain = false;

  /** @param deps `now`: gives milliseconds since 1970. */
  constructor(
    connection: SqliteConnection,
    { now }: { readonly now: () => number },
  ) {
    this.#connection = connection;
    this.#now = now;
    connection.join(this);
  }

  flush(): void {}

  onRollback(): void {
    this.#isDue = undefined;
    this.#isUnderWay = false;
    this.#isDueAgain = false;
  }

  /** Has to be called when words were taken out that nobody is to find. */
  schedule(): void {
    if (this.#isUnderWay) this.#isDueAgain = true;
    if (this.#readDue()) return;
    this.#connection.run(
      "INSERT OR REPLACE INTO setting (name, value) VALUES ('scrub', 'due')",
    );
    this.#isDue = true;
  }

  /**
   * Does some of it.
   *
   * @returns Whether there is more to do now.
   */
  step(): boolean {
    if (!this.#readDue()) return false;
    if (!this.#isUnderWay) {
      const now = this.#now();
      if (now - this.#begunAt < PAUSE_MS) return false;
      this.#begunAt = now;
    }
    const before = this.#countChanges();
    // Below 0 it begins with all parts. (sqlite.org/fts5.html, "merge")
    this.#connection.run(
      "INSERT INTO words (words, rank) VALUES ('merge', CAST(? AS INTEGER))",
      this.#isUnderWay ? PAGES : -PAGES,
    );
    this.#isUnderWay = true;
    if (this.#countChanges() - before > NOTHING) return true;
    this.#isUnderWay = false;
    if (this.#isDueAgain) {
      this.#isDueAgain = false;
      return false;
    }
    this.#connection.run("DELETE FROM setting WHERE name = 'scrub'");
    this.#isDue = false;
    return false;
  }

  #readDue(): boolean {
    return this.#isDue ??= this.#connection.first(
      "SELECT value FROM setting WHERE name = 'scrub'",
    ) !== undefined;
  }

  #countChanges(): number {
    return this.#connection.first<{ count: number }>(
      "SELECT total_changes() AS count",
    )!.count;
  }
}
