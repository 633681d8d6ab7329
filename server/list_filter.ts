import { foldName } from "../protocol/names.ts";
import type { Channel } from "./channel.ts";
import { foldMask, matchesPattern, type Pattern } from "./masks.ts";
import { splitTargets } from "./params.ts";

const MINUTE_MS = 60_000;

/** Which channels LIST is asked for. */
export interface ListFilter {
  /** Channels that are named; none if no name is asked for. */
  readonly names: readonly string[];
  /** Whether any channel may be meant, and not only those that are named. */
  readonly isOpen: boolean;
  /**
   * Whether a channel is meant.
   *
   * @param now Milliseconds since 1970.
   */
  readonly matches: (channel: Channel, now: number) => boolean;
}

type Condition = (channel: Channel, now: number) => boolean;

/**
 * Reads the parameters of LIST: names and masks, of which a channel has to fit
 * one, and conditions, of which it has to meet all.
 * (modern.ircdocs.horse, "ELIST parameter")
 */
export function parseListFilter(params: readonly string[]): ListFilter {
  const conditions: Condition[] = [];
  const names: string[] = [];
  const masks: Pattern[] = [];
  for (const word of params.flatMap(splitTargets)) {
    const condition = parseCondition(word);
    if (condition !== undefined) conditions.push(condition);
    else if (isMask(word)) masks.push(fold(word));
    else names.push(word);
  }
  const folded = new Set(names.map(foldName));
  const isAnyMeant = names.length === 0 && masks.length === 0;
  const isNamed = (name: string) => folded.has(foldName(name));
  const isFound = (name: string) =>
    isAnyMeant || masks.some((mask) => matchesPattern(fold(name), mask));
  return {
    names,
    isOpen: isAnyMeant || masks.length > 0,
    matches: (channel, now) => {
      const { name, members } = channel;
      // What is kept though nobody is in it shows only to who asks for it.
      return (isNamed(name) || (members.size > 0 && isFound(name))) &&
        conditions.every((isMet) => isMet(channel, now));
    },
  };
}

/** Made ready once, as it is compared with every channel. */
function fold(text: string): Pattern {
  return [...foldMask(text)];
}

function isMask(word: string): boolean {
  return /[*?]/.test(word);
}

function parseCondition(word: string): Condition | undefined {
  if (word.startsWith("!")) {
    const mask = fold(word.slice(1));
    return ({ name }) => !matchesPattern(fold(name), mask);
  }
  const [, about, sign, digits] = /^([CT]?)([<>])(\d+)$/i.exec(word) ?? [];
  if (sign === undefined) return undefined;
  const limit = Number(digits);
  const isMet = (count: number) => sign === "<" ? count < limit : count > limit;
  const minutesSince = (ms: number, now: number) => (now - ms) / MINUTE_MS;
  switch (about!.toUpperCase()) {
    case "C":
      return ({ createdAt }, now) => isMet(minutesSince(createdAt, now));
    case "T":
      return ({ topic }, now) =>
        topic !== undefined && isMet(minutesSince(topic.setAt, now));
    default:
      return ({ members }) => isMet(members.size);
  }
}
