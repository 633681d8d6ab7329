/** The npm door's `@std/assert/assert`: npm `deno-std`, given its types. */
import { assert as untyped } from "npm:deno-std@1.4.0/assert/assert.js";

/** Throws unless `condition` is truthy, and tells the type checker so. */
export const assert: (
  condition: unknown,
  msg?: string,
) => asserts condition = untyped;
