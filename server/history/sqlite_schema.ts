import type { DatabaseSync } from "node:sqlite";

/**
 * Has SQLite know the file for ours: "chat". (sqlite.org/pragma.html,
 * application_id)
 */
const APPLICATION_ID = 0x63686174;

/**
 * What makes of a database of one version one of the next; the first of an
 * empty one the first. What stands here is never changed, as files have it.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    place INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    time INTEGER NOT NULL,
    author TEXT NOT NULL,
    send_id TEXT,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX message_place ON message (place, kind);
  CREATE UNIQUE INDEX message_send_id ON message (send_id)
    WHERE send_id IS NOT NULL;
  -- Of what is said: its words, p and the number of the place, n and the folded
  -- nick of who said it in hexadecimal digits; all in ASCII or as words that are
  -- parted already.
  CREATE VIRTUAL TABLE words USING fts5 (
    text, place, nick,
    content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3'
  );
  -- Merging parts of the index is what takes long: so seldom, and not for what
  -- is taken out, which goes with the next merge anyway: see sqlite_scrub.ts.
  INSERT INTO words (words, rank) VALUES ('automerge', 8);
  INSERT INTO words (words, rank) VALUES ('deletemerge', 0);
  -- folded: the name that it is found by; conversations and what is closed
  -- have none.
  CREATE TABLE place (
    id INTEGER PRIMARY KEY,
    name TEXT,
    folded TEXT UNIQUE,
    state TEXT
  ) STRICT;
  CREATE TABLE conversation (
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (one, other)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE identity (
    secret_hash TEXT PRIMARY KEY,
    identity TEXT NOT NULL,
    seen INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE mark (
    identity TEXT NOT NULL,
    target TEXT NOT NULL,
    time INTEGER NOT NULL,
    PRIMARY KEY (identity, target)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
];

/**
 * Makes sure that a database is one that this program knows; changes nothing.
 *
 * @throws {RangeError} If it is none of ours, or of another version: why.
 */
export function checkVersion(
  db: DatabaseSync,
  migrations: readonly string[] = MIGRATIONS,
): void {
  const version = readNumber(db, "user_version");
  if (readNumber(db, "application_id") !== APPLICATION_ID) {
    const { count } = db.prepare("SELECT count(*) AS count FROM sqlite_schema")
      .get() as { count: number };
    if (version !== 0 || count > 0) {
      throw new RangeError("it is the database of another program");
    }
  }
  if (version < 0) {
    throw new RangeError("it has a version that chat never made");
  }
  if (version > migrations.length) {
    throw new RangeError("it was made by a newer version of chat");
  }
}

/** Brings a database to the newest version, each step a transaction. */
export function migrate(
  db: DatabaseSync,
  migrations: readonly string[] = MIGRATIONS,
): void {
  let version = readNumber(db, "user_version");
  for (; version < migrations.length; version++) {
    db.exec("BEGIN IMMEDIATE");
    try {
      db.exec(migrations[version]!);
      db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
      db.exec(`PRAGMA user_version = ${version + 1}`);
      db.exec("COMMIT");
    } finally {
      if (db.isTransaction) db.exec("ROLLBACK");
    }
  }
}

function readNumber(db: DatabaseSync, pragma: string): number {
  const row = db.prepare(`PRAGMA ${pragma}`).get();
  return Number(row?.[pragma]);
}
