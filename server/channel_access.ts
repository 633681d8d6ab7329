import {
  ERR_BADCHANNELKEY,
  ERR_BANNEDFROMCHAN,
  ERR_CHANNELISFULL,
  ERR_INVITEONLYCHAN,
} from "../protocol/numerics.ts";
import type { Channel } from "./channel.ts";
import type { MaskEffect } from "./mask_list.ts";
import { normalizeKey } from "./mode_settings.ts";
import { hasRank, type Rank } from "./ranks.ts";
import type { Session } from "./session.ts";

/** Why somebody cannot enter a channel. */
export interface EntryRefusal {
  readonly mode: string;
  readonly numeric: string;
  readonly text: string;
}

interface EntryCheck {
  readonly mode: string;
  readonly numeric: string;
  readonly isShut: (
    channel: Channel,
    session: Session,
    key: string | undefined,
  ) => boolean;
}

/**
 * What keeps out, first what one can do nothing about: nobody is asked for the
 * key of a channel that it does not open. (modern.ircdocs.horse, "Channel
 * Modes")
 */
const ENTRY_CHECKS: readonly EntryCheck[] = [
  { mode: "b", numeric: ERR_BANNEDFROMCHAN, isShut: isBanned },
  {
    mode: "i",
    numeric: ERR_INVITEONLYCHAN,
    isShut: ({ flags, masks }, { source }) =>
      flags.has("i") && !masks.I.covers(source, "entry"),
  },
  {
    mode: "k",
    numeric: ERR_BADCHANNELKEY,
    isShut: (channel, _session, key = "") =>
      channel.key !== undefined && channel.key !== normalizeKey(key),
  },
  {
    mode: "l",
    numeric: ERR_CHANNELISFULL,
    isShut: ({ limit, members }) =>
      limit !== undefined && members.size >= limit,
  },
];

/**
 * Why a session cannot enter a channel, if so. Who is invited can, whatever the
 * modes; so can the server's operators where a channel is theirs.
 *
 * @param key What JOIN brought for it.
 */
export function entryRefusal(
  channel: Channel,
  session: Session,
  key: string | undefined,
): EntryRefusal | undefined {
  const isOwn = channel.isKept && session.modes.has("o");
  if (isOwn || channel.invited.has(session)) return undefined;
  // Who was in before a restart comes back, but not past a ban.
  const isAwaited = channel.awaited?.has(session.identity) ?? false;
  const check = ENTRY_CHECKS.find(({ mode, isShut }) =>
    (mode === "b" || !isAwaited) && isShut(channel, session, key)
  );
  if (check === undefined) return undefined;
  const { mode, numeric } = check;
  return { mode, numeric, text: `Cannot join channel (+${mode})` };
}

/** Whether a ban keeps a session out of a channel. */
function isBanned(channel: Channel, session: Session): boolean {
  return isCovered(channel, session, "entry");
}

/** Whether a mask of `b` counts: none of `e` makes an exception of it. */
function isCovered(
  { masks }: Channel,
  { source }: Session,
  effect: MaskEffect,
): boolean {
  return masks.b.covers(source, effect) && !masks.e.covers(source, effect);
}

/**
 * Why a session may not say something in a channel, if so: the text of numeric
 * 404. Who has voice, or a higher rank, is neither banned nor muted.
 *
 * @param what `isCtcp`: whether it is CTCP other than ACTION, which mode `C`
 * keeps out whoever says it.
 */
export function speechRefusal(
  channel: Channel,
  session: Session,
  { isCtcp = false }: { readonly isCtcp?: boolean } = {},
): string | undefined {
  const { flags, members } = channel;
  const membership = members.get(session);
  const hasVoice = hasRank(membership, "+");
  if (membership === undefined && flags.has("n")) {
    return "Cannot send to channel (you are not in it)";
  }
  if (flags.has("m") && !hasVoice) return "Cannot send to channel (+m)";
  if (!hasVoice && isCovered(channel, session, "speech")) {
    return "Cannot send to channel (+b)";
  }
  return isCtcp && flags.has("C") ? "Cannot send to channel (+C)" : undefined;
}

/**
 * From which rank on members hear what a session says: with mode `U` those who
 * have no voice are heard by operators and half-operators alone.
 *
 * @param wanted What the target of the message names. (ISUPPORT `STATUSMSG`)
 */
export function audienceRank(
  { flags, members }: Channel,
  session: Session,
  wanted: Rank["prefix"] | undefined,
): Rank["prefix"] | undefined {
  const isHeld = flags.has("U") && !hasRank(members.get(session), "+");
  return isHeld && wanted !== "@" ? "%" : wanted;
}
