import { DatabaseSync } from "node:sqlite";
import { SqliteConnection } from "./sqlite_connection.ts";
import { toOpenError } from "./sqlite_error.ts";
import { SqliteFile } from "./sqlite_file.ts";
import { SqliteIndex } from "./sqlite_index.ts";
import { SqliteLeftovers } from "./sqlite_leftovers.ts";
import { SqliteLog } from "./sqlite_log.ts";
import { SqliteMessages } from "./sqlite_messages.ts";
import { SqlitePeople } from "./sqlite_people.ts";
import { SqlitePlaces } from "./sqlite_places.ts";
import { SqlitePrune } from "./sqlite_prune.ts";
import { checkVersion, migrate } from "./sqlite_schema.ts";
import { SqliteScrub } from "./sqlite_scrub.ts";
import { SqliteSearch } from "./sqlite_search.ts";
import type {
  PruneLimits,
  RangeQuery,
  SearchQuery,
  Store,
  StoredChannel,
  StoredMessage,
} from "./store.ts";
import { KIND_NUMBERS } from "./stored_body.ts";

/** How long somebody else's lock is waited for, such as a backup's. */
const LOCKED_MS = 500;

/**
 * How what is said is kept: a crash, of the machine, too, loses nothing that was
 * committed; and what was taken away is not to be found in the file.
 */
const SETTINGS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA secure_delete = ON;
  PRAGMA journal_size_limit = ${64 * 1024 * 1024};
  PRAGMA cache_size = -${16 * 1024};
`;

/** What a store in a file needs of the world. */
export interface SqliteStoreDeps {
  /** Gives milliseconds since 1970. */
  readonly now: () => number;
  /** Opens a database that is there. */
  readonly openDatabase?: (path: string) => DatabaseSync;
}

/** Keeps what was said in a file. */
export class SqliteStore implements Store {
  readonly path: string;
  readonly #file: SqliteFile;
  readonly #connection: SqliteConnection;
  readonly #messages: SqliteMessages;
  readonly #index: SqliteIndex;
  readonly #search: SqliteSearch;
  readonly #scrub: SqliteScrub;
  readonly #prune: SqlitePrune;
  readonly #places: SqlitePlaces;
  readonly #people: SqlitePeople;

  /** @throws {OpenError} If the path, an absolute one, cannot be used. */
  constructor(
    path: string,
    { now, openDatabase = openWithPatience }: SqliteStoreDeps,
  ) {
    this.path = path;
    const file = new SqliteFile(path);
    this.#file = file;
    let db: DatabaseSync | undefined;
    try {
      db = openDatabase(file.path);
      checkVersion(db);
      db.exec(SETTINGS);
      migrate(db);
      const log = new SqliteLog(db, { path: file.path, now });
      const connection = new SqliteConnection(db, {
        checkFile() {
          file.check();
          log.check();
        },
        onFull: () => log.free(),
      });
      this.#connection = connection;
      this.#messages = new SqliteMessages(connection);
      this.#index = new SqliteIndex(connection, { now });
      this.#search = new SqliteSearch(connection, this.#index);
      this.#scrub = new SqliteScrub(connection, { now });
      this.#places = new SqlitePlaces(connection);
      this.#people = new SqlitePeople(connection, now);
      this.#prune = new SqlitePrune(connection, {
        messages: this.#messages,
        index: this.#index,
        leftovers: new SqliteLeftovers(connection, this.#places),
      });
      // What a start reads: if it is damaged, that is said here, with the path.
      this.#places.channels();
      this.#people.checkValues();
    } catch (error) {
      db?.close();
      file.refuse();
      throw toOpenError(error, path);
    }
  }

  get lastId(): number {
    return this.#messages.lastId;
  }

  append(message: StoredMessage): void {
    this.#messages.append(message);
    this.#index.countIn(message);
    this.#prune.countIn(message);
  }

  commit(): void {
    try {
      if (this.#connection.isPending) this.#index.keepUp();
    } finally {
      this.#connection.commit();
    }
  }

  replace(message: StoredMessage): void {
    this.#messages.replace(message);
    this.#index.replace(message);
    this.#scrub.schedule();
  }

  remove(id: number): void {
    const found = this.#messages.find(id);
    if (found === undefined) return;
    const { place, kind } = found;
    this.#prune.take([{ id, place, kind: KIND_NUMBERS[kind] }]);
    if (kind === "said") this.#scrub.schedule();
  }

  find(id: number): StoredMessage | undefined {
    return this.#messages.find(id);
  }

  findSent(sendId: string): StoredMessage | undefined {
    return this.#messages.findSent(sendId);
  }

  list(query: RangeQuery): StoredMessage[] {
    return this.#messages.list(query);
  }

  firstSince(time: number): number | undefined {
    return this.#messages.firstSince(time);
  }

  prepareSearch(): boolean {
    return this.#index.prepare();
  }

  search(query: SearchQuery): StoredMessage[] {
    return this.#search.search(query);
  }

  tidy(limit: number): boolean {
    this.#connection.check();
    return this.#connection.apart(() =>
      this.#index.indexSome(limit) || this.#scrub.step()
    );
  }

  prune(limits: PruneLimits): boolean {
    return this.#connection.apart(() => this.#prune.prune(limits));
  }

  findChannel(name: string): StoredChannel | undefined {
    return this.#places.findChannel(name);
  }

  openChannel(name: string): StoredChannel {
    return this.#places.openChannel(name);
  }

  channels(): StoredChannel[] {
    return this.#places.channels();
  }

  saveChannel(place: number, state: string | undefined): void {
    this.#places.saveChannel(place, state);
  }

  renameChannel(place: number, name: string): void {
    this.#places.renameChannel(place, name);
  }

  closeChannel(place: number): void {
    this.#places.closeChannel(place);
  }

  findConversation(one: string, other: string): number | undefined {
    return this.#places.findConversation(one, other);
  }

  openConversation(one: string, other: string): number {
    return this.#places.openConversation(one, other);
  }

  conversations(identity: string): Map<number, string> {
    return this.#places.conversations(identity);
  }

  findPartner(place: number, identity: string): string | undefined {
    return this.#places.findPartner(place, identity);
  }

  saveIdentity(identity: string, secretHash: string): void {
    this.#people.saveIdentity(identity, secretHash);
  }

  findIdentity(secretHash: string): string | undefined {
    return this.#people.findIdentity(secretHash);
  }

  marks(identity: string): Map<string, number> {
    return this.#people.marks(identity);
  }

  saveMark(identity: string, target: string, time: number | undefined): void {
    this.#people.saveMark(identity, target, time);
  }

  value(name: string): string | undefined {
    return this.#people.value(name);
  }

  saveValue(name: string, value: string): void {
    this.#people.saveValue(name, value);
  }

  close(): void {
    try {
      this.#connection.close();
    } finally {
      this.#file.close();
    }
  }
}

function openWithPatience(path: string): DatabaseSync {
  return new DatabaseSync(path, { timeout: LOCKED_MS });
}
