/** The npm door's `@std/cli/parse-args`: npm `deno-std`, given its types. */
import { parseArgs as untyped } from "npm:deno-std@1.4.0/cli/parse_args.js";

/** What `parseArgs` gives: flags by name, and the other words. */
export type Args<Boolean extends string> =
  & Record<Boolean, boolean>
  & { _: (string | number)[]; [flag: string]: unknown };

/** How {@linkcode parseArgs} reads a command line. */
export interface ParseOptions<Boolean extends string> {
  /** Flags without a value; `false` where they are not given. */
  boolean?: readonly Boolean[];
}

/** Reads flags such as `--quick` or `--seed=7` from a command line. */
export const parseArgs: <const Boolean extends string = never>(
  args: string[],
  options?: ParseOptions<Boolean>,
) => Args<Boolean> = untyped;
