import { assertEquals } from "@std/assert/equals";
import { assertThrows } from "@std/assert/throws";
import { DatabaseSync } from "node:sqlite";
import { migrate, MIGRATIONS } from "../../../server/history/sqlite_schema.ts";

/** A database of version 1, as the first program that kept one left it. */
function openVersion1(): DatabaseSync {
  const db = new DatabaseSync(":memory:");
  migrate(db, MIGRATIONS.slice(0, 1));
  db.exec(`
    INSERT INTO message VALUES (5, 1, 1, 5000, 'a.1', NULL,
      '["s-5","PRIVMSG","ann!u@h",["#x","hello"]]');
    INSERT INTO place VALUES (1, '#x', '#x', NULL);
  `);
  return db;
}

function versionOf(db: DatabaseSync): unknown {
  return db.prepare("PRAGMA user_version").get()!["user_version"];
}

Deno.test("migrate() brings an older database to the newest version", () => {
  using db = openVersion1();
  const steps = [
    ...MIGRATIONS.slice(0, 1),
    "ALTER TABLE place ADD COLUMN topic TEXT",
    "UPDATE place SET topic = name",
  ];

  migrate(db, steps);

  assertEquals(versionOf(db), 3);
  assertEquals(db.prepare("SELECT topic FROM place").get()!["topic"], "#x");
  assertEquals(db.prepare("SELECT id FROM message").get()!["id"], 5);
});

Deno.test("migrate() does nothing to a database of the newest version", () => {
  using db = openVersion1();

  migrate(db, MIGRATIONS.slice(0, 1));

  assertEquals(versionOf(db), 1);
  assertEquals(db.prepare("SELECT id FROM message").get()!["id"], 5);
});

Deno.test("migrate() does a step as a whole, or not at all", () => {
  using db = openVersion1();
  const steps = [
    ...MIGRATIONS.slice(0, 1),
    "UPDATE place SET name = 'two'",
    "UPDATE place SET name = 'three'; INSERT INTO nowhere VALUES (1)",
  ];

  assertThrows(() => migrate(db, steps), Error, "nowhere");

  assertEquals(db.isTransaction, false);
  assertEquals(versionOf(db), 2);
  assertEquals(db.prepare("SELECT name FROM place").get()!["name"], "two");
});

Deno.test("migrate() makes the newest version from nothing", () => {
  using db = new DatabaseSync(":memory:");

  migrate(db);

  assertEquals(versionOf(db), MIGRATIONS.length);
});
