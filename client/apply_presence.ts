import { RPL_NOWAWAY } from "../protocol/numerics.ts";
import type { Context } from "./applier.ts";
import { applyNumeric } from "./apply_replies.ts";
import { markAway } from "./apply_who.ts";
import type { ChatEvent } from "./events.ts";

/** AWAY: somebody goes away or is back. (IRCv3 away-notify) */
export function applyAway(
  { state, message, time, from, own }: Context,
): ChatEvent[] {
  const text = message.params[0] ?? "";
  const isAway = text !== "";
  markAway(state, from, isAway);
  if (own) state.isAway = isAway;
  return [{ type: "away", time, from, ...(isAway && { text }) }];
}

/** CHGHOST: somebody is seen at another host. (IRCv3 chghost) */
export function applyChghost(
  { state, message, from, own }: Context,
): ChatEvent[] {
  const [user = "", host = ""] = message.params;
  if (own) state.source = `${from}!${user}@${host}`;
  return [];
}

/** SETNAME: somebody changes their real name. (IRCv3 setname) */
export function applySetname(
  { message, time, from, own }: Context,
): ChatEvent[] {
  const text = message.params[0] ?? "";
  return [{ type: "setname", time, from, text, own }];
}

/** RPL_NOWAWAY and RPL_UNAWAY: whether we are away ourselves. */
export function applyOwnAway(context: Context): ChatEvent[] {
  const { state, message } = context;
  state.isAway = message.command === RPL_NOWAWAY;
  markAway(state, state.nick, state.isAway);
  return applyNumeric(context);
}
