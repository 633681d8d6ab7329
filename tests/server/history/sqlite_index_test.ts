import { assertEquals } from "@std/assert/equals";
import type { DatabaseSync } from "node:sqlite";
import { type Rig, testFaults } from "./faulty_store.ts";
import { idsOf, message } from "./open_stores.ts";

/** What a search reads through at most, and what a turn may bring besides. */
const MOST_WAITING = 2_500;

/** How many messages a search has to read through. */
function countWaiting(db: DatabaseSync): number {
  return Number(
    db.prepare(`
      SELECT count(*) AS count FROM message WHERE id > coalesce(
        (SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'indexed'), 0)
    `).get()!["count"],
  );
}

/** Says much in short turns; gives what waited after each. */
function flood({ store, db }: Rig, { from, to }: { from: number; to: number }) {
  const waited: number[] = [];
  for (let id = from; id <= to; id++) {
    store.append(message(id));
    if (id % 50 !== 0) continue;
    store.commit();
    waited.push(countWaiting(db));
  }
  return waited;
}

testFaults("catches up in small steps before a search", (rig) => {
  const { store, db } = rig;
  flood(rig, { from: 1, to: 10_000 });
  // It is faster to store alone.
  assertEquals(countWaiting(db), 10_000);

  const steps: number[] = [];
  for (let last = 10_000; store.prepareSearch();) {
    const waiting = countWaiting(db);
    steps.push(last - waiting);
    last = waiting;
  }

  assertEquals(countWaiting(db) <= MOST_WAITING, true);
  assertEquals(steps.every((step) => step > 0 && step <= 500), true);
});

testFaults("has those who write keep up while people search", (rig) => {
  const { store, db, pass } = rig;
  flood(rig, { from: 1, to: 1_000 });
  while (store.prepareSearch());

  const waited = flood(rig, { from: 1_001, to: 10_000 });
  assertEquals(Math.max(...waited) <= MOST_WAITING, true);

  pass(60_000);
  flood(rig, { from: 10_001, to: 15_000 });
  assertEquals(countWaiting(db) > 5_000, true);
  // No turn has to catch up with all of it.
  store.prepareSearch();
  const [first = 0] = flood(rig, { from: 15_001, to: 15_500 });
  assertEquals(first > 5_000, true);
});

testFaults("counts long messages for more", ({ store, db }) => {
  const text = "word ".repeat(2_000);
  for (let id = 1; id <= 200; id++) store.append(message(id, { text }));
  store.commit();

  while (store.prepareSearch());

  assertEquals(countWaiting(db) <= 100, true);
});

testFaults(
  "searches also while nothing can be added to the index",
  (rig) => {
    const { store, db } = rig;
    flood(rig, { from: 1, to: 5_000 });
    db.exec("PRAGMA query_only = ON");

    while (store.prepareSearch());
    const found = store.search({
      terms: [{ text: "7", isPrefix: false }],
      places: new Map([[1, 0]]),
      limit: 1,
    });

    assertEquals(idsOf(found), [7]);
  },
);

testFaults("adds little to the index for who searches", ({ store, db }) => {
  for (let id = 1; id <= 1_000; id++) store.append(message(id));
  store.commit();

  store.search({ terms: [], places: new Map([[1, 0]]), limit: 1 });

  const waiting = countWaiting(db);
  assertEquals(waiting < 1_000 && waiting >= 800, true);
});
