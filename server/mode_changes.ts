import { byteLength } from "../protocol/limits.ts";

/** One change of a mode. */
export interface Change {
  readonly on: boolean;
  readonly mode: string;
  readonly arg: string | undefined;
}

/** Takes the parameters of MODE apart: `+o-v ann bob`. */
export function parseChanges(modes: string, args: readonly string[]): Change[] {
  const changes: Change[] = [];
  let on = true;
  let next = 0;
  for (const mode of modes) {
    if (mode === "+" || mode === "-") on = mode === "+";
    else {
      const takesArg = "bov".includes(mode);
      changes.push({ on, mode, arg: takesArg ? args[next++] : undefined });
    }
  }
  return changes;
}

/**
 * Writes changes as the parameters of MODE: of one, or of as many as keep each
 * below a number of bytes.
 */
export function formatChanges(
  changes: readonly Change[],
  { maxBytes }: { readonly maxBytes: number },
): string[][] {
  const all: string[][] = [];
  let some: Change[] = [];
  for (const change of changes) {
    const isTooLong = some.length > 0 &&
      byteLength(formatParams([...some, change]).join(" ")) > maxBytes;
    if (isTooLong) all.push(formatParams(some));
    some = isTooLong ? [change] : [...some, change];
  }
  if (some.length > 0) all.push(formatParams(some));
  return all;
}

function formatParams(changes: readonly Change[]): string[] {
  let modes = "";
  let sign = "";
  for (const { on, mode } of changes) {
    const wanted = on ? "+" : "-";
    modes += wanted === sign ? mode : `${wanted}${mode}`;
    sign = wanted;
  }
  return [modes, ...changes.flatMap(({ arg }) => arg ?? [])];
}
