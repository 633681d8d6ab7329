import type { SqliteConnection } from "./sqlite_connection.ts";
import type { SqlitePlaces } from "./sqlite_places.ts";

/** How often all is looked through, in milliseconds. */
const EVERY_MS = 24 * 60 * 60 * 1_000;

/** A row that is looked at: its key, and whether it goes. */
interface Row {
  readonly one: number | string;
  readonly other: string;
  readonly isLeft: 0 | 1;
}

/** One table: each row once, in the order of its keys, and what takes one away. */
interface Table {
  /** Takes a time, two keys behind which to begin, and how many rows. */
  readonly select: string;
  /** Take the two keys. */
  readonly remove: readonly string[];
  readonly first: number | string;
}

const HAS_MESSAGES = "EXISTS (SELECT 1 FROM message WHERE message.place = ";

const TABLES: readonly Table[] = [
  {
    select: `SELECT secret_hash AS one, '' AS other, seen < ?1 AS isLeft
      FROM identity WHERE secret_hash > ?2 AND ?3 = ?3
      ORDER BY secret_hash LIMIT ?4`,
    remove: ["DELETE FROM identity WHERE secret_hash = ?1 AND ?2 = ?2"],
    first: "",
  },
  {
    select: `SELECT identity AS one, target AS other, time < ?1 AS isLeft
      FROM mark WHERE (identity, target) > (?2, ?3)
      ORDER BY identity, target LIMIT ?4`,
    remove: ["DELETE FROM mark WHERE identity = ?1 AND target = ?2"],
    first: "",
  },
  {
    select: `SELECT one, other,
        NOT ${HAS_MESSAGES} conversation.place) AND ?1 = ?1 AS isLeft
      FROM conversation WHERE (one, other) > (?2, ?3)
      ORDER BY one, other LIMIT ?4`,
    remove: [
      `DELETE FROM place WHERE name IS NULL AND id =
        (SELECT place FROM conversation WHERE one = ?1 AND other = ?2)`,
      "DELETE FROM conversation WHERE one = ?1 AND other = ?2",
    ],
    first: "",
  },
  {
    select: `SELECT id AS one, '' AS other, name IS NOT NULL AND
        folded IS NULL AND state IS NULL AND
        NOT ${HAS_MESSAGES} place.id) AND ?1 = ?1 AS isLeft
      FROM place WHERE id > ?2 AND ?3 = ?3 ORDER BY id LIMIT ?4`,
    remove: ["DELETE FROM place WHERE id = ?1 AND ?2 = ?2"],
    first: 0,
  },
];

/**
 * Takes away what belongs to messages that are gone: read marks, conversations,
 * closed channels, and identities that nobody had for as long.
 */
export class SqliteLeftovers {
  readonly #connection: SqliteConnection;
  readonly #places: SqlitePlaces;
  /** The time up to which all was looked through. */
  #doneBefore = -Infinity;
  #table = 0;
  #behind: readonly [one: number | string, other: string] | undefined;

  constructor(connection: SqliteConnection, places: SqlitePlaces) {
    this.#connection = connection;
    this.#places = places;
  }

  /**
   * Looks through some rows.
   *
   * @param before What is older goes; ms since 1970.
   * @param limit Most rows to look at.
   * @returns Whether there is more to do.
   */
  sweep(before: number, limit: number): boolean {
    if (before < this.#doneBefore + EVERY_MS) return false;
    const table = TABLES[this.#table];
    if (table === undefined) {
      this.#doneBefore = before;
      this.#table = 0;
      return false;
    }
    const [one, other] = this.#behind ?? [table.first, ""];
    const rows = this.#connection.all<Row>(
      table.select,
      before,
      one,
      other,
      limit,
    );
    for (const row of rows) {
      if (!row.isLeft) continue;
      for (const sql of table.remove) {
        this.#connection.run(sql, row.one, row.other);
      }
      this.#places.forget();
    }
    const last = rows.at(-1);
    this.#behind = last && [last.one, last.other];
    if (rows.length < limit) {
      this.#table++;
      this.#behind = undefined;
    }
    return true;
  }
}
