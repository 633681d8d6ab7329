import type { DatabaseSync, StatementSync } from "node:sqlite";
import { isFull, toStoreError } from "./sqlite_error.ts";
import { StoreError } from "./store_error.ts";

/** What may be insisted on while nothing can be stored. */
const MAX_INSISTED = 10_000;

const OUR_FAULT = "Cannot store what is said as the server made a mistake";

/** What takes part in transactions, besides the database. */
export interface Participant {
  /** Writes what it holds back; called before what it wrote is read, or made last. */
  flush?(): void;
  /** Forgets what it took from what is lost now. */
  onRollback(): void;
}

/** What a connection is made of. */
export interface SqliteConnectionOptions {
  /**
   * Called before each transaction; throws `StoreError` if nothing that is
   * written would be found again.
   */
  readonly checkFile: () => void;
  /** Called when something is lost as the disk is full. */
  readonly onFull: () => void;
}

type Value = null | number | string;

/**
 * One database, in which all that was written since the last `commit` is one
 * transaction. Whatever fails takes all of that with it: `commit` then throws
 * why, and what comes next starts afresh.
 */
export class SqliteConnection {
  readonly #db: DatabaseSync;
  readonly #checkFile: () => void;
  readonly #onFull: () => void;
  readonly #participants: Participant[] = [];
  readonly #statements = new Map<string, StatementSync>();
  /** What is to be in the database, whatever is lost: see `insist`. */
  #insisted: (() => void)[] = [];
  #isClosed = false;
  #isOpen = false;
  #isWaiting = false;
  #lost: StoreError | undefined;

  constructor(db: DatabaseSync, options: SqliteConnectionOptions) {
    this.#db = db;
    this.#checkFile = options.checkFile;
    this.#onFull = options.onFull;
  }

  /** Whether something was written since the last `commit`. */
  get isPending(): boolean {
    return this.#isOpen || this.#isWaiting;
  }

  /** Has somebody take part in all transactions. */
  join(participant: Participant): void {
    this.#participants.push(participant);
  }

  /** Takes note that a participant holds something back. */
  wait(): void {
    this.#isWaiting = true;
  }

  /** Runs one statement that changes something; gives how many rows it changed. */
  run(sql: string, ...values: Value[]): number {
    return this.#try("store", () => {
      this.#begin();
      return Number(this.#prepare(sql).run(...values).changes);
    });
  }

  /**
   * The same, for what others may rely on when it is lost: it is done again
   * then, and has to do no harm if it was done already.
   */
  insist(sql: string, ...values: Value[]): void {
    const insert = () => void this.#prepare(sql).run(...values);
    this.#try("store", () => {
      if (this.#insisted.length >= MAX_INSISTED) {
        throw new StoreError("Cannot store what is said as too much waits");
      }
      this.#begin();
      insert();
      this.#insisted.push(insert);
    });
  }

  /** Has what was insisted on be there for who reads next. */
  catchUp(): void {
    if (this.#insisted.length > 0) this.#try("store", () => this.#begin());
  }

  /** Gives all rows, each by the names of its columns. */
  all<Row>(sql: string, ...values: Value[]): Row[] {
    return this.#try(
      "read",
      () => this.#prepare(sql).all(...values) as unknown as Row[],
    );
  }

  /** Gives the first row. */
  first<Row>(
    sql: string,
    ...values: Value[]
  ): Row | undefined {
    return this.#try(
      "read",
      () => this.#prepare(sql).get(...values) as unknown as Row | undefined,
    );
  }

  /** Writes what participants hold back, so that it is read. */
  flush(): void {
    if (!this.#isWaiting) return;
    for (const participant of this.#participants) participant.flush?.();
    this.#isWaiting = false;
  }

  /** Makes all that was written last. */
  commit(): void {
    if (this.#lost !== undefined) {
      const lost = this.#lost;
      this.#rollback();
      this.#lost = undefined;
      throw lost;
    }
    if (!this.isPending) return;
    try {
      this.flush();
      if (!this.#isOpen) return;
      this.#try("store", () => this.#db.exec("COMMIT"));
      this.#isOpen = false;
      this.#insisted = [];
    } catch (error) {
      this.#lost = undefined;
      throw error;
    }
  }

  /**
   * Does something that is no part of what a turn brings: by itself, unless the
   * turn has brought something.
   */
  apart<Result>(work: () => Result): Result {
    if (this.isPending) return work();
    try {
      const result = work();
      this.commit();
      return result;
    } catch (error) {
      // It is told already, and nobody else lost anything.
      this.#lost = undefined;
      throw error;
    }
  }

  /**
   * Looks whether all is well, for when nothing is written.
   *
   * @throws {StoreError} If not.
   */
  check(): void {
    if (!this.#isOpen) this.#try("store", () => this.#checkFile());
  }

  /** Makes last what can be, and lets go of the file. */
  close(): void {
    try {
      this.commit();
    } finally {
      this.#isClosed = true;
      this.#statements.clear();
      this.#db.close();
    }
  }

  #begin(): void {
    if (this.#isOpen) return;
    this.#checkFile();
    this.#db.exec("BEGIN IMMEDIATE");
    this.#isOpen = true;
    for (const insert of this.#insisted) insert();
  }

  #try<Result>(verb: "read" | "store", work: () => Result): Result {
    // Somebody may leave when all is over.
    if (this.#isClosed) {
      throw new StoreError("Cannot store what is said as the server has ended");
    }
    try {
      return work();
    } catch (error) {
      const wasPending = this.isPending;
      this.#rollback();
      if (isFull(error)) this.#onFull();
      const failure = toStoreError(error, verb);
      if (wasPending) this.#lost ??= failure ?? new StoreError(OUR_FAULT);
      throw failure ?? error;
    }
  }

  #rollback(): void {
    // SQLite has ended the transaction by itself after most failures.
    if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
    this.#isOpen = false;
    this.#isWaiting = false;
    for (const participant of this.#participants) participant.onRollback();
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
