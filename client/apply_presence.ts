import { foldName } from "../protocol/names.ts";
import type { Context } from "./applier.ts";
import type { ChatEvent } from "./events.ts";

/** AWAY: somebody goes away or is back. (IRCv3 away-notify) */
export function applyAway(
  { state, message, time, from }: Context,
): ChatEvent[] {
  const text = message.params[0] ?? "";
  const isAway = text !== "";
  for (const { members } of state.channels.values()) {
    const member = members.get(foldName(from));
    if (member) members.set(foldName(from), { ...member, isAway });
  }
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
