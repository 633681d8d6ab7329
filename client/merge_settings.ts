import { foldName } from "../protocol/names.ts";
import { MAX_ENTRIES, type Settings } from "./settings.ts";

/** A change of settings, with what held before it. */
export interface SettingsChange {
  readonly before: Settings;
  readonly changes: Partial<Settings>;
}

/**
 * Changes what the file of settings holds as a session has changed its own.
 *
 * Of a list only what was added or taken out is: what another session has put
 * there in the meantime stays.
 *
 * @param raw What the file holds; it may be anything.
 */
export function mergeSettings(
  raw: Readonly<Record<string, unknown>>,
  { before, changes }: SettingsChange,
): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...raw, ...changes };
  for (const key of ["ignored", "muted"] as const) {
    const after = changes[key];
    if (after) merged[key] = mergeNames(raw[key], before[key], after);
  }
  if (changes.aliases) {
    merged["aliases"] = mergeAliases(
      raw["aliases"],
      before.aliases,
      changes.aliases,
    );
  }
  return merged;
}

function mergeNames(
  kept: unknown,
  before: readonly string[],
  after: readonly string[],
): string[] {
  const names = Array.isArray(kept) ? kept : [];
  const merged = new Map<string, string>();
  for (const name of names) {
    if (typeof name === "string") merged.set(foldName(name), name);
  }
  const wanted = new Set(after.map(foldName));
  for (const name of before) {
    if (!wanted.has(foldName(name))) merged.delete(foldName(name));
  }
  const known = new Set(before.map(foldName));
  for (const name of after) {
    if (!known.has(foldName(name))) merged.set(foldName(name), name);
  }
  return [...merged.values()].slice(0, MAX_ENTRIES);
}

function mergeAliases(
  kept: unknown,
  before: Settings["aliases"],
  after: Settings["aliases"],
): Record<string, unknown> {
  const isRecord = typeof kept === "object" && kept !== null &&
    !Array.isArray(kept);
  const merged = new Map<string, unknown>(isRecord ? Object.entries(kept) : []);
  for (const name of Object.keys(before)) {
    if (!Object.hasOwn(after, name)) merged.delete(name);
  }
  for (const [name, text] of Object.entries(after)) {
    if (!Object.hasOwn(before, name) || before[name] !== text) {
      merged.set(name, text);
    }
  }
  return Object.fromEntries([...merged].slice(0, MAX_ENTRIES));
}
