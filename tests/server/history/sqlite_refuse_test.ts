import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import { assertThrows } from "@std/assert/throws";
import { DatabaseSync } from "node:sqlite";
import { OpenError } from "../../../server/history/open_error.ts";
import { SqliteStore } from "../../../server/history/sqlite_store.ts";

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

Deno.test("SqliteStore refuses what it cannot use, and leaves it alone", async (t) => {
  const rows: readonly {
    name: string;
    make: (path: string) => void;
    want: RegExp;
  }[] = [
    {
      name: "a text",
      make: (path) => Deno.writeTextFileSync(path, "my diary\n".repeat(100)),
      want: /^Cannot open ".*\/a\.db" as it is no database: .* with --db$/,
    },
    {
      name: "a short text",
      make: (path) => Deno.writeTextFileSync(path, "x"),
      want: /as it is no database/,
    },
    {
      name: "the start of a database with nonsense behind it",
      make: (path) =>
        Deno.writeTextFileSync(path, "SQLite format 3\0" + "x".repeat(5_000)),
      want: /as the file is damaged: /,
    },
    {
      name: "the database of another program",
      make(path) {
        using db = new DatabaseSync(path);
        db.exec("CREATE TABLE message (id INTEGER)");
      },
      want: /as it is the database of another program: /,
    },
    {
      name: "the database of another program that says so",
      make(path) {
        using db = new DatabaseSync(path);
        db.exec("PRAGMA application_id = 77; PRAGMA user_version = 1");
      },
      want: /as it is the database of another program: /,
    },
    {
      name: "what a newer version made",
      make(path) {
        new SqliteStore(path, DEPS).close();
        using db = new DatabaseSync(path);
        db.exec("PRAGMA user_version = 1000");
        Deno.removeSync(`${path}.lock`);
      },
      want: /as it was made by a newer version of chat: /,
    },
    {
      name: "what says of itself that it has a version below 0",
      make(path) {
        new SqliteStore(path, DEPS).close();
        using db = new DatabaseSync(path);
        db.exec("PRAGMA user_version = -1");
        Deno.removeSync(`${path}.lock`);
      },
      want: /as it has a version that chat never made: .* with --db, or/,
    },
    {
      name: "a damaged one whose first page is whole",
      make(path) {
        const store = new SqliteStore(path, DEPS);
        for (let id = 1; id <= 100; id++) store.saveValue(`v${id}`, "x");
        store.close();
        Deno.removeSync(`${path}.lock`);
        using file = Deno.openSync(path, { write: true });
        file.seekSync(4_096, Deno.SeekMode.Start);
        file.writeSync(new Uint8Array(file.statSync().size - 4_096).fill(0xaa));
      },
      want: /".*\/a\.db" as the file is damaged: put a copy .* with --db, or/,
    },
    {
      name: "a folder",
      make: (path) => Deno.mkdirSync(path),
      want: /as it is a folder: /,
    },
    {
      name: "a file with two names",
      make(path) {
        new SqliteStore(path, DEPS).close();
        Deno.removeSync(`${path}.lock`);
        Deno.linkSync(path, `${path}.2`);
      },
      want:
        /as it has several names on its disk \(hard links\): take the others .* --db$/,
    },
  ];
  for (const { name, make, want } of rows) {
    await t.step(name, () =>
      inFolder((folder) => {
        const path = `${folder}/a.db`;
        make(path);
        const isFile = Deno.statSync(path).isFile;
        const before = isFile ? Deno.readFileSync(path) : undefined;

        const error = assertThrows(
          () => new SqliteStore(path, DEPS),
          OpenError,
        );

        assertMatch(error.message, want);
        assertEquals(error.message.includes("\n"), false);
        assertEquals(isFile ? Deno.readFileSync(path) : undefined, before);
        // It does not keep the lock either.
        assertThrows(
          () => new SqliteStore(path, DEPS),
          OpenError,
          error.message,
        );
        assertEquals(hasName(folder, "a.db.lock"), false);
      }));
  }
});

/** Whether a folder has something of this name. */
function hasName(folder: string, name: string): boolean {
  return [...Deno.readDirSync(folder)].some((entry) => entry.name === name);
}

Deno.test("SqliteStore says that its path goes through a file", () => {
  inFolder((folder) => {
    Deno.writeTextFileSync(`${folder}/file`, "");

    const error = assertThrows(
      () => new SqliteStore(`${folder}/file/a.db`, DEPS),
      OpenError,
    );

    assertMatch(error.message, /as a part of its path is no folder: /);
  });
});

Deno.test("SqliteStore says that it may not write there", () => {
  const error = assertThrows(
    () => new SqliteStore("/not-allowed/to/tests/a.db", DEPS),
    OpenError,
  );

  assertMatch(error.message, /as Deno was not allowed it: /);
});
