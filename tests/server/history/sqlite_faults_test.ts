import { assertEquals } from "@std/assert/equals";
import { assertThrows } from "@std/assert/throws";
import { DatabaseSync } from "node:sqlite";
import { StoreError } from "../../../server/history/store_error.ts";
import { ALL, testFaults } from "./faulty_store.ts";
import { idsOf, message } from "./open_stores.ts";

/** Lets the database grow no more, or again. */
function fill(db: DatabaseSync, isFull = true): void {
  db.exec(`PRAGMA max_page_count = ${isFull ? 1 : 1_000_000}`);
}

const LONG = "x".repeat(20_000);

testFaults(
  "says that the disk is full, and goes on when it is not",
  ({ store, db }) => {
    store.append(message(1));
    store.commit();

    fill(db);
    store.append(message(2));
    store.append(message(3, { text: LONG, sendId: "3".repeat(32) }));
    const error = assertThrows(() => store.commit(), StoreError);
    assertEquals(
      error.message,
      "Cannot store what is said as the disk is full",
    );

    assertEquals(idsOf(store.list(ALL)), [1]);
    assertEquals(store.findSent("3".repeat(32)), undefined);
    store.commit();
    store.append(message(4, { text: LONG }));
    assertThrows(() => store.commit(), StoreError);

    fill(db, false);
    store.append(message(5, { text: LONG }));
    store.commit();
    assertEquals(idsOf(store.list(ALL)), [1, 5]);
  },
);

testFaults(
  "loses all of a turn if a part of it cannot be stored",
  ({ store, db }) => {
    store.openChannel("#before");
    store.saveValue("a", "before");
    store.commit();
    const rest = () => {
      store.saveValue("a", "after");
      store.append(message(1));
      store.saveMark("a", "#x", 1);
    };

    fill(db);
    rest();
    store.append(message(2, { text: LONG }));
    // Reading has to write what waits.
    assertThrows(() => store.find(1), StoreError);
    store.append(message(3));
    assertThrows(() => store.commit(), StoreError);

    assertEquals(store.value("a"), "before");
    assertEquals(store.marks("a"), new Map());
    assertEquals(store.list(ALL), []);
    rest();
    store.commit();
    assertEquals(store.value("a"), "after");
    assertEquals(idsOf(store.list(ALL)), [1]);
  },
);

testFaults(
  "gives no number to two places where one was lost",
  ({ store, db }) => {
    fill(db);
    const lost = store.openChannel("#lost").place;
    const talk = store.openConversation("a", "b");
    store.append(message(1, { text: LONG }));
    assertThrows(() => store.commit(), StoreError);

    fill(db, false);
    assertEquals(store.findChannel("#lost")?.place, lost);
    assertEquals(store.openChannel("#LOST").place, lost);
    const next = store.openChannel("#next").place;
    assertEquals(new Set([lost, talk, next]).size, 3);
    store.append(message(2, { place: lost }));
    store.commit();
    assertEquals(store.openChannel("#lost").place, lost);
    assertEquals(store.conversations("b"), new Map([[talk, "a"]]));
  },
);

testFaults(
  "goes on with what is only read while nothing can be stored",
  ({ store, db }) => {
    store.append(message(1, { text: "found" }));
    store.commit();
    const query = {
      terms: [{ text: "found", isPrefix: false }],
      places: new Map([[1, 0]]),
      limit: 1,
    };

    db.exec("PRAGMA query_only = ON");
    store.append(message(2));
    const error = assertThrows(() => store.commit(), StoreError);

    assertEquals(
      error.message,
      "Cannot store what is said as the file or its disk is read-only",
    );
    assertEquals(store.find(1), message(1, { text: "found" }));
    assertEquals(idsOf(store.list(ALL)), [1]);
    assertEquals(idsOf(store.search(query)), [1]);
    assertThrows(() => store.prune({ before: 1e12, perPlace: 1, limit: 9 }));
    store.commit();

    db.exec("PRAGMA query_only = OFF");
    store.append(message(3, { text: "found" }));
    store.commit();
    assertEquals(idsOf(store.search(query)), [3]);
  },
);

testFaults("says that somebody else writes to the file", ({ path, store }) => {
  const other = new DatabaseSync(path);
  other.exec("BEGIN IMMEDIATE");

  store.append(message(1));
  const error = assertThrows(() => store.commit(), StoreError);
  other.exec("ROLLBACK");
  other.close();

  assertEquals(
    error.message,
    "Cannot store what is said as another program uses the file",
  );
  store.append(message(2));
  store.commit();
  assertEquals(idsOf(store.list(ALL)), [2]);
});

testFaults("lets others read the file", ({ path, store }) => {
  store.append(message(1));
  store.commit();

  const other = new DatabaseSync(path, { readOnly: true });
  other.exec("BEGIN");
  const row = other.prepare("SELECT count(*) AS count FROM message").get();
  store.append(message(2));
  store.commit();
  other.close();

  assertEquals(row?.["count"], 1);
  assertEquals(idsOf(store.list(ALL)), [1, 2]);
});

testFaults("says that the file is damaged", ({ path, store, db }) => {
  for (let id = 1; id <= 100; id++) store.append(message(id, { text: LONG }));
  store.commit();
  db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  {
    using file = Deno.openSync(path, { write: true });
    file.seekSync(4_096, Deno.SeekMode.Start);
    file.writeSync(new Uint8Array(1_000_000).fill(0xaa));
  }
  // Nothing of it is remembered.
  db.exec("PRAGMA shrink_memory");

  const error = assertThrows(() => store.list(ALL), StoreError);

  assertEquals(
    error.message,
    "Cannot read what is said as the file is damaged",
  );
});

testFaults("keeps its log short beside a small file", ({ path, store }) => {
  const sizes: number[] = [];
  for (let id = 1; id <= 1_000; id++) {
    store.append(message(id));
    store.commit();
    sizes.push(Deno.statSync(`${path}-wal`).size);
  }

  // Where nothing was moved it would be some 15 MB.
  assertEquals(Math.max(...sizes) < 1_500_000, true);
});

testFaults(
  "makes room when the disk is full, for what comes next",
  ({ path, store, db }) => {
    store.append(message(1, { text: LONG }));
    store.commit();
    assertEquals(Deno.statSync(`${path}-wal`).size > 0, true);

    fill(db);
    store.append(message(2, { text: LONG }));
    assertThrows(() => store.commit(), StoreError);

    assertEquals(Deno.statSync(`${path}-wal`).size, 0);
  },
);
