/** The npm door's `@std/assert/not-match`: npm `deno-std`, given its types. */
import { assertNotMatch as untyped } from "npm:deno-std@1.4.0/assert/not_match.js";

/** Throws if `expected` matches within `actual`. */
export const assertNotMatch: (
  actual: string,
  expected: RegExp,
  msg?: string,
) => void = untyped;
