import { assertEquals } from "@std/assert/equals";
import { assertNotEquals } from "@std/assert/not-equals";
import { SqliteStore } from "../../../server/history/sqlite_store.ts";
import { message } from "./open_stores.ts";

const DAY_MS = 86_400_000;

/** A store whose time the test sets, and what prunes it to the end. */
interface Rig {
  readonly store: SqliteStore;
  readonly setTime: (now: number) => void;
  readonly prune: (before: number) => void;
}

function testLeftovers(name: string, test: (rig: Rig) => void): void {
  Deno.test(`SqliteStore ${name}`, () => {
    const folder = Deno.makeTempDirSync();
    let now = 0;
    const store = new SqliteStore(`${folder}/a.db`, { now: () => now });
    try {
      test({
        store,
        setTime: (time) => now = time,
        prune(before) {
          while (store.prune({ before, perPlace: 1_000, limit: 3 }));
        },
      });
      store.close();
    } finally {
      Deno.removeSync(folder, { recursive: true });
    }
  });
}

testLeftovers(
  "forgets identities that nobody had for so long",
  ({ store, setTime, prune }) => {
    for (let index = 0; index < 20; index++) {
      setTime(index * 1_000);
      store.saveIdentity(`one ${index}`, `hash ${index}`);
    }
    setTime(30_000);
    store.saveIdentity("one 3", "hash 3");

    prune(15_000);

    const left = Array.from({ length: 20 }, (_, index) => index)
      .filter((index) => store.findIdentity(`hash ${index}`) !== undefined);
    assertEquals(left, [3, 15, 16, 17, 18, 19]);
  },
);

testLeftovers("forgets read marks of what is gone", ({ store, prune }) => {
  for (let index = 0; index < 10; index++) {
    store.saveMark(`who ${index % 3}`, `#c${index}`, index * 1_000);
  }

  prune(7_000);

  assertEquals(store.marks("who 0"), new Map([["#c9", 9_000]]));
  assertEquals(store.marks("who 1"), new Map([["#c7", 7_000]]));
  assertEquals(store.marks("who 2"), new Map([["#c8", 8_000]]));
});

testLeftovers(
  "forgets conversations of which all is gone",
  ({ store, prune }) => {
    const gone = store.openConversation("a", "b");
    const kept = store.openConversation("a", "c");
    store.append(message(1, { place: gone, time: 1_000 }));
    store.append(message(2, { place: kept, time: 1_000 }));
    store.append(message(3, { place: kept, time: 9_000 }));

    prune(5_000);

    assertEquals(store.conversations("a"), new Map([[kept, "c"]]));
    assertEquals(store.conversations("b"), new Map());
    assertEquals(store.findConversation("a", "b"), undefined);
    const next = store.openConversation("b", "a");
    assertNotEquals(next, gone);
    assertEquals(store.findConversation("a", "b"), next);
  },
);

testLeftovers(
  "forgets closed channels of which all is gone",
  ({ store, prune }) => {
    const open = store.openChannel("#open").place;
    const gone = store.openChannel("#gone").place;
    const kept = store.openChannel("#kept").place;
    const set = store.openChannel("#set").place;
    for (const [index, place] of [open, gone, kept, set].entries()) {
      store.append(message(index + 1, { place, time: 1_000 }));
    }
    store.append(message(9, { place: kept, time: 9_000 }));
    for (const place of [gone, kept, set]) store.closeChannel(place);
    store.saveChannel(set, "state");

    prune(5_000);
    for (const place of [gone, kept, set]) {
      store.renameChannel(place, `#back${place}`);
    }

    assertEquals(store.findChannel("#open")?.place, open);
    assertEquals(store.findChannel(`#back${gone}`), undefined);
    assertEquals(store.findChannel(`#back${kept}`)?.place, kept);
    assertEquals(store.findChannel(`#back${set}`)?.state, "state");
  },
);

testLeftovers("looks through what is left once a day", ({ store, prune }) => {
  prune(0);
  store.saveMark("a", "#x", 1_000);

  prune(2_000);
  assertEquals(store.marks("a").size, 1);

  prune(DAY_MS);
  assertEquals(store.marks("a").size, 0);
});
