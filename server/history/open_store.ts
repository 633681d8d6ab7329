import { resolve } from "node:path";
import { MemoryStore } from "./memory_store.ts";
import { SqliteStore } from "./sqlite_store.ts";
import type { Store } from "./store.ts";

/**
 * Opens what a server keeps.
 *
 * @param path A file; `undefined`: nothing is kept when the server ends.
 * @param options `now`: gives milliseconds since 1970.
 * @throws {OpenError} If that cannot be done, with what to do.
 */
export function openStore(
  path: string | undefined,
  options: { readonly now: () => number },
): Store {
  return path === undefined
    ? new MemoryStore()
    // SQLite takes some names for no file: an absolute one it does not.
    : new SqliteStore(resolve(path), options);
}
