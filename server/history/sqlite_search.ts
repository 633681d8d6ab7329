import type { SqliteConnection } from "./sqlite_connection.ts";
import { nickToken, placeToken, type SqliteIndex } from "./sqlite_index.ts";
import { MESSAGE_COLUMNS } from "./sqlite_messages.ts";
import { isFound, type Wanted, wantedOf } from "./search_match.ts";
import type { SearchQuery, StoredMessage } from "./store.ts";
import { fromRow, type MessageRow } from "./stored_body.ts";

/** Messages that are looked at first, wherever they were said. */
const FIRST_LOOK = 200;
/** Places that one question to the index names at most. */
const MAX_PLACES = 200;

/** Searches in what is said. */
export class SqliteSearch {
  readonly #connection: SqliteConnection;
  readonly #index: SqliteIndex;

  constructor(connection: SqliteConnection, index: SqliteIndex) {
    this.#connection = connection;
    this.#index = index;
  }

  /** As `Store.search`. */
  search(query: SearchQuery): StoredMessage[] {
    const wanted = wantedOf(query);
    if (wanted === undefined || query.limit <= 0) return [];
    this.#index.catchUp();
    const found = this.#readWaiting(query, wanted);
    if (found.length >= query.limit) return found;
    return [...found, ...this.#readIndex(query, wanted)].slice(0, query.limit);
  }

  /**
   * Asks the index; newest first. At first without the places, as mostly those
   * are found that may be read; only then with them.
   */
  #readIndex(query: SearchQuery, wanted: Wanted): StoredMessage[] {
    const { places, after = 0, limit } = query;
    let { before = Number.MAX_SAFE_INTEGER } = query;
    const found: StoredMessage[] = [];
    if (wanted.phrases.length > 0 || wanted.from !== undefined) {
      const match = toMatch(wanted, []);
      const first = this.#ask(match, { after, before, limit: FIRST_LOOK });
      for (const stored of first) {
        if (stored.id > (places.get(stored.place) ?? Infinity)) {
          found.push(stored);
        }
      }
      if (first.length < FIRST_LOOK || found.length >= limit) return found;
      before = first.at(-1)!.id;
    }
    const more = groupPlaces(places).flatMap((group) =>
      this.#ask(toMatch(wanted, group.places), {
        after: Math.max(after, group.after),
        before,
        limit,
      })
    );
    return [...found, ...more.sort((a, b) => b.id - a.id)];
  }

  /** Looks through what the index lacks; newest first. */
  #readWaiting(
    { places, after = 0, before = Number.MAX_SAFE_INTEGER, limit }: SearchQuery,
    wanted: Wanted,
  ): StoredMessage[] {
    const found: StoredMessage[] = [];
    for (const stored of this.#index.waiting({ after, before })) {
      if (!(stored.id > (places.get(stored.place) ?? Infinity))) continue;
      if (isFound(wanted, stored.message)) found.push(stored);
      if (found.length >= limit) break;
    }
    return found;
  }

  #ask(
    match: string,
    { after, before, limit }: {
      readonly after: number;
      readonly before: number;
      readonly limit: number;
    },
  ): StoredMessage[] {
    return this.#connection.all<MessageRow>(SEARCH, match, after, before, limit)
      .map(fromRow);
  }
}

/**
 * What is asked of the index: newest first, one by one. It takes bounds only if
 * they are whole numbers to SQLite.
 */
export const SEARCH = `
  SELECT ${MESSAGE_COLUMNS.replace("place", "message.place")}
  FROM words JOIN message ON message.id = words.rowid
  WHERE words MATCH ? AND words.rowid > CAST(? AS INTEGER) AND
    words.rowid < CAST(? AS INTEGER)
  ORDER BY words.rowid DESC LIMIT ?
`;

/** Places that may be read from the same id on. */
interface PlaceGroup {
  readonly after: number;
  readonly places: readonly number[];
}

function groupPlaces(places: SearchQuery["places"]): PlaceGroup[] {
  const byStart = new Map<number, number[]>();
  for (const [place, after] of places) {
    const group = byStart.get(after);
    if (group === undefined) byStart.set(after, [place]);
    else group.push(place);
  }
  return [...byStart].flatMap(([after, all]) => {
    const groups: PlaceGroup[] = [];
    for (let start = 0; start < all.length; start += MAX_PLACES) {
      groups.push({ after, places: all.slice(start, start + MAX_PLACES) });
    }
    return groups;
  });
}

/**
 * Writes down what is wanted. (sqlite.org/fts5.html, "Full-text Query Syntax")
 *
 * @param places None: wherever it was said.
 */
function toMatch(
  { phrases, from }: Wanted,
  places: readonly number[],
): string {
  const conditions = [
    ...phrases.map(({ words, isPrefix }) =>
      `text : "${words}"${isPrefix ? " *" : ""}`
    ),
    ...(from === undefined ? [] : [`nick : ${nickToken(from)}`]),
    ...(places.length === 0
      ? []
      : [`place : (${places.map(placeToken).join(" OR ")})`]),
  ];
  return conditions.join(" AND ");
}
