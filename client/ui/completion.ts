import { foldName } from "../../protocol/names.ts";
import { type CommandRow, type Completes, findRow } from "../command_row.ts";
import { NOTIFY_LEVELS, THEMES } from "../settings.ts";
import type { Completion } from "../terminal/terminal.ts";
import { EMOJI } from "../emoji.ts";

/** What a word can become. */
export interface CompletionSources {
  readonly commands: readonly CommandRow[];
  /** Names of the person's own commands. */
  readonly aliases: readonly string[];
  /** Those who spoke last first. */
  readonly nicks: readonly string[];
  readonly channels: readonly string[];
  readonly buffers: readonly string[];
  readonly settings: readonly string[];
}

/** More than that nobody goes through. */
const MAX_CANDIDATES = 50;

/**
 * Completes the word before the cursor: commands at the start, `:emoji:` names,
 * channels, nicks, and what a command takes.
 *
 * @returns `undefined` if there is nothing that it can become.
 */
export function complete(
  text: string,
  cursor: number,
  sources: CompletionSources,
): Completion | undefined {
  const before = text.slice(0, cursor);
  const word = /\S*$/.exec(before)?.[0] ?? "";
  const start = cursor - word.length;
  const candidates = findCandidates(before.slice(0, start), word, sources)
    .slice(0, MAX_CANDIDATES);
  return candidates.length === 0
    ? undefined
    : { start, end: cursor, candidates };
}

function findCandidates(
  before: string,
  word: string,
  sources: CompletionSources,
): string[] {
  const isFirst = before === "";
  if (isFirst && /^\/[^/]*$/.test(word)) {
    return matching(commandNames(sources), word.slice(1))
      .map((name) => `/${name} `);
  }
  const command = /^\/(\S+)\s+$/.exec(before)?.[1];
  const row = command === undefined
    ? undefined
    : findRow(sources.commands, command);
  const filter = findFilter(before, word, sources);
  if (filter) return filter;
  const args = row && argumentsOf(row, sources);
  if (args) return matching(args, word).map((name) => `${name} `);
  const emoji = /^:([^:\s]+)(:?)$/.exec(word);
  if (emoji) return emojiFor(emoji[1] ?? "", { isWhole: emoji[2] === ":" });
  if (word.startsWith("#")) {
    return matching(sources.channels, word).map((name) => `${name} `);
  }
  if (word === "") return [];
  const at = word.startsWith("@") ? "@" : "";
  const end = isFirst ? ": " : " ";
  return matching(sources.nicks, word.slice(at.length))
    .map((nick) => `${at}${nick}${end}`);
}

/** Completes what stands behind `from:` or `in:`, where that is a filter. */
function findFilter(
  before: string,
  word: string,
  { commands, channels, nicks }: CompletionSources,
): string[] | undefined {
  const [, name, start] = /^(from|in):(.*)$/.exec(word) ?? [];
  const command = /^\/(\S+)\s/.exec(before)?.[1] ?? "";
  const row = findRow(commands, command);
  if (start === undefined || row?.completes !== "filter") return undefined;
  const names = name === "from" ? nicks : [...channels, ...nicks];
  return matching(names, start).map((found) => `${name}:${found} `);
}

function argumentsOf(
  { completes }: CommandRow,
  sources: CompletionSources,
): readonly string[] | undefined {
  const lists: Readonly<Record<Completes, readonly string[] | undefined>> = {
    alias: sources.aliases,
    buffer: sources.buffers,
    channel: sources.channels,
    command: commandNames(sources),
    // See `findFilter`: any word can be one.
    filter: undefined,
    level: NOTIFY_LEVELS,
    nick: sources.nicks,
    setting: sources.settings,
    theme: THEMES,
  };
  return completes && lists[completes];
}

/** Full names before short ones, as those are what one looks for. */
function commandNames({ commands, aliases }: CompletionSources): string[] {
  return [
    ...commands.map(({ name }) => name),
    ...aliases,
    ...commands.flatMap((row) => row.aliases),
  ];
}

function emojiFor(
  start: string,
  { isWhole }: { readonly isWhole: boolean },
): string[] {
  const names = isWhole ? [start] : matching([...EMOJI.keys()], start);
  const found = new Set(names.map((name) => EMOJI.get(name.toLowerCase())));
  return [...found].filter((emoji) => emoji !== undefined);
}

function matching(names: readonly string[], start: string): string[] {
  const folded = foldName(start);
  const found = new Map<string, string>();
  for (const name of names) {
    const key = foldName(name);
    if (key.startsWith(folded) && !found.has(key)) found.set(key, name);
  }
  return [...found.values()];
}
