import { Buffer } from "node:buffer";
import type { Store } from "./history/store.ts";

const NAME = "cloak key";
const KEY_BYTES = 32;

/**
 * Gives the key of `createCloak` that is kept, so that a ban outlives a restart;
 * makes one where there is none.
 *
 * @param randomBytes Makes bytes that nobody can guess.
 * @throws {StoreError} If it can be neither read nor kept.
 */
export function keptCloakKey(
  store: Store,
  randomBytes: (length: number) => Uint8Array,
): Uint8Array {
  const kept = Buffer.from(store.value(NAME) ?? "", "base64");
  if (kept.length === KEY_BYTES) return new Uint8Array(kept);
  const key = randomBytes(KEY_BYTES);
  store.saveValue(NAME, Buffer.from(key).toString("base64"));
  store.commit();
  return key;
}
