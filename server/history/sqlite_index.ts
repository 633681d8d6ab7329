import { Buffer } from "node:buffer";
import { textOf } from "../outgoing.ts";
import { saidBy } from "./search_match.ts";
import { searchedWords } from "./search_words.ts";
import type { Participant, SqliteConnection } from "./sqlite_connection.ts";
import { MESSAGE_COLUMNS } from "./sqlite_messages.ts";
import type { StoredMessage } from "./store.ts";
import { StoreError } from "./store_error.ts";
import { fromRow, KIND_NUMBERS, type MessageRow } from "./stored_body.ts";

/** What a search adds to the index: messages, long ones count more. */
const SEARCH_STEP = 100;
/** What is added in one go, where a lot waits: in fewer goes it is cheaper. */
const STEP = 150;
/**
 * What may wait for the index: from then on who writes has to help. What waits
 * is added when nobody has much to say.
 */
const MAX_BACKLOG = 500_000;
/** The same while people search: it bounds what each has to read through. */
const MAX_SEARCHED = 2_000;
/** For how long after a search that is so, in milliseconds. */
const SEARCHED_MS = 60_000;
/** Messages that are read at once. */
const PAGE = 100;

/**
 * The full-text index of what is said. It lags behind, as that is faster for who
 * writes: what it lacks has to be read through by who searches.
 *
 * Measured with messages of twelve words: to store one takes 10 to 20 us, to add
 * it to the index another 15 to 25, to read through it 5. So a flood is stored
 * first. Who searches after it waits, while the index catches up in steps of
 * about 5 ms (one in a hundred 25) with pauses for all others: 3 s after 106,000
 * messages. From then on those who write help: each search takes 6 to 17 ms, and
 * a message twice as long as in other floods.
 */
export class SqliteIndex implements Participant {
  readonly #connection: SqliteConnection;
  readonly #now: () => number;
  #searchedAt = -Infinity;
  /** The weight of what came since who writes last helped. */
  #fresh = 0;
  /** Up to which id all is in the index; `undefined`: see `setting`. */
  #indexed: number | undefined;
  /** The weight of what is not, about; `undefined`: to be counted. */
  #backlog: number | undefined;

  constructor(
    connection: SqliteConnection,
    { now }: { readonly now: () => number },
  ) {
    this.#connection = connection;
    this.#now = now;
    connection.join(this);
  }

  onRollback(): void {
    this.#indexed = undefined;
    this.#backlog = undefined;
  }

  /** Has to be called for each new message. */
  countIn({ message }: StoredMessage): void {
    const weight = 1 + (textOf(message).length >> 8);
    this.#fresh += weight;
    if (this.#backlog !== undefined) this.#backlog += weight;
  }

  /**
   * Keeps the backlog from growing beyond its bounds, as part of this turn: adds
   * no more than came since, so that no turn takes long.
   */
  keepUp(): void {
    if (this.#fresh < STEP) return;
    const isSearched = Math.abs(this.#now() - this.#searchedAt) < SEARCHED_MS;
    const most = isSearched ? MAX_SEARCHED : MAX_BACKLOG;
    const excess = this.#countBacklog() - most;
    const weight = Math.min(excess, this.#fresh);
    this.#fresh = 0;
    if (weight > 0) this.indexSome(weight);
  }

  /**
   * Does a step of what has to be done before a search; see `Store`. If nothing
   * can be stored, searches have to do without.
   */
  prepare(): boolean {
    this.#searchedAt = this.#now();
    if (this.#countBacklog() <= MAX_SEARCHED + STEP) return false;
    return this.#indexApart(STEP);
  }

  /**
   * Adds the oldest of what is not in the index yet.
   *
   * @param weight About how much: messages, of which long ones count more.
   * @returns Whether there is more.
   */
  indexSome(weight: number): boolean {
    this.#connection.flush();
    const before = this.#countBacklog();
    if (before === 0) return false;
    let done = 0;
    while (done < weight) {
      const rows = this.#connection.all<MessageRow>(
        `SELECT ${MESSAGE_COLUMNS} FROM message
          WHERE id > ? ORDER BY id LIMIT ?`,
        this.#readIndexed(),
        PAGE,
      );
      for (const row of rows) {
        done += 1 + (row.body.length >> 8);
        if (row.kind === KIND_NUMBERS.said) this.#insert(fromRow(row));
      }
      const last = rows.at(-1);
      if (last !== undefined) this.#noteIndexed(last.id);
      if (rows.length < PAGE) {
        this.#backlog = 0;
        return false;
      }
    }
    this.#backlog = Math.max(1, before - done);
    return true;
  }

  /** Puts the new words of a message in place of the earlier ones. */
  replace(message: StoredMessage): void {
    this.remove(message.id);
    if (message.id <= this.#readIndexed() && message.kind === "said") {
      this.#insert(message);
    }
  }

  /** Takes the words of a message out. */
  remove(id: number): void {
    if (id > this.#readIndexed()) return;
    this.#connection.run(
      "DELETE FROM words WHERE rowid = CAST(? AS INTEGER)",
      id,
    );
  }

  /** Gives what is not in the index, newest first, in pieces. */
  *waiting(
    { after, before }: { readonly after: number; readonly before: number },
  ): Generator<StoredMessage> {
    if (this.#countBacklog() === 0) return;
    for (let from = before;;) {
      const rows = this.#connection.all<MessageRow>(
        `SELECT ${MESSAGE_COLUMNS} FROM message
          WHERE id > ? AND id < ? ORDER BY id DESC LIMIT ?`,
        Math.max(after, this.#readIndexed()),
        from,
        PAGE,
      );
      for (const row of rows) {
        if (row.kind === KIND_NUMBERS.said) yield fromRow(row);
      }
      if (rows.length < PAGE) return;
      from = rows.at(-1)!.id;
    }
  }

  /** Adds some of what waits, for who searches; be it that it cannot be added. */
  catchUp(): void {
    if (this.#countBacklog() > 0) this.#indexApart(SEARCH_STEP);
  }

  #indexApart(weight: number): boolean {
    try {
      return this.#connection.apart(() => this.indexSome(weight));
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return false;
    }
  }

  #insert({ id, place, message }: StoredMessage): void {
    const words = searchedWords(message);
    this.#connection.run(
      `INSERT INTO words (rowid, text, place, nick)
        VALUES (CAST(? AS INTEGER), ?, ?, ?)`,
      id,
      words,
      placeToken(place),
      nickToken(saidBy(message)),
    );
  }

  #noteIndexed(id: number): void {
    this.#connection.run(
      "INSERT OR REPLACE INTO setting (name, value) VALUES ('indexed', ?)",
      String(id),
    );
    this.#indexed = id;
  }

  #readIndexed(): number {
    return this.#indexed ??= Number(
      this.#connection.first<{ value: string }>(
        "SELECT value FROM setting WHERE name = 'indexed'",
      )?.value ?? 0,
    );
  }

  #countBacklog(): number {
    if (this.#backlog !== undefined) return this.#backlog;
    this.#connection.flush();
    return this.#backlog = this.#connection.first<{ count: number }>(
      `SELECT coalesce(sum(1 + length(body) / 256), 0) AS count
        FROM message WHERE id > ?`,
      this.#readIndexed(),
    )!.count;
  }
}

/** Gives what the index knows a place by. */
export function placeToken(place: number): string {
  return `p${place}`;
}

/** Gives what the index knows a folded nick by. */
export function nickToken(folded: string): string {
  return `n${Buffer.from(folded).toString("hex")}`;
}
