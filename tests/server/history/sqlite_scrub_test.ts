import { assertEquals } from "@std/assert/equals";
import { SqliteStore } from "../../../server/history/sqlite_store.ts";
import { message } from "./open_stores.ts";

const HOUR_MS = 60 * 60 * 1_000;
const SECRET = "xyzzy";

interface Scene {
  readonly store: SqliteStore;
  /** Takes a message out, and lets it be dealt with in the background. */
  readonly remove: (id: number) => void;
  /** Does what is done in the background. */
  readonly tidy: () => void;
  /** Lets time pass. */
  readonly wait: (ms: number) => void;
}

/**
 * Fills a store, in several turns, so that its index has several parts; message
 * 100 has the secret.
 *
 * @returns Whether the file has the secret in it at the end.
 */
function isKept(run: (scene: Scene) => void): boolean {
  const folder = Deno.makeTempDirSync();
  let now = 0;
  try {
    const path = `${folder}/a.db`;
    const store = new SqliteStore(path, { now: () => now });
    for (let id = 1; id <= 300; id++) {
      const text = id === 100 ? `${SECRET} here` : `word ${id}`;
      store.append(message(id, { text }));
      if (id % 30 > 0) continue;
      store.commit();
      store.tidy(1_000);
    }
    const tidy = () => {
      while (store.tidy(1_000));
    };
    const remove = (id: number) => {
      store.remove(id);
      store.commit();
    };
    run({ store, remove, tidy, wait: (ms) => void (now += ms) });
    store.close();
    const bytes = Deno.readFileSync(path);
    return new TextDecoder("latin1").decode(bytes).includes(SECRET);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

Deno.test("what was taken back is in the file no more, once there was time", async (t) => {
  const rows: {
    readonly name: string;
    readonly run: (scene: Scene) => void;
  }[] = [
    { name: "removed", run: ({ store }) => store.remove(100) },
    { name: "edited", run: ({ store }) => store.replace(message(100)) },
  ];
  for (const { name, run } of rows) {
    await t.step(name, () => {
      const kept = isKept((scene) => {
        run(scene);
        scene.store.commit();
        scene.tidy();
      });

      assertEquals(kept, false);
    });
  }
});

Deno.test("the index is written anew once an hour at most", () => {
  let isIdle = false;

  const kept = isKept(({ store, remove, tidy, wait }) => {
    remove(50);
    tidy();
    remove(100);
    isIdle = !store.tidy(1_000);
    wait(HOUR_MS);
    tidy();
  });

  assertEquals({ isIdle, kept }, { isIdle: true, kept: false });
});

Deno.test("what is taken out while the index is written anew goes with the next time", () => {
  const kept = isKept(({ store, remove, tidy, wait }) => {
    remove(50);
    store.tidy(1_000);
    remove(100);
    tidy();
    wait(HOUR_MS);
    tidy();
  });

  assertEquals(kept, false);
});
