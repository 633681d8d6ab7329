import { assertEquals } from "@std/assert/equals";
import { message, testStores } from "./open_stores.ts";

testStores("knows the highest id that ever was", ({ store, reopen }) => {
  assertEquals(store.lastId, 0);
  store.append(message(5));
  store.append(message(1_763_000_000_000_000, { time: 6 }));
  assertEquals(store.lastId, 1_763_000_000_000_000);

  store.remove(1_763_000_000_000_000);

  assertEquals(reopen().lastId, 1_763_000_000_000_000);
});

testStores("finds what was sent by its send id", ({ store, reopen }) => {
  const sendId = "0123456789abcdef".repeat(2);
  store.append(message(1, { sendId }));
  store.append(message(2));

  assertEquals(store.findSent(sendId)?.id, 1);
  assertEquals(store.findSent("f".repeat(32)), undefined);
  const later = reopen();
  assertEquals(later.findSent(sendId), message(1, { sendId }));

  later.remove(1);

  assertEquals(later.findSent(sendId), undefined);
});

testStores(
  "finds the first message since a time",
  async ({ store, twice }, t) => {
    assertEquals(store.firstSince(0), undefined);
    for (const id of [1, 5, 6, 1_000]) {
      store.append(message(id, { time: id * 10, place: id }));
    }
    store.append(message(1_001, { time: 10_000, kind: "event" }));
    const rows = [[0, 1], [10, 1], [11, 5], [50, 5], [51, 6], [60, 6], [
      61,
      1_000,
    ]];
    for (const current of twice()) {
      for (const [time, want] of rows) {
        await t.step(`${time}`, () => {
          assertEquals(current.firstSince(time!), want);
        });
      }
      assertEquals(current.firstSince(10_001), undefined);
    }
  },
);
