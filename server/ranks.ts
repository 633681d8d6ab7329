/** The rank of a channel's member; ISUPPORT `PREFIX=(ohv)@%+`. */
export interface Membership {
  isOperator: boolean;
  isHalfOperator: boolean;
  hasVoice: boolean;
  /** The `id` of its JOIN among all messages. */
  readonly joinedId: number;
}

/** A rank: the mode that gives it, the prefix that shows it. */
export interface Rank {
  readonly mode: "o" | "h" | "v";
  readonly prefix: "@" | "%" | "+";
  readonly key: "hasVoice" | "isHalfOperator" | "isOperator";
  /** The lowest rank that gives it to others, and takes it from them. */
  readonly givenBy: "@" | "%";
}

/** All ranks, the highest first. */
export const RANKS: readonly Rank[] = [
  { mode: "o", prefix: "@", key: "isOperator", givenBy: "@" },
  { mode: "h", prefix: "%", key: "isHalfOperator", givenBy: "@" },
  { mode: "v", prefix: "+", key: "hasVoice", givenBy: "%" },
];

/** Gives the prefixes of a member's rank: all, or the highest. */
export function prefixOf(
  membership: Membership,
  { all }: { readonly all: boolean },
): string {
  let prefixes = "";
  for (const { prefix, key } of RANKS) {
    if (!membership[key]) continue;
    prefixes += prefix;
    if (!all) break;
  }
  return prefixes;
}

/**
 * Whether somebody has a rank or a higher one.
 *
 * @param membership `undefined` for who is no member.
 * @param least The lowest prefix that will do.
 */
export function hasRank(
  membership: Membership | undefined,
  least: Rank["prefix"],
): boolean {
  if (membership === undefined) return false;
  for (const { prefix, key } of RANKS) {
    if (membership[key]) return true;
    if (prefix === least) return false;
  }
  return false;
}
