import { foldName } from "../../protocol/names.ts";
import type { SqliteConnection } from "./sqlite_connection.ts";
import { MAX_CONVERSATIONS, type StoredChannel } from "./store.ts";

/** Conversations whose place is remembered. */
const MAX_REMEMBERED = 10_000;

interface PlaceRow {
  readonly place: number;
  readonly name: string;
  readonly state: string | null;
}

const COLUMNS = "id AS place, name, state";

/**
 * The channels and conversations in a database. Others remember the numbers
 * that they are given: so a number is given once, and stays, be it that the
 * turn is lost in which it was given.
 */
export class SqlitePlaces {
  readonly #connection: SqliteConnection;
  readonly #conversations = new Map<string, number>();
  #lastPlace: number;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
    const { place } = connection.first<{ place: number }>(`
      SELECT max(
        coalesce((SELECT max(id) FROM place), 0),
        coalesce((SELECT max(place) FROM message), 0)
      ) AS place
    `)!;
    this.#lastPlace = place;
  }

  findChannel(name: string): StoredChannel | undefined {
    this.#connection.catchUp();
    const row = this.#connection.first<PlaceRow>(
      `SELECT ${COLUMNS} FROM place WHERE folded = ?`,
      foldName(name),
    );
    return row && toChannel(row);
  }

  openChannel(name: string): StoredChannel {
    const known = this.findChannel(name);
    if (known !== undefined) return known;
    const place = ++this.#lastPlace;
    this.#connection.insist(
      "INSERT OR IGNORE INTO place (id, name, folded) VALUES (?, ?, ?)",
      place,
      name,
      foldName(name),
    );
    return { place, name, state: undefined };
  }

  channels(): StoredChannel[] {
    return this.#connection.all<PlaceRow>(
      `SELECT ${COLUMNS} FROM place WHERE state IS NOT NULL ORDER BY id`,
    ).map(toChannel);
  }

  saveChannel(place: number, state: string | undefined): void {
    this.#connection.run(
      "UPDATE place SET state = ? WHERE id = ? AND name IS NOT NULL",
      state === undefined ? null : JSON.stringify(state),
      place,
    );
  }

  renameChannel(place: number, name: string): void {
    const folded = foldName(name);
    this.#connection.run(
      "UPDATE place SET folded = NULL WHERE folded = ? AND id <> ?",
      folded,
      place,
    );
    this.#connection.run(
      "UPDATE place SET name = ?, folded = ? WHERE id = ? AND name IS NOT NULL",
      name,
      folded,
      place,
    );
  }

  closeChannel(place: number): void {
    this.#connection.run(
      "UPDATE place SET folded = NULL, state = NULL WHERE id = ?",
      place,
    );
  }

  findConversation(one: string, other: string): number | undefined {
    const key = `${one} ${other}`;
    const known = this.#conversations.get(key);
    if (known !== undefined) return known;
    this.#connection.catchUp();
    const place = this.#connection.first<{ place: number }>(
      "SELECT place FROM conversation WHERE one = ? AND other = ?",
      one,
      other,
    )?.place;
    if (place !== undefined) this.#remember(key, place);
    return place;
  }

  openConversation(one: string, other: string): number {
    const known = this.findConversation(one, other);
    if (known !== undefined) return known;
    const place = ++this.#lastPlace;
    this.#connection.insist(
      "INSERT OR IGNORE INTO place (id) VALUES (?)",
      place,
    );
    for (const [from, to] of [[one, other], [other, one]] as const) {
      this.#connection.insist(
        "INSERT OR IGNORE INTO conversation (one, other, place) VALUES (?, ?, ?)",
        from,
        to,
        place,
      );
    }
    this.#remember(`${one} ${other}`, place);
    return place;
  }

  conversations(identity: string): Map<number, string> {
    this.#connection.catchUp();
    const rows = this.#connection.all<{ place: number; other: string }>(
      `SELECT place, other FROM conversation WHERE one = ?
        ORDER BY place DESC LIMIT ?`,
      identity,
      MAX_CONVERSATIONS,
    );
    return new Map(rows.map(({ place, other }) => [place, other]));
  }

  findPartner(place: number, identity: string): string | undefined {
    this.#connection.catchUp();
    return this.#connection.first<{ other: string }>(
      "SELECT other FROM conversation WHERE one = ? AND place = ?",
      identity,
      place,
    )?.other;
  }

  /** Forgets what it remembers besides what is in the database. */
  forget(): void {
    this.#conversations.clear();
  }

  #remember(key: string, place: number): void {
    if (this.#conversations.size >= MAX_REMEMBERED) this.#conversations.clear();
    this.#conversations.set(key, place);
  }
}

function toChannel({ place, name, state }: PlaceRow): StoredChannel {
  return {
    place,
    name,
    state: state === null ? undefined : JSON.parse(state),
  };
}
