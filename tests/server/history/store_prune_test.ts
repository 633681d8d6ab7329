import { assertEquals } from "@std/assert/equals";
import type { PruneLimits, Store } from "../../../server/history/store.ts";
import { idsOf, message, testStores } from "./open_stores.ts";

const NONE: PruneLimits = { before: 0, perPlace: 1_000_000, limit: 100 };

/** Prunes to the end; gives how many steps that took. */
function pruneAll(store: Store, limits: Partial<PruneLimits>): number {
  let steps = 1;
  while (store.prune({ ...NONE, ...limits })) steps++;
  return steps;
}

/** Gives the ids of what is left. */
function left(store: Store, place = 1): number[] {
  return idsOf(store.list({
    places: [place],
    kinds: ["said", "event", "tags"],
    limit: 1_000_000,
    end: "newest",
  }));
}

testStores("takes away what is too old", ({ store, twice }) => {
  for (let id = 1; id <= 10; id++) {
    store.append(message(id, {
      time: id * 100,
      kind: id % 3 === 0 ? "event" : "said",
      sendId: id.toString(16).padStart(32, "0"),
    }));
  }
  const query = { terms: [], places: new Map([[1, 0]]), limit: 100 };
  store.search(query);

  pruneAll(store, { before: 600 });

  for (const current of twice()) {
    assertEquals(left(current), [6, 7, 8, 9, 10]);
    assertEquals(idsOf(current.search(query)), [10, 8, 7]);
    assertEquals(current.find(5), undefined);
    assertEquals(current.findSent("5".padStart(32, "0")), undefined);
    assertEquals(current.findSent("6".padStart(32, "0"))?.id, 6);
  }
});

testStores(
  "takes away everything where all is too old",
  ({ store, reopen }) => {
    for (let id = 1; id <= 10; id++) store.append(message(id));

    pruneAll(store, { before: 1e12 });

    assertEquals(left(store), []);
    assertEquals(reopen().lastId, 10);
  },
);

testStores(
  "keeps the newest of each kind in each place",
  ({ store, twice }) => {
    for (let id = 1; id <= 100; id++) {
      store.append(message(id, { place: id % 2 === 0 ? 2 : 1 }));
    }
    store.append(message(101, { kind: "event" }));
    store.append(message(102, { kind: "tags", place: 3 }));

    pruneAll(store, { perPlace: 3 });

    for (const current of twice()) {
      assertEquals(left(current), [95, 97, 99, 101]);
      assertEquals(left(current, 2), [96, 98, 100]);
      assertEquals(left(current, 3), [102]);
    }
  },
);

testStores("goes on keeping the newest as more comes", ({ store, reopen }) => {
  let current = store;
  for (let id = 1; id <= 20; id++) {
    current.append(message(id));
    if (id % 4 === 0) pruneAll(current, { perPlace: 5 });
    if (id === 10) current = reopen();
  }

  assertEquals(left(current), [16, 17, 18, 19, 20]);
});

testStores("counts what was taken out by itself", ({ store }) => {
  for (let id = 1; id <= 10; id++) store.append(message(id));
  pruneAll(store, { perPlace: 8 });
  store.remove(5);
  store.remove(10);

  store.append(message(11));
  pruneAll(store, { perPlace: 8 });
  assertEquals(left(store), [3, 4, 6, 7, 8, 9, 11]);

  store.append(message(12));
  store.append(message(13));
  pruneAll(store, { perPlace: 8 });
  assertEquals(left(store), [4, 6, 7, 8, 9, 11, 12, 13]);
});

testStores("takes away more where less is to be kept", ({ store }) => {
  for (let id = 1; id <= 10; id++) store.append(message(id));
  pruneAll(store, { perPlace: 8 });

  pruneAll(store, { perPlace: 2 });

  assertEquals(left(store), [9, 10]);
});

testStores("takes away in small steps", ({ store }) => {
  for (let id = 1; id <= 1_000; id++) store.append(message(id));
  store.commit();

  const hasMore = store.prune({ ...NONE, perPlace: 100, limit: 50 });
  assertEquals(hasMore, true);
  assertEquals(left(store).length >= 950, true);
  const steps = pruneAll(store, { perPlace: 100, limit: 50 });

  assertEquals(steps >= 17, true);
  assertEquals(left(store).length, 100);
  assertEquals(left(store)[0], 901);
});

testStores("finds a little too much in a big place", ({ store }) => {
  for (let id = 1; id <= 9_000; id++) store.append(message(id));
  pruneAll(store, { perPlace: 8_999 });
  assertEquals(left(store)[0], 2);

  for (let id = 9_001; id <= 9_003; id++) store.append(message(id));
  pruneAll(store, { perPlace: 8_999 });

  assertEquals(left(store)[0], 5);
  assertEquals(left(store).length, 8_999);
});

testStores("takes nothing where there is nothing", ({ store }) => {
  const limits = { before: 1e15, perPlace: 1, limit: 10 };

  pruneAll(store, limits);

  assertEquals(store.prune(limits), false);
});
