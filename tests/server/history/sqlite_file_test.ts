import { assertEquals } from "@std/assert/equals";
import { assertThrows } from "@std/assert/throws";
import { basename, dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { SqliteStore } from "../../../server/history/sqlite_store.ts";
import { StoreError } from "../../../server/history/store_error.ts";
import { ALL, testFaults } from "./faulty_store.ts";
import { idsOf, message } from "./open_stores.ts";

testFaults(
  "says that the file was taken away while it runs",
  ({ path, store, pass }) => {
    store.append(message(1));
    store.commit();

    Deno.renameSync(path, `${path}.old`);
    pass(1_000);
    store.append(message(2));
    const error = assertThrows(() => store.commit(), StoreError);
    assertEquals(
      error.message,
      "Cannot store what is said as the file is not where it was",
    );
    store.append(message(3));
    assertThrows(() => store.commit(), StoreError);

    Deno.renameSync(`${path}.old`, path);
    store.append(message(4));
    store.commit();
    assertEquals(idsOf(store.list(ALL)), [1, 4]);
  },
);

testFaults("says that the file is another one now", ({ path, store, pass }) => {
  Deno.renameSync(path, `${path}.old`);
  Deno.writeTextFileSync(path, "");
  pass(1_000);

  store.append(message(1));

  assertThrows(() => store.commit(), StoreError, "not where it was");
});

/** Gives what is on the disk: what is left if the process ends here. */
function readLeft(path: string): number[] {
  const folder = Deno.makeTempDirSync();
  for (const end of ["", "-wal"]) {
    if (!hasFile(path + end)) continue;
    Deno.copyFileSync(path + end, `${folder}/a.db${end}`);
  }
  const left = new SqliteStore(`${folder}/a.db`, { now: () => 0 });
  const ids = idsOf(left.list(ALL));
  left.close();
  Deno.removeSync(folder, { recursive: true });
  return ids;
}

function hasFile(path: string): boolean {
  return [...Deno.readDirSync(dirname(path))]
    .some(({ name }) => name === basename(path));
}

testFaults(
  "saves what was said when the log beside the file is taken away",
  ({ path, store }) => {
    store.append(message(1));
    store.commit();

    Deno.removeSync(`${path}-wal`);
    store.append(message(2));
    store.commit();

    assertEquals(readLeft(path), [1, 2]);
    store.append(message(3));
    store.commit();
    assertEquals(readLeft(path), [1, 2, 3]);
  },
);

testFaults(
  "saves it also when nothing is said any more",
  ({ path, store }) => {
    store.append(message(1));
    store.commit();

    Deno.removeSync(`${path}-wal`);
    store.tidy(1);

    assertEquals(readLeft(path), [1]);
  },
);

testFaults(
  "refuses what is said while it cannot begin another log",
  ({ path, store, pass }) => {
    store.append(message(1));
    store.commit();
    const other = new DatabaseSync(path, { readOnly: true });
    other.exec("BEGIN");
    other.prepare("SELECT id FROM message").all();

    Deno.removeSync(`${path}-wal`);
    for (const id of [2, 3]) {
      store.append(message(id));
      const error = assertThrows(() => store.commit(), StoreError);
      assertEquals(
        error.message,
        "Cannot store what is said as the file's -wal was taken away",
      );
    }
    assertEquals(idsOf(store.list(ALL)), [1]);
    assertThrows(() => store.tidy(1), StoreError, "-wal");

    other.close();
    pass(1_000);
    store.append(message(4));
    store.commit();
    assertEquals(readLeft(path), [1, 4]);
  },
);

testFaults(
  "goes on when the memory that SQLite shares is taken away",
  ({ path, store }) => {
    store.append(message(1));
    store.commit();

    Deno.removeSync(`${path}-shm`);
    store.append(message(2));
    store.commit();

    assertEquals(readLeft(path), [1, 2]);
  },
);

Deno.test("SqliteStore refuses what comes when it is closed", () => {
  const folder = Deno.makeTempDirSync();
  const store = new SqliteStore(`${folder}/a.db`, { now: () => 0 });
  store.append(message(1));
  store.close();

  assertThrows(() => store.saveValue("a", "b"), StoreError, "has ended");
  assertThrows(() => store.find(1), StoreError, "has ended");
  store.append(message(2));
  assertThrows(() => store.commit(), StoreError, "has ended");

  Deno.removeSync(folder, { recursive: true });
});
