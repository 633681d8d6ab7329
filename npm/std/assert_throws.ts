/** The npm door's `@std/assert/throws`: npm `deno-std`, given its types. */
import { assertThrows as untyped } from "npm:deno-std@1.4.0/assert/throws.js";

interface AssertThrows {
  (fn: () => unknown, msg?: string): unknown;
  <E extends Error = Error>(
    fn: () => unknown,
    errorClass: abstract new (...args: never[]) => E,
    msgIncludes?: string,
    msg?: string,
  ): E;
}

/** Returns the error that `fn` throws, if it is as asked; throws if not. */
export const assertThrows: AssertThrows = untyped;
