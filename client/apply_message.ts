import { parseAction } from "../protocol/ctcp.ts";
import { type Message, parseSource } from "../protocol/message.ts";
import { foldName, isChannelTarget } from "../protocol/names.ts";
import {
  ERR_NOMOTD,
  RPL_ENDOFMOTD,
  RPL_ENDOFNAMES,
  RPL_ENDOFWHO,
  RPL_ENDOFWHOIS,
  RPL_ISUPPORT,
  RPL_LIST,
  RPL_LISTEND,
  RPL_LISTSTART,
  RPL_MOTD,
  RPL_MOTDSTART,
  RPL_NAMREPLY,
  RPL_NOTOPIC,
  RPL_TOPIC,
  RPL_TOPICWHOTIME,
} from "../protocol/numerics.ts";
import { findSupportValue } from "../protocol/support.ts";
import type { ChatEvent } from "./events.ts";
import { type ChannelState, type ChatState, isOwnNick } from "./state.ts";

/**
 * Changes the state as a message from the server says, and tells what happened.
 *
 * @param message Whole: a multi-line message has LF in its text.
 * @param now The time of what the server gives no time for, ms since 1970.
 */
export function applyMessage(
  state: ChatState,
  message: Message,
  now: number,
): ChatEvent[] {
  const time = Date.parse(message.tags.get("time") ?? "") || now;
  const source = message.source ?? state.serverName;
  const from = source === state.serverName
    ? state.network
    : parseSource(source).name;
  const context = { state, message, time, from, own: isOwnNick(state, from) };
  const apply = APPLIERS[message.command];
  if (apply) return apply(context);
  return /^\d{3}$/.test(message.command) ? applyNumeric(context) : [];
}

interface Context {
  readonly state: ChatState;
  readonly message: Message;
  readonly time: number;
  /** Nick or, for what our server says itself, the name people see. */
  readonly from: string;
  readonly own: boolean;
}

type Applier = (context: Context) => ChatEvent[];

const APPLIERS: Readonly<Record<string, Applier>> = {
  PRIVMSG: applySaid,
  NOTICE: applySaid,
  JOIN: applyJoin,
  PART: applyPart,
  KICK: applyKick,
  QUIT: applyQuit,
  NICK: applyNick,
  TOPIC: applyTopic,
  FAIL: applyFail,
  WARN: applyNote,
  NOTE: applyNote,
  [RPL_ISUPPORT]: applySupport,
  [RPL_TOPIC]: applyTopicReply,
  [RPL_NOTOPIC]: applyTopicReply,
  [RPL_NAMREPLY]: applyNames,
  [RPL_ENDOFNAMES]: applyEndOfNames,
  [RPL_LIST]: applyList,
};

/** Numerics that say nothing to a person, besides 001 to 005 and 25x, 26x. */
const SILENT: ReadonlySet<string> = new Set([
  "221",
  "329",
  ERR_NOMOTD,
  RPL_ENDOFMOTD,
  RPL_ENDOFWHO,
  RPL_ENDOFWHOIS,
  RPL_LISTEND,
  RPL_LISTSTART,
  RPL_MOTDSTART,
  RPL_TOPICWHOTIME,
]);

function applySaid({ message, time, from, own }: Context): ChatEvent[] {
  const [to = "", text = ""] = message.params;
  const id = message.tags.get("msgid");
  const action = parseAction(text);
  const isNotice = message.command === "NOTICE";
  // A request of a client for a client: shown, and never answered.
  const request = action === undefined && text.startsWith("\x01")
    ? `CTCP ${text.replaceAll("\x01", "")}`
    : undefined;
  return [{
    type: isNotice || request !== undefined
      ? "notice"
      : action === undefined
      ? "message"
      : "action",
    time,
    from,
    // A message to the members with a role has its prefix before the channel.
    ...(isChannelTarget(to.replace(/^[~&@%+]+/, "")) && {
      channel: to.replace(/^[~&@%+]+/, ""),
    }),
    to,
    text: request ?? action ?? text,
    ...(id !== undefined && { id }),
    own,
  }];
}

function applySupport({ state, message }: Context): ChatEvent[] {
  state.network = findSupportValue(message.params, "NETWORK") || state.network;
  return [];
}

