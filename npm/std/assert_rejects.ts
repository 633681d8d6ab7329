/** The npm door's `@std/assert/rejects`: npm `deno-std`, given its types. */
import { assertRejects as untyped } from "npm:deno-std@1.4.0/assert/rejects.js";

interface AssertRejects {
  (fn: () => PromiseLike<unknown>, msg?: string): Promise<unknown>;
  <E extends Error = Error>(
    fn: () => PromiseLike<unknown>,
    errorClass: abstract new (...args: never[]) => E,
    msgIncludes?: string,
    msg?: string,
  ): Promise<E>;
}

/** Waits for `fn` to reject, as asked, and returns the error; throws if not. */
export const assertRejects: AssertRejects = untyped;
