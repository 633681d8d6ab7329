import { foldName, isChannelName } from "../protocol/names.ts";
import { channelOf, type Context } from "./applier.ts";
import type { ChatEvent } from "./events.ts";
import { type ChatState, isOwnNick } from "./state.ts";

/** JOIN: somebody enters a channel. */
export function applyJoin(
  { state, message, time, from, own }: Context,
): ChatEvent[] {
  const name = message.params[0] ?? "";
  // A name that no command can carry would be of no use, and none was asked for.
  if (!isChannelName(name)) return [];
  if (own) {
    if (message.source?.includes("@")) state.source = message.source;
    state.channels.set(foldName(name), { name, topic: "", members: new Map() });
  }
  const channel = channelOf(state, name);
  channel?.members.set(foldName(from), from);
  return [{ type: "join", time, from, channel: channel?.name ?? name, own }];
}

/** PART: somebody leaves a channel. */
export function applyPart(
  { state, message, time, from, own }: Context,
): ChatEvent[] {
  const [name = "", text = ""] = message.params;
  const channel = leave(state, name, from);
  return [{ type: "part", time, from, channel, text, own }];
}

/** KICK: somebody is put out of a channel. */
export function applyKick(
  { state, message, time, from }: Context,
): ChatEvent[] {
  const [name = "", nick = "", text = ""] = message.params;
  const own = isOwnNick(state, nick);
  const channel = leave(state, name, nick);
  return [{ type: "kick", time, from, channel, nick, text, own }];
}

/** INVITE: somebody is asked into a channel, which we need not be in. */
export function applyInvite(
  { state, message, time, from }: Context,
): ChatEvent[] {
  const [nick = "", name = ""] = message.params;
  const own = isOwnNick(state, nick);
  const channel = channelOf(state, name)?.name ?? name;
  return [{ type: "invite", time, from, channel, nick, own }];
}

/** QUIT: somebody leaves the server. */
export function applyQuit(
  { state, message, time, from, own }: Context,
): ChatEvent[] {
  const channels = [...state.channels.values()]
    .filter((channel) => channel.members.delete(foldName(from)))
    .map((channel) => channel.name);
  const text = message.params[0] ?? "";
  return [{ type: "quit", time, from, channels, text, own }];
}

/** NICK: somebody goes by another nick. */
export function applyNick(
  { state, message, time, from, own }: Context,
): ChatEvent[] {
  const nick = message.params[0] ?? from;
  for (const { members } of state.channels.values()) {
    if (members.delete(foldName(from))) members.set(foldName(nick), nick);
  }
  if (own) {
    state.nick = nick;
    if (state.source !== undefined) {
      state.source = nick + state.source.slice(from.length);
    }
  }
  return [{ type: "nick", time, from, nick, own }];
}

/** RPL_NAMREPLY: a part of who is in a channel. */
export function applyNames({ state, message }: Context): ChatEvent[] {
  const [name = "", list = ""] = message.params.slice(-2);
  const names = list.split(" ").filter((word) => word !== "");
  const folded = foldName(name);
  state.names.set(folded, [...state.names.get(folded) ?? [], ...names]);
  const members = state.channels.get(folded)?.members;
  for (const prefixed of names) {
    const nick = prefixed.replace(/^[~&@%+!]+/, "").replace(/!.*$/, "");
    members?.set(foldName(nick), nick);
  }
  return [];
}

/** RPL_ENDOFNAMES: that is who is in it. */
export function applyEndOfNames(
  { state, message, time }: Context,
): ChatEvent[] {
  const name = message.params[1] ?? "";
  const names = state.names.get(foldName(name)) ?? [];
  state.names.delete(foldName(name));
  const channel = channelOf(state, name)?.name ?? name;
  return [{ type: "names", time, channel, names }];
}

/** Takes a nick out of a channel and gives the channel's name. */
function leave(state: ChatState, name: string, nick: string): string {
  const channel = channelOf(state, name);
  channel?.members.delete(foldName(nick));
  if (isOwnNick(state, nick)) state.channels.delete(foldName(name));
  return channel?.name ?? name;
}
