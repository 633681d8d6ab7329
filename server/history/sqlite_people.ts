import type { SqliteConnection } from "./sqlite_connection.ts";

/** What a database knows of identities; and single values. */
export class SqlitePeople {
  readonly #connection: SqliteConnection;
  readonly #now: () => number;

  /** @param now Gives milliseconds since 1970. */
  constructor(connection: SqliteConnection, now: () => number) {
    this.#connection = connection;
    this.#now = now;
  }

  saveIdentity(identity: string, secretHash: string): void {
    this.#connection.run(
      `INSERT OR REPLACE INTO identity (identity, secret_hash, seen)
        VALUES (?, ?, ?)`,
      identity,
      secretHash,
      this.#now(),
    );
  }

  findIdentity(secretHash: string): string | undefined {
    return this.#connection.first<{ identity: string }>(
      "SELECT identity FROM identity WHERE secret_hash = ?",
      secretHash,
    )?.identity;
  }

  marks(identity: string): Map<string, number> {
    const rows = this.#connection.all<{ target: string; time: number }>(
      "SELECT target, time FROM mark WHERE identity = ?",
      identity,
    );
    return new Map(rows.map(({ target, time }) => [target, time]));
  }

  saveMark(identity: string, target: string, time: number | undefined): void {
    if (time === undefined) {
      this.#connection.run(
        "DELETE FROM mark WHERE identity = ? AND target = ?",
        identity,
        target,
      );
    } else {
      this.#connection.run(
        "INSERT OR REPLACE INTO mark (identity, target, time) VALUES (?, ?, ?)",
        identity,
        target,
        time,
      );
    }
  }

  value(name: string): string | undefined {
    const row = this.#connection.first<{ value: string }>(
      "SELECT value FROM setting WHERE name = ?",
      toKey(name),
    );
    return row && JSON.parse(row.value);
  }

  /**
   * Makes sure that all values can be read.
   *
   * @throws {StoreError} If not.
   */
  checkValues(): void {
    this.#connection.all("SELECT value FROM setting");
  }

  saveValue(name: string, value: string): void {
    this.#connection.run(
      "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)",
      toKey(name),
      // SQLite's texts end at a NUL.
      JSON.stringify(value),
    );
  }
}

/** The store has values of its own. */
function toKey(name: string): string {
  return `value ${name}`;
}
