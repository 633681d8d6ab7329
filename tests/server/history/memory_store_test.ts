import { assertEquals } from "@std/assert/equals";
import { MemoryStore } from "../../../server/history/memory_store.ts";
import { idsOf, message } from "./open_stores.ts";

Deno.test("MemoryStore drops the oldest where all is too much", () => {
  const store = new MemoryStore({ maxBytes: 100_000 });

  for (let id = 1; id <= 50; id++) {
    store.append(message(id, {
      text: "x".repeat(5_000),
      place: id,
      sendId: id.toString(16).padStart(32, "0"),
    }));
  }

  const places = new Map(Array.from({ length: 51 }, (_, id) => [id, 0]));
  const left = idsOf(store.search({ terms: [], places, limit: 100 }));
  assertEquals(left.length >= 5 && left.length <= 15, true);
  assertEquals(left[0], 50);
  assertEquals(store.find(30), undefined);
  assertEquals(store.findSent("1".padStart(32, "0")), undefined);
  assertEquals(store.firstSince(0), left.at(-1));
  assertEquals(store.lastId, 50);
});

Deno.test("MemoryStore counts what a message became", () => {
  const store = new MemoryStore({ maxBytes: 100_000 });
  for (const id of [1, 2, 3]) store.append(message(id));

  for (const id of [2, 3]) {
    store.replace(message(id, { text: "x".repeat(40_000) }));
  }
  store.append(message(4));

  assertEquals([1, 2, 3, 4].filter((id) => store.find(id)), [3, 4]);
});

Deno.test("MemoryStore forgets the oldest channels in which nobody spoke", () => {
  const store = new MemoryStore();
  const said = store.openChannel("#said").place;
  store.append(message(1, { place: said }));
  const kept = store.openChannel("#kept").place;
  store.append(message(2, { place: kept, kind: "event" }));
  store.saveChannel(kept, "state");

  let id = 2;
  for (let index = 0; index < 20_000; index++) {
    const { place } = store.openChannel(`#flood${index}`);
    for (let event = 0; event < 2; event++) {
      store.append(message(++id, { place, kind: "event" }));
    }
  }

  assertEquals(store.findChannel("#flood0"), undefined);
  assertEquals(store.find(3), undefined);
  assertEquals(store.findChannel("#flood19999")?.name, "#flood19999");
  assertEquals(store.find(id)?.id, id);
  const left = Array.from({ length: id }, (_, index) => store.find(index + 1))
    .filter((found) => found !== undefined);
  assertEquals(left.length <= 10_100, true);
  assertEquals(store.findChannel("#said")?.place, said);
  assertEquals(store.find(1)?.id, 1);
  assertEquals(store.channels().map(({ name }) => name), ["#kept"]);
  assertEquals(store.find(2)?.id, 2);

  // From now on it is as any other.
  store.saveChannel(kept, undefined);
  for (let index = 0; index < 20_000; index++) store.openChannel(`#g${index}`);
  assertEquals(store.findChannel("#kept"), undefined);
});

Deno.test("MemoryStore forgets a channel and a conversation of which all is gone", () => {
  const store = new MemoryStore();
  const channel = store.openChannel("#x").place;
  const talk = store.openConversation("a", "b");
  const kept = store.openChannel("#kept").place;
  store.saveChannel(kept, "state");
  for (const [index, place] of [channel, talk, kept].entries()) {
    store.append(message(index + 1, { place, time: 1_000 }));
  }

  store.prune({ before: 2_000, perPlace: 10, limit: 100 });

  assertEquals(store.findChannel("#x"), undefined);
  assertEquals(store.findConversation("b", "a"), undefined);
  assertEquals(store.conversations("a"), new Map());
  assertEquals(store.findChannel("#kept")?.place, kept);
});

Deno.test("MemoryStore forgets the conversations that are quiet for longest", () => {
  const store = new MemoryStore();
  const first = store.openConversation("a", "b");
  store.append(message(1, { place: first }));
  const second = store.openConversation("a", "c");
  store.append(message(2, { place: second }));
  for (let index = 0; index < 49_998; index++) {
    store.openConversation("flood", `${index}`);
  }

  store.append(message(3, { place: first }));
  store.openConversation("flood", "more");

  assertEquals(store.findConversation("a", "b"), first);
  assertEquals(store.findConversation("a", "c"), undefined);
  assertEquals(store.find(2), undefined);
  assertEquals(store.find(1)?.id, 1);
});
