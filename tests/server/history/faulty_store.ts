import { DatabaseSync } from "node:sqlite";
import { SqliteStore } from "../../../server/history/sqlite_store.ts";
import type { RangeQuery } from "../../../server/history/store.ts";

/** All that is said in place 1. */
export const ALL: RangeQuery = {
  places: [1],
  kinds: ["said"],
  limit: 100_000,
  end: "newest",
};

/** A store whose database the test can make fail. */
export interface Rig {
  readonly path: string;
  readonly store: SqliteStore;
  readonly db: DatabaseSync;
  /** Lets time pass, in milliseconds. */
  readonly pass: (ms: number) => void;
}

/** Tests what a store does when its database fails. */
export function testFaults(name: string, test: (rig: Rig) => void): void {
  Deno.test(`SqliteStore ${name}`, () => {
    const folder = Deno.makeTempDirSync();
    const path = `${folder}/a.db`;
    let db!: DatabaseSync;
    let now = 1_763_000_000_000;
    const store = new SqliteStore(path, {
      now: () => now,
      openDatabase: (path) => db = new DatabaseSync(path),
    });
    try {
      test({ path, store, db, pass: (ms) => now += ms });
      store.close();
    } finally {
      Deno.removeSync(folder, { recursive: true });
    }
  });
}
