/** The npm door's `@std/assert/strict-equals`: npm `deno-std`, given its types. */
import { assertStrictEquals as untyped } from "npm:deno-std@1.4.0/assert/strict_equals.js";

/** Throws unless `Object.is(actual, expected)`, and narrows `actual` to it. */
export const assertStrictEquals: <T>(
  actual: unknown,
  expected: T,
  msg?: string,
) => asserts actual is T = untyped;
