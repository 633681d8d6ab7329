/**
 * Why nothing can be stored, or read: one sentence, without the name of the
 * file, as everybody may get to see it.
 */
export class StoreError extends Error {
  override readonly name = "StoreError";
}
