/** The npm door's `@std/assert/match`: npm `deno-std`, given its types. */
import { assertMatch as untyped } from "npm:deno-std@1.4.0/assert/match.js";

/** Throws unless `expected` matches within `actual`. */
export const assertMatch: (
  actual: string,
  expected: RegExp,
  msg?: string,
) => void = untyped;
