import type { Participant, SqliteConnection } from "./sqlite_connection.ts";
import type { SqliteLeftovers } from "./sqlite_leftovers.ts";
import type { SqliteMessages } from "./sqlite_messages.ts";
import type { SqliteIndex } from "./sqlite_index.ts";
import type { PruneLimits, StoredMessage } from "./store.ts";
import { KIND_NUMBERS } from "./stored_body.ts";

/** Rows that are counted at once. */
const COUNT_STEP = 2_000;
/** Of as many places it is remembered how many messages they have. */
const MAX_COUNTED = 10_000;
/** What looking after a place costs, in messages that are taken away. */
const LOOK_COST = 10;

/** How many messages of a kind a place has; counted from the newest. */
interface Tally {
  count: number;
  /** All from here on are counted; `undefined`: all. */
  from: number | undefined;
}

/** A place and a kind. */
type Key = readonly [place: number, kind: number];

/** What `SqlitePrune` is made of. */
export interface SqlitePruneParts {
  readonly messages: SqliteMessages;
  readonly index: SqliteIndex;
  readonly leftovers: SqliteLeftovers;
}

/** Takes away what is too old or too much, in small steps. */
export class SqlitePrune implements Participant {
  readonly #connection: SqliteConnection;
  readonly #messages: SqliteMessages;
  readonly #index: SqliteIndex;
  readonly #leftovers: SqliteLeftovers;
  readonly #tallies = new Map<string, Tally>();
  /** What was written to since it was looked after. */
  #touched = new Map<string, Key>();
  /** Up to where all was looked after once; `undefined`: all was. */
  #walked: Key | undefined = [0, 0];
  #perPlace = 0;

  constructor(
    connection: SqliteConnection,
    { messages, index, leftovers }: SqlitePruneParts,
  ) {
    this.#connection = connection;
    this.#messages = messages;
    this.#index = index;
    this.#leftovers = leftovers;
    connection.join(this);
  }

  onRollback(): void {
    this.#tallies.clear();
  }

  /** Has to be called for each new message. */
  countIn({ place, kind }: StoredMessage): void {
    const key: Key = [place, KIND_NUMBERS[kind]];
    const name = key.join();
    const tally = this.#tallies.get(name);
    if (tally !== undefined) tally.count++;
    if (this.#touched.has(name)) return;
    this.#touched.set(name, key);
    // So many are better looked after one after the other.
    if (this.#touched.size > MAX_COUNTED) this.#walkAnew();
  }

  /** As `Store.prune`. */
  prune({ before, perPlace, limit }: PruneLimits): boolean {
    this.#connection.flush();
    if (perPlace !== this.#perPlace) {
      this.#perPlace = perPlace;
      this.#tallies.clear();
      this.#walkAnew();
    }
    const old = this.#findOld(before, limit);
    this.take(old);
    let left = limit - old.length;
    while (left > 0) {
      const key = this.#nextKey();
      if (key === undefined) return this.#leftovers.sweep(before, left);
      left -= this.#look(key, left);
    }
    return true;
  }

  /** Takes messages out. */
  take(rows: readonly PruneRow[]): void {
    for (const { id, place, kind } of rows) {
      this.#index.remove(id);
      const tally = this.#tallies.get(`${place},${kind}`);
      if (tally !== undefined && id >= (tally.from ?? 0)) tally.count--;
    }
    this.#messages.remove(rows.map(({ id }) => id));
  }

  #findOld(before: number, limit: number): PruneRow[] {
    const end = this.#messages.firstSince(before) ?? Number.MAX_SAFE_INTEGER;
    return this.#connection.all<PruneRow>(
      "SELECT id, place, kind FROM message WHERE id < ? ORDER BY id LIMIT ?",
      end,
      limit,
    );
  }

  /** Does a part of what is to be done for a place; gives what that cost. */
  #look(key: Key, limit: number): number {
    const tally = this.#tallyOf(key);
    const [place, kind] = key;
    if (tally.from !== undefined && tally.count < this.#perPlace) {
      return this.#count(key, tally);
    }
    const excess = tally.from === undefined
      ? tally.count - this.#perPlace
      : limit;
    const rows = excess <= 0 ? [] : this.#connection.all<PruneRow>(
      `SELECT id, place, kind FROM message
        WHERE place = ? AND kind = ? AND id < ? ORDER BY id LIMIT ?`,
      place,
      kind,
      tally.from ?? Number.MAX_SAFE_INTEGER,
      Math.min(excess, limit),
    );
    this.take(rows);
    if (rows.length < limit) {
      if (tally.from !== undefined) tally.from = undefined;
      else this.#finish(key);
    }
    return LOOK_COST + rows.length;
  }

  /** Counts some more of the messages of a place. */
  #count([place, kind]: Key, tally: Tally): number {
    const step = Math.min(COUNT_STEP, this.#perPlace - tally.count);
    const { count, first } = this.#connection.first<
      { count: number; first: number | null }
    >(
      `SELECT count(*) AS count, min(id) AS first FROM (
        SELECT id FROM message WHERE place = ? AND kind = ? AND id < ?
        ORDER BY id DESC LIMIT ?
      )`,
      place,
      kind,
      tally.from ?? Number.MAX_SAFE_INTEGER,
      step,
    )!;
    tally.count += count;
    tally.from = count < step ? undefined : first ?? undefined;
    return LOOK_COST + Math.ceil(count / 50);
  }

  #tallyOf(key: Key): Tally {
    const name = key.join();
    const known = this.#tallies.get(name);
    if (known !== undefined) return known;
    if (this.#tallies.size >= MAX_COUNTED) this.#tallies.clear();
    const tally = { count: 0, from: this.#messages.lastId + 1 };
    this.#tallies.set(name, tally);
    return tally;
  }

  /** Gives what is to be looked after, until `#finish` is told that it is. */
  #nextKey(): Key | undefined {
    if (this.#walked !== undefined) {
      const row = this.#findAfter(this.#walked);
      if (row !== undefined) return [row.place, row.kind];
      this.#walked = undefined;
    }
    const [key] = this.#touched.values();
    return key;
  }

  #findAfter([place, kind]: Key): PruneRow | undefined {
    return this.#connection.first<PruneRow>(
      `SELECT id, place, kind FROM message WHERE place = ? AND kind > ?
        ORDER BY kind LIMIT 1`,
      place,
      kind,
    ) ?? this.#connection.first<PruneRow>(
      `SELECT id, place, kind FROM message WHERE place > ?
        ORDER BY place, kind LIMIT 1`,
      place,
    );
  }

  #finish(key: Key): void {
    this.#touched.delete(key.join());
    const [place, kind] = this.#walked ?? [Infinity, 0];
    const [ofKey, kindOfKey] = key;
    if (ofKey > place || ofKey === place && kindOfKey > kind) {
      this.#walked = key;
    }
  }

  #walkAnew(): void {
    this.#walked = [0, 0];
    this.#touched = new Map();
  }
}

/** What of a message is needed to take it out. */
export interface PruneRow {
  readonly id: number;
  readonly place: number;
  readonly kind: number;
}
