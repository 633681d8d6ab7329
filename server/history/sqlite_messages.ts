import { RecentIds } from "./recent_ids.ts";
import type { Participant, SqliteConnection } from "./sqlite_connection.ts";
import type { RangeQuery, StoredMessage } from "./store.ts";
import {
  fromRow,
  KIND_NUMBERS,
  type MessageRow,
  toBody,
} from "./stored_body.ts";

/** What of a message is read. */
export const MESSAGE_COLUMNS =
  "message.id, place, kind, time, author, send_id AS sendId, body";

/** Rows that are written by one statement. */
const GROUP = 20;
/** Messages that wait to be written at most. */
const MAX_WAITING = 1_000;
const COLUMN_COUNT = 7;

const INSERT = "INSERT INTO message " +
  "(id, place, kind, time, author, send_id, body) VALUES ";
const VALUES = `(${Array(COLUMN_COUNT).fill("?").join(", ")})`;
const INSERT_ONE = INSERT + VALUES;
const INSERT_GROUP = INSERT + Array(GROUP).fill(VALUES).join(", ");

/** The messages in a database. */
export class SqliteMessages implements Participant {
  readonly #connection: SqliteConnection;
  /** What is to be written, together. */
  #waiting: StoredMessage[] = [];
  readonly #waitingSent = new Map<string, StoredMessage>();
  readonly #sentIds: RecentIds;
  #lastId: number;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
    const { id } = connection.first<{ id: number }>(`
      SELECT max(
        coalesce((SELECT max(id) FROM message), 0),
        coalesce((SELECT CAST(value AS INTEGER) FROM setting
          WHERE name = 'last id'), 0)
      ) AS id
    `)!;
    this.#lastId = id;
    const { sendId } = connection.first<{ sendId: string | null }>(
      "SELECT max(send_id) AS sendId FROM message WHERE send_id IS NOT NULL",
    )!;
    this.#sentIds = new RecentIds(sendId ?? "");
    connection.join(this);
  }

  /** As `Store.lastId`. */
  get lastId(): number {
    return this.#lastId;
  }

  append(message: StoredMessage): void {
    this.#waiting.push(message);
    const { id, sendId } = message;
    if (sendId !== undefined) {
      this.#waitingSent.set(sendId, message);
      this.#sentIds.add(sendId);
    }
    this.#lastId = id;
    this.#connection.wait();
    if (this.#waiting.length >= MAX_WAITING) this.#connection.flush();
  }

  flush(): void {
    const waiting = this.#waiting;
    let start = 0;
    for (; start + GROUP <= waiting.length; start += GROUP) {
      const group = waiting.slice(start, start + GROUP);
      this.#connection.run(INSERT_GROUP, ...group.flatMap(toValues));
    }
    for (const message of waiting.slice(start)) {
      this.#connection.run(INSERT_ONE, ...toValues(message));
    }
    this.#forgetWaiting();
  }

  onRollback(): void {
    this.#forgetWaiting();
  }

  replace(message: StoredMessage): void {
    this.#connection.flush();
    this.#connection.run(
      "UPDATE message SET body = ? WHERE id = ?",
      toBody(message),
      message.id,
    );
  }

  /** Takes messages out. */
  remove(ids: readonly number[]): void {
    this.#connection.flush();
    for (const id of ids) {
      this.#connection.run("DELETE FROM message WHERE id = ?", id);
    }
    if (!ids.includes(this.#lastId)) return;
    this.#connection.run(
      "INSERT OR REPLACE INTO setting (name, value) VALUES ('last id', ?)",
      String(this.#lastId),
    );
  }

  find(id: number): StoredMessage | undefined {
    this.#connection.flush();
    const row = this.#connection.first<MessageRow>(
      `SELECT ${MESSAGE_COLUMNS} FROM message WHERE id = ?`,
      id,
    );
    return row && fromRow(row);
  }

  findSent(sendId: string): StoredMessage | undefined {
    const waiting = this.#waitingSent.get(sendId);
    if (waiting !== undefined) return waiting;
    if (!this.#sentIds.mayHave(sendId)) return undefined;
    const row = this.#connection.first<MessageRow>(
      `SELECT ${MESSAGE_COLUMNS} FROM message WHERE send_id = ?`,
      sendId,
    );
    return row && fromRow(row);
  }

  list(query: RangeQuery): StoredMessage[] {
    if (query.limit <= 0) return [];
    this.#connection.flush();
    const { after = 0, before = Number.MAX_SAFE_INTEGER, limit, end } = query;
    const isNewest = end === "newest";
    // One place and kind at a time: then the index gives them in order.
    const lists = [...new Set(query.places)].flatMap((place) =>
      [...new Set(query.kinds)].map((kind) =>
        this.#connection.all<{ id: number }>(
          `SELECT id FROM message WHERE place = ? AND kind = ? AND id > ? AND
            id < ? ORDER BY id ${isNewest ? "DESC" : "ASC"} LIMIT ?`,
          place,
          KIND_NUMBERS[kind],
          after,
          before,
          limit,
        ).map(({ id }) => id)
      )
    );
    const ids = lists.flat().sort((a, b) => a - b);
    return this.read(
      isNewest
        ? ids.slice(Math.max(0, ids.length - limit))
        : ids.slice(0, limit),
    );
  }

  /** Reads messages by their ids, lowest first. */
  read(ids: readonly number[]): StoredMessage[] {
    if (ids.length === 0) return [];
    return this.#connection.all<MessageRow>(
      `SELECT ${MESSAGE_COLUMNS} FROM message
        WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`,
      JSON.stringify(ids),
    ).map(fromRow);
  }

  /**
   * Finds the first message that is not from before a time. Ids rise with the
   * time, so halving is enough, and no index has to be kept.
   */
  firstSince(time: number): number | undefined {
    this.#connection.flush();
    let found: number | undefined;
    let low = 0;
    let high = this.#lastId;
    while (low <= high) {
      const middle = Math.floor((low + high) / 2);
      const next = this.#connection.first<{ id: number; time: number }>(
        "SELECT id, time FROM message WHERE id >= ? ORDER BY id LIMIT 1",
        middle,
      );
      if (next === undefined || next.time >= time) {
        found = next?.id ?? found;
        high = middle - 1;
      } else {
        low = next.id + 1;
      }
    }
    return found;
  }

  #forgetWaiting(): void {
    if (this.#waiting.length > 0) this.#waiting = [];
    this.#waitingSent.clear();
  }
}

function toValues(stored: StoredMessage): (null | number | string)[] {
  const { id, place, kind, author, sendId = null, message } = stored;
  const body = toBody(stored);
  return [id, place, KIND_NUMBERS[kind], message.time, author, sendId, body];
}
