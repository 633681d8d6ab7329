import { assertEquals } from "@std/assert/equals";
import { MemoryStore } from "../../../server/history/memory_store.ts";
import { Pruner } from "../../../server/history/pruner.ts";
import { StoreError } from "../../../server/history/store_error.ts";
import { FakeClock } from "../../fakes/fake_clock.ts";
import { message } from "./open_stores.ts";

const DAY_MS = 86_400_000;

/** A pruner of a store in memory, and what it logs. */
function openPruner(
  { historyDays = 365, historyMessages = 1_000 } = {},
  store = new MemoryStore(),
) {
  const clock = new FakeClock();
  const logged: string[] = [];
  const pruner = new Pruner({
    store,
    clock,
    log: (level, text) => void logged.push(`${level}: ${text}`),
    historyDays,
    historyMessages,
  });
  const append = (id: number, daysAgo = 0) =>
    store.append(message(id, { time: clock.now() - daysAgo * DAY_MS }));
  const left = () => {
    let count = 0;
    for (let id = 1; id <= 1_000; id++) if (store.find(id)) count++;
    return count;
  };
  return { pruner, clock, logged, store, append, left };
}

Deno.test("Pruner takes away what is too old, and goes on as time passes", async () => {
  const { pruner, clock, append, left } = openPruner({ historyDays: 30 });
  append(1, 31);
  append(2, 29.5);
  append(3);

  pruner.start();
  assertEquals(left(), 3);
  await clock.advance(10_000);
  assertEquals(left(), 2);
  await clock.advance(DAY_MS / 2 + 10_000);
  assertEquals(left(), 1);

  pruner.stop();
  assertEquals(clock.timerCount, 0);
});

Deno.test("Pruner takes away what is too much in many small steps", async () => {
  const { pruner, clock, append, left } = openPruner({ historyMessages: 10 });
  for (let id = 1; id <= 1_000; id++) append(id);

  pruner.start();
  await clock.advance(5_000);
  const first = left();
  await clock.advance(10_000);

  assertEquals(first >= 800 && first < 1_000, true);
  assertEquals(left(), 10);
  pruner.stop();
});

Deno.test("Pruner keeps the search fast until there is nothing to do", async () => {
  let todo = 3;
  class Store extends MemoryStore {
    override tidy(): boolean {
      return --todo > 0;
    }
  }
  const { pruner, clock } = openPruner({}, new Store());

  pruner.start();
  await clock.advance(5_500);

  assertEquals(todo, 0);
  pruner.stop();
});

Deno.test("Pruner says once that nothing can be taken away, and tries again", async () => {
  let isFull = true;
  class Store extends MemoryStore {
    override prune(limits: Parameters<MemoryStore["prune"]>[0]): boolean {
      if (isFull) throw new StoreError("Cannot store what is said as it is");
      return super.prune(limits);
    }
  }
  const { pruner, clock, logged, append, left } = openPruner(
    { historyDays: 1 },
    new Store(),
  );
  append(1, 2);

  pruner.start();
  await clock.advance(60_000);
  assertEquals(logged, [
    "warn: Old messages stay: Cannot store what is said as it is",
  ]);
  isFull = false;
  await clock.advance(10_000);

  assertEquals(left(), 0);
  assertEquals(logged.length, 1);
  pruner.stop();
});
