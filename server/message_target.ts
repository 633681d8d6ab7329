import { isChannelTarget } from "../protocol/names.ts";
import { type Rank, RANKS } from "./ranks.ts";

/** Where a message is to go. */
export interface MessageTarget {
  readonly name: string;
  readonly isChannel: boolean;
  /** The rank from which on members get it; `undefined` for all. */
  readonly least?: Rank["prefix"];
}

/**
 * Takes the target of a message apart: a nick, a channel, or a channel behind
 * prefixes of ranks, "and the message will be delivered only to the members of
 * that channel with the given or higher status". Of several prefixes the lowest
 * counts. (modern.ircdocs.horse, "PRIVMSG message"; ISUPPORT `STATUSMSG`)
 */
export function parseTarget(target: string): MessageTarget {
  if (isChannelTarget(target)) return { name: target, isChannel: true };
  let end = 0;
  let lowest = -1;
  for (const character of target) {
    const rank = RANKS.findIndex(({ prefix }) => prefix === character);
    if (rank < 0) break;
    lowest = Math.max(lowest, rank);
    end++;
  }
  const name = target.slice(end);
  const least = RANKS[lowest]?.prefix;
  return least !== undefined && isChannelTarget(name)
    ? { name, isChannel: true, least }
    : { name: target, isChannel: false };
}

/**
 * Gives the target of an old message under the name that the channel has now.
 *
 * @param before The target that the message had.
 */
export function withPrefixOf(before: string, name: string): string {
  return `${parseTarget(before).least ?? ""}${name}`;
}
