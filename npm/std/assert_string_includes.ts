/** The npm door's `@std/assert/string-includes`: npm `deno-std`, given its types. */
import { assertStringIncludes as untyped } from "npm:deno-std@1.4.0/assert/string_includes.js";

/** Throws unless `actual` contains `expected`. */
export const assertStringIncludes: (
  actual: string,
  expected: string,
  msg?: string,
) => void = untyped;
