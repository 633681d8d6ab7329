import { foldName } from "../protocol/names.ts";
import { applyNumeric } from "./apply_replies.ts";
import type { Context } from "./applier.ts";
import type { ChatEvent } from "./events.ts";
import type { ChatState } from "./state.ts";

/** RPL_WHOREPLY: somebody, `G` for gone or `H` for here. (RFC 2812, 5.1) */
export function applyWho(context: Context): ChatEvent[] {
  const { state, message } = context;
  const [, channel = "", , , , nick = "", flags = ""] = message.params;
  markAway(state, nick, flags.startsWith("G"));
  return state.whoAsked.has(foldName(channel)) ? [] : applyNumeric(context);
}

/** RPL_ENDOFWHO: who was asked for is told. */
export function applyEndOfWho({ state, message }: Context): ChatEvent[] {
  state.whoAsked.delete(foldName(message.params[1] ?? ""));
  return [];
}

/** Notes in each channel whether somebody is away. */
export function markAway(
  state: ChatState,
  nick: string,
  isAway: boolean,
): void {
  const folded = foldName(nick);
  for (const { members } of state.channels.values()) {
    const member = members.get(folded);
    if (member) members.set(folded, { ...member, isAway });
  }
}
