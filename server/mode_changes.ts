import { byteLength } from "../protocol/limits.ts";
import { CHANNEL_MODES, takesParam } from "./mode_table.ts";

/** One change of a mode. */
export interface Change {
  readonly on: boolean;
  readonly mode: string;
  readonly arg: string | undefined;
}

/**
 * Takes the parameters of MODE apart: `+o-v ann bob`, and, as RFC 2812 (3.2.3)
 * has it, `+o ann -v bob`.
 */
export function parseChanges(words: readonly string[]): Change[] {
  const changes: Change[] = [];
  let next = 0;
  while (next === 0 || /^[+-]/.test(words[next] ?? "")) {
    let on = true;
    for (const mode of words[next++] ?? "") {
      if (mode === "+" || mode === "-") on = mode === "+";
      else {
        const takesArg = takesParam(CHANNEL_MODES.get(mode)?.kind, on);
        changes.push({ on, mode, arg: takesArg ? words[next++] : undefined });
      }
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
