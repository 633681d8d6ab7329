import { assertEquals } from "@std/assert/equals";
import { assertThrows } from "@std/assert/throws";
import { DatabaseSync } from "node:sqlite";
import { SqliteConnection } from "../../../server/history/sqlite_connection.ts";
import { StoreError } from "../../../server/history/store_error.ts";

/** A database of one table, `t`, with one column, `a`. */
function open(): { db: DatabaseSync; connection: SqliteConnection } {
  const db = new DatabaseSync(":memory:");
  db.exec("CREATE TABLE t (a INTEGER PRIMARY KEY)");
  const connection = new SqliteConnection(db, {
    checkFile: () => {},
    onFull: () => {},
  });
  return { db, connection };
}

function insert(connection: SqliteConnection, value: number): void {
  connection.run("INSERT INTO t VALUES (?)", value);
}

function valuesOf(connection: SqliteConnection): number[] {
  return connection.all<{ a: number }>("SELECT a FROM t ORDER BY a")
    .map(({ a }) => a);
}

Deno.test("SqliteConnection makes all of a turn last, or nothing", () => {
  const { connection } = open();
  insert(connection, 1);
  connection.commit();

  insert(connection, 2);
  assertThrows(() => insert(connection, 1), StoreError, "UNIQUE");
  insert(connection, 3);
  assertEquals(valuesOf(connection), [1, 3]);
  assertThrows(() => connection.commit(), StoreError, "UNIQUE");

  assertEquals(valuesOf(connection), [1]);
  connection.commit();
  insert(connection, 4);
  connection.commit();
  assertEquals(valuesOf(connection), [1, 4]);
  connection.close();
});

Deno.test("SqliteConnection does not hide that a mistake of ours lost a turn", () => {
  const { connection } = open();

  insert(connection, 1);
  assertThrows(
    () => connection.first("SELECT 9007199254740993 AS a"),
    RangeError,
  );

  assertThrows(() => connection.commit(), StoreError, "made a mistake");
  assertEquals(valuesOf(connection), []);
  connection.close();
});

Deno.test("SqliteConnection loses nothing by a failure where nothing waits", () => {
  const { connection } = open();

  assertThrows(() => connection.first("SELECT nothing"), StoreError);
  insert(connection, 1);
  connection.commit();

  assertEquals(valuesOf(connection), [1]);
  connection.close();
});

Deno.test("SqliteConnection.apart() is a turn of its own where there is none", () => {
  const { db, connection } = open();

  connection.apart(() => insert(connection, 1));
  assertEquals(db.isTransaction, false);
  assertThrows(() =>
    connection.apart(() => {
      insert(connection, 2);
      insert(connection, 1);
    }), StoreError);
  connection.commit();
  insert(connection, 3);
  connection.apart(() => insert(connection, 4));
  assertEquals(db.isTransaction, true);
  connection.commit();

  assertEquals(valuesOf(connection), [1, 3, 4]);
  connection.close();
});

Deno.test("SqliteConnection.insist() does again what was lost", () => {
  const { connection } = open();
  const sql = "INSERT OR IGNORE INTO t VALUES (?)";

  connection.insist(sql, 1);
  assertThrows(() => connection.run("INSERT INTO t VALUES (1)"), StoreError);
  assertThrows(() => connection.commit(), StoreError);
  assertEquals(valuesOf(connection), []);
  connection.catchUp();
  assertEquals(valuesOf(connection), [1]);
  connection.commit();

  assertEquals(valuesOf(connection), [1]);
  connection.close();
});

Deno.test("SqliteConnection.insist() takes no more than it can keep in mind", () => {
  const { connection } = open();
  const sql = "INSERT OR IGNORE INTO t VALUES (?)";
  for (let value = 1; value <= 10_000; value++) connection.insist(sql, value);

  assertThrows(() => connection.insist(sql, 10_001), StoreError, "too much");
  assertThrows(() => connection.commit(), StoreError);
  insert(connection, 20_000);
  connection.commit();

  assertEquals(valuesOf(connection).length, 10_001);
  connection.close();
});
