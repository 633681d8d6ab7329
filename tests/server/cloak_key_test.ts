import { assertEquals } from "@std/assert/equals";
import { assertNotEquals } from "@std/assert/not-equals";
import { keptCloakKey } from "../../server/cloak_key.ts";
import { MemoryStore } from "../../server/history/memory_store.ts";

function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}

Deno.test("keptCloakKey() gives the same key at every start", () => {
  const store = new MemoryStore();

  const first = keptCloakKey(store, randomBytes);
  const second = keptCloakKey(store, randomBytes);

  assertEquals(first.length, 32);
  assertEquals(second, first);
});

Deno.test("keptCloakKey() gives each store a key of its own", () => {
  const first = keptCloakKey(new MemoryStore(), randomBytes);
  const second = keptCloakKey(new MemoryStore(), randomBytes);

  assertNotEquals(second, first);
});

Deno.test("keptCloakKey() makes a new key of one that is none", () => {
  const store = new MemoryStore();
  store.saveValue("cloak key", "c2hvcnQ=");

  const key = keptCloakKey(store, randomBytes);

  assertEquals(key.length, 32);
  assertEquals(keptCloakKey(store, randomBytes), key);
});
