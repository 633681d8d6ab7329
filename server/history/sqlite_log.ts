import type { DatabaseSync } from "node:sqlite";
import { isSqliteError } from "./sqlite_error.ts";
import { identityOf } from "./sqlite_file.ts";
import { StoreError } from "./store_error.ts";

/** How often it is tried to mend it, in milliseconds: it may have to wait. */
const RETRY_MS = 1_000;

/**
 * Pages that it holds before they are moved to the database: as many as that
 * has, within these bounds. Seldom is faster, but a small disk is full of it.
 */
const MIN_PAGES = 100;
const MAX_PAGES = 4_000;
/** How often that is looked after, in transactions. */
const RESIZE_EVERY = 64;

/** What a log is made of. */
export interface SqliteLogOptions {
  /** The database's path, without links. */
  readonly path: string;
  /** Gives milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * The file beside a database to which SQLite writes first. If somebody takes it
 * away, SQLite goes on with it, and what it holds is gone with the process.
 */
export class SqliteLog {
  readonly #db: DatabaseSync;
  readonly #path: string;
  readonly #now: () => number;
  #identity: string | undefined;
  #triedAt = -Infinity;
  #freedAt = -Infinity;
  #checks = 0;

  /** @throws {Error} What SQLite throws. */
  constructor(db: DatabaseSync, { path, now }: SqliteLogOptions) {
    this.#db = db;
    this.#path = `${path}-wal`;
    this.#now = now;
    this.#begin();
  }

  /**
   * Looks whether it is still there; if not, saves to the database what it
   * holds, and begins another. Not within a transaction.
   *
   * @throws {StoreError} If that cannot be done.
   */
  check(): void {
    if (++this.#checks % RESIZE_EVERY === 0) this.#resize();
    if (identityOf(this.#path) === this.#identity) return;
    const now = this.#now();
    if (Math.abs(now - this.#triedAt) >= RETRY_MS) {
      this.#triedAt = now;
      if (this.#mend()) return;
    }
    throw new StoreError(
      "Cannot store what is said as the file's -wal was taken away",
    );
  }

  /** Makes room on a disk that is full, for what comes next; if it can. */
  free(): void {
    const now = this.#now();
    if (Math.abs(now - this.#freedAt) < RETRY_MS) return;
    this.#freedAt = now;
    try {
      this.#db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (error) {
      if (!isSqliteError(error)) throw error;
    }
  }

  #resize(): void {
    const { page_count: count } = this.#db.prepare("PRAGMA page_count").get()!;
    const pages = Math.min(Math.max(MIN_PAGES, Number(count)), MAX_PAGES);
    this.#db.exec(`PRAGMA wal_autocheckpoint = ${pages}`);
  }

  #mend(): boolean {
    try {
      // What can be, be it that others read: they hold up the rest.
      this.#db.exec("PRAGMA wal_checkpoint(PASSIVE)");
      this.#db.exec("PRAGMA journal_mode = DELETE");
      this.#begin();
    } catch (error) {
      if (isSqliteError(error)) return false;
      throw error;
    }
    return true;
  }

  #begin(): void {
    // SQLite makes the file when somebody writes.
    this.#db.exec("PRAGMA journal_mode = WAL; BEGIN IMMEDIATE; ROLLBACK");
    this.#identity = identityOf(this.#path);
    this.#resize();
  }
}
