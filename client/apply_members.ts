import { foldName, isChannelName } from "../protocol/names.ts";
import { channelOf, type Context, putMember } from "./applier.ts";
import type { ChatEvent } from "./events.ts";
import { type ChatState, createMember, isOwnNick, takeNick } from "./state.ts";

/** More than anybody is in; bounds what a server costs that puts us into many. */
const MAX_CHANNELS = 1_000;

/** JOIN: somebody enters a channel. */
export function applyJoin(
  { state, message, time, from, own }: Context,
): ChatEvent[] {
  const name = message.params[0] ?? "";
  // A name that no command can carry would be of no use, and none was asked for.
  if (!isChannelName(name)) return [];
  if (own) {
    const { channels } = state;
    const folded = foldName(name);
    if (channels.size >= MAX_CHANNELS && !channels.has(folded)) return [];
    if (message.source?.includes("@")) state.source = message.source;
    channels.set(folded, { name, topic: "", members: new Map() });
  }
  const channel = channelOf(state, name);
  if (channel) putMember(channel, createMember(from));
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
    const member = members.get(foldName(from));
    if (!member) continue;
    members.delete(foldName(from));
    members.set(foldName(nick), { ...member, nick });
  }
  if (own) {
    takeNick(state, nick, time);
    if (state.source !== undefined) {
      state.source = nick + state.source.slice(from.length);
    }
  }
  return [{ type: "nick", time, from, nick, own }];
}

/** Takes a nick out of a channel and gives the channel's name. */
function leave(state: ChatState, name: string, nick: string): string {
  const channel = channelOf(state, name);
  channel?.members.delete(foldName(nick));
  if (isOwnNick(state, nick)) {
    state.channels.delete(foldName(name));
    state.keys.delete(foldName(name));
  }
  return channel?.name ?? name;
}
