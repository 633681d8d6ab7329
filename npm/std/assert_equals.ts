/** The npm door's `@std/assert/equals`: npm `deno-std`, given its types. */
import { assertEquals as untyped } from "npm:deno-std@1.4.0/assert/equals.js";

/** Throws unless the two values are deeply equal. */
export const assertEquals: <T>(actual: T, expected: T, msg?: string) => void =
  untyped;