function applyJoin({ state, message, time, from, own }: Context): ChatEvent[] {
  const name = message.params[0] ?? "";
  if (own) {
    if (message.source?.includes("@")) state.source = message.source;
    state.channels.set(foldName(name), { name, topic: "", members: new Map() });
  }
  const channel = channelOf(state, name);
  channel?.members.set(foldName(from), from);
  return [{ type: "join", time, from, channel: channel?.name ?? name, own }];
}

function applyPart({ state, message, time, from, own }: Context): ChatEvent[] {
  const [name = "", text = ""] = message.params;
  const channel = leave(state, name, from);
  return [{ type: "part", time, from, channel, text, own }];
}

function applyKick({ state, message, time, from }: Context): ChatEvent[] {
  const [name = "", nick = "", text = ""] = message.params;
  const own = isOwnNick(state, nick);
  const channel = leave(state, name, nick);
  return [{ type: "kick", time, from, channel, nick, text, own }];
}

function applyQuit({ state, message, time, from, own }: Context): ChatEvent[] {
  const channels = [...state.channels.values()]
    .filter((channel) => channel.members.delete(foldName(from)))
    .map((channel) => channel.name);
  const text = message.params[0] ?? "";
  return [{ type: "quit", time, from, channels, text, own }];
}

function applyNick({ state, message, time, from, own }: Context): ChatEvent[] {
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

function applyTopic({ state, message, time, from }: Context): ChatEvent[] {
  const [name = "", text = ""] = message.params;
  const channel = setTopic(state, name, text);
  return [{ type: "topic", time, from, channel, text }];
}

function applyTopicReply({ state, message, time }: Context): ChatEvent[] {
  const [, name = "", last = ""] = message.params;
  const text = message.command === RPL_TOPIC ? last : "";
  const channel = setTopic(state, name, text);
  return [{ type: "topic", time, channel, text }];
}

function applyNames({ state, message }: Context): ChatEvent[] {
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

function applyEndOfNames({ state, message, time }: Context): ChatEvent[] {
  const name = message.params[1] ?? "";
  const names = state.names.get(foldName(name)) ?? [];
  state.names.delete(foldName(name));
  const channel = channelOf(state, name)?.name ?? name;
  return [{ type: "names", time, channel, names }];
}

function applyList({ message, time }: Context): ChatEvent[] {
  const [, channel = "", members = "", text = ""] = message.params;
  return [{ type: "list", time, channel, members: Number(members) || 0, text }];
}

/** `FAIL <command> <code> [<context>...] <description>` (IRCv3 standard replies) */
function applyFail({ message, time }: Context): ChatEvent[] {
  const subject = message.params.slice(2, -1)[0];
  return [{
    type: "error",
    time,
    code: message.params[1] ?? "FAIL",
    ...(subject !== undefined && { subject }),
    text: message.params.at(-1) ?? "",
  }];
}

function applyNote({ message, time }: Context): ChatEvent[] {
  return [{ type: "info", time, text: message.params.at(-1) ?? "" }];
}

function applyNumeric({ message, time }: Context): ChatEvent[] {
  const { command: code, params } = message;
  if (/^(?:00|25|26)/.test(code) || SILENT.has(code)) return [];
  if (code === RPL_MOTD) {
    return [{ type: "info", time, text: params.at(-1) ?? "" }];
  }
  const subjects = params.slice(1, -1);
  const last = params.at(-1) ?? "";
  const text = [...subjects, last].join(" ");
  if (code < "400") return [{ type: "info", time, text }];
  const subject = subjects[0];
  return [{
    type: "error",
    time,
    code,
    ...(subject !== undefined && { subject }),
    text: subject === undefined ? last : `${subjects.join(" ")}: ${last}`,
  }];
}

function channelOf(state: ChatState, name: string): ChannelState | undefined {
  return state.channels.get(foldName(name));
}

/** Takes a nick out of a channel and gives the channel's name. */
function leave(state: ChatState, name: string, nick: string): string {
  const channel = channelOf(state, name);
  channel?.members.delete(foldName(nick));
  if (isOwnNick(state, nick)) state.channels.delete(foldName(name));
  return channel?.name ?? name;
}

function setTopic(state: ChatState, name: string, topic: string): string {
  const channel = channelOf(state, name);
  if (channel) channel.topic = topic;
  return channel?.name ?? name;
}
