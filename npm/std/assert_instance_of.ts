/** The npm door's `@std/assert/instance-of`: npm `deno-std`, given its types. */
import { assertInstanceOf as untyped } from "npm:deno-std@1.4.0/assert/instance_of.js";

/** Throws unless `actual` is an instance of `type`, and narrows it to that. */
export const assertInstanceOf: <T>(
  actual: unknown,
  type: abstract new (...args: never[]) => T,
  msg?: string,
) => asserts actual is T = untyped;
