import { assertEquals } from "@std/assert/equals";
import { MemoryStore } from "../../server/history/memory_store.ts";
import { StoreError } from "../../server/history/store_error.ts";
import { settle } from "../fakes/fake_clock.ts";
import { TestServer } from "../fakes/test_server.ts";
import { join, search } from "./search_talk.ts";

/** A store that has something to do before each search. */
class BusyStore extends MemoryStore {
  steps = 0;
  isBroken = false;

  override prepareSearch(): boolean {
    if (this.isBroken && this.steps === 0) throw new StoreError("Cannot read");
    return this.steps > 0 && this.steps-- > 0;
  }
}

Deno.test("SEARCH waits until the store is ready for it", async () => {
  const store = new BusyStore();
  await using server = new TestServer({}, { store });
  const ann = await join(server, "ann");
  await server.ask(ann, "PRIVMSG #a :hello");
  store.steps = 20;

  const found = await search(server, ann, "hello");

  assertEquals(found, ["ann #a hello"]);
  assertEquals(store.steps, 0);
});

Deno.test("the service waits until the store is ready for a search", async () => {
  const store = new BusyStore();
  await using server = new TestServer({}, { store });
  const ann = await join(server, "ann");
  await server.ask(ann, "PRIVMSG #a :hello");
  const ask = async (isBroken: boolean) => {
    store.steps = 20;
    store.isBroken = isBroken;
    ann.sendLines("PRIVMSG chat :search hello");
    for (let turn = 0; turn < 5; turn++) await settle();
    return ann.takeLines().map((line) => line.replace(/^.* NOTICE ann :/, ""));
  };

  assertEquals(await ask(false), [
    "2026-01-01 00:00 #a <ann> hello",
    "That is all",
  ]);
  assertEquals(store.steps, 0);
  await server.clock.advance(5_000);
  assertEquals(await ask(true), ["Cannot search: Cannot read"]);
});
