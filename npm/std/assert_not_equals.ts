/** The npm door's `@std/assert/not-equals`: npm `deno-std`, given its types. */
import { assertNotEquals as untyped } from "npm:deno-std@1.4.0/assert/not_equals.js";

/** Throws if the two values are deeply equal. */
export const assertNotEquals: <T>(
  actual: T,
  expected: T,
  msg?: string,
) => void = untyped;
