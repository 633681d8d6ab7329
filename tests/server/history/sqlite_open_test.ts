import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import { assertThrows } from "@std/assert/throws";
import { DatabaseSync } from "node:sqlite";
import { OpenError } from "../../../server/history/open_error.ts";
import { openStore } from "../../../server/history/open_store.ts";
import { SqliteStore } from "../../../server/history/sqlite_store.ts";
import { message } from "./open_stores.ts";

/** Where files have modes that mean something. */
const HAS_MODES = Deno.build.os !== "windows";

const DEPS = { now: () => 0 };

/** Runs a test in a folder of its own. */
function inFolder(test: (folder: string) => void): void {
  const folder = Deno.makeTempDirSync();
  try {
    test(folder);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

/** Gives the permissions of a file, in octal digits. */
function modeOf(path: string): string {
  return (Deno.statSync(path).mode! & 0o777).toString(8);
}

Deno.test({
  name: "SqliteStore makes files and folders for their owner alone",
  ignore: !HAS_MODES,
  fn: () =>
    inFolder((folder) => {
      const path = `${folder}/one/two/a.db`;

      const store = new SqliteStore(path, DEPS);
      store.append(message(1));
      store.commit();

      const modes = ["", "-wal", "-shm", ".lock"].map((end) =>
        modeOf(path + end)
      );
      store.close();
      assertEquals(modes, ["600", "600", "600", "600"]);
      assertEquals(modeOf(`${folder}/one`), "700");
      assertEquals(modeOf(`${folder}/one/two`), "700");
    }),
});

Deno.test("SqliteStore waits for the disk before it says that it is stored", () => {
  inFolder((folder) => {
    let db!: DatabaseSync;
    const store = new SqliteStore(`${folder}/a.db`, {
      ...DEPS,
      openDatabase: (path) => db = new DatabaseSync(path),
    });
    const read = (name: string) =>
      Object.values(db.prepare(`PRAGMA ${name}`).get()!)[0];

    const got = ["journal_mode", "synchronous", "secure_delete"].map(read);

    store.close();
    const FULL = 2;
    assertEquals(got, ["wal", FULL, 1]);
  });
});

Deno.test("SqliteStore leaves one file behind, and its lock", () => {
  inFolder((folder) => {
    const store = new SqliteStore(`${folder}/a.db`, DEPS);
    store.append(message(1));
    store.close();

    const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

    assertEquals(names, ["a.db", "a.db.lock"]);
  });
});

Deno.test("SqliteStore finds after a crash what was committed, and no more", () => {
  inFolder((folder) => {
    const path = `${folder}/a.db`;
    const store = new SqliteStore(path, DEPS);
    store.append(message(1));
    store.commit();
    store.append(message(2));
    store.find(2);

    // What a crash leaves on the disk.
    const left = `${folder}/left.db`;
    for (const end of ["", "-wal"]) Deno.copyFileSync(path + end, left + end);
    store.close();

    const later = new SqliteStore(left, DEPS);
    assertEquals(later.find(1), message(1));
    assertEquals(later.find(2), undefined);
    later.close();
  });
});

Deno.test("openStore() takes a name for a file that SQLite has a meaning for", () => {
  inFolder((folder) => {
    const before = Deno.cwd();
    Deno.chdir(folder);
    try {
      for (const name of [":memory:", "file:a.db?mode=memory"]) {
        openStore(name, DEPS).close();

        assertEquals(Deno.statSync(`${folder}/${name}`).size > 0, true);
      }
    } finally {
      Deno.chdir(before);
    }
  });
});

Deno.test("openStore() keeps nothing without a file", () => {
  const store = openStore(undefined, DEPS);

  assertEquals(store.path, undefined);
});

Deno.test("SqliteStore says that another server uses the file, until it ends", () => {
  inFolder((folder) => {
    const path = `${folder}/a.db`;
    const first = new SqliteStore(path, DEPS);
    first.append(message(1));

    const error = assertThrows(() => new SqliteStore(path, DEPS), OpenError);
    first.close();
    const second = new SqliteStore(path, DEPS);

    assertMatch(
      error.message,
      /^Cannot open ".*" as another chat serve uses it: stop that one, or .*--db$/,
    );
    assertEquals(second.find(1), message(1));
    second.close();
  });
});
