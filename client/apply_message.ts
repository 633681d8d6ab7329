import { parseAction } from "../protocol/ctcp.ts";
import { type Message, parseSource } from "../protocol/message.ts";
import {
  ERR_NOMOTD,
  RPL_BANLIST,
  RPL_ENDOFBANLIST,
  RPL_ENDOFEXCEPTLIST,
  RPL_ENDOFINVEXLIST,
  RPL_ENDOFMOTD,
  RPL_ENDOFNAMES,
  RPL_ENDOFWHO,
  RPL_EXCEPTLIST,
  RPL_INVEXLIST,
  RPL_ISUPPORT,
  RPL_LIST,
  RPL_LISTEND,
  RPL_NAMREPLY,
  RPL_NOTOPIC,
  RPL_NOWAWAY,
  RPL_TOPIC,
  RPL_UNAWAY,
  RPL_WHOREPLY,
} from "../protocol/numerics.ts";
import { type Applier, type Context, targetOf } from "./applier.ts";
import {
  applyEdit,
  applyMarkRead,
  applyRedact,
  applyRename,
} from "./apply_changes.ts";
import {
  applyInvite,
  applyJoin,
  applyKick,
  applyNick,
  applyPart,
  applyQuit,
} from "./apply_members.ts";
import {
  applyEndOfMasks,
  applyList,
  applyListEnd,
  applyMask,
} from "./apply_lists.ts";
import { applyMode } from "./apply_mode.ts";
import { applyEndOfNames, applyNames } from "./apply_names.ts";
import {
  applyAway,
  applyChghost,
  applyOwnAway,
  applySetname,
} from "./apply_presence.ts";
import {
  applyEndOfMotd,
  applyFail,
  applyNote,
  applyNumeric,
  applyPong,
  applySupport,
  applyWallops,
} from "./apply_replies.ts";
import { applyTagmsg, repliedTo } from "./apply_tagmsg.ts";
import { applyTopic, applyTopicReply } from "./apply_topic.ts";
import { applyEndOfWho, applyWho } from "./apply_who.ts";
import type { ChatEvent } from "./events.ts";
import { msgidOf } from "./msgid_of.ts";
import { isSaid } from "./said.ts";
import { type ChatState, isOwnNick } from "./state.ts";

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
  if (apply) return withMsgid(apply(context), message);
  return /^\d{3}$/.test(message.command) ? applyNumeric(context) : [];
}

const APPLIERS: Readonly<Record<string, Applier>> = {
  PRIVMSG: applySaid,
  NOTICE: applySaid,
  JOIN: applyJoin,
  PART: applyPart,
  KICK: applyKick,
  INVITE: applyInvite,
  QUIT: applyQuit,
  NICK: applyNick,
  TOPIC: applyTopic,
  MODE: applyMode,
  AWAY: applyAway,
  CHGHOST: applyChghost,
  SETNAME: applySetname,
  TAGMSG: applyTagmsg,
  EDITMSG: applyEdit,
  MARKREAD: applyMarkRead,
  REDACT: applyRedact,
  RENAME: applyRename,
  FAIL: applyFail,
  WARN: applyNote,
  NOTE: applyNote,
  PONG: applyPong,
  WALLOPS: applyWallops,
  [RPL_ENDOFMOTD]: applyEndOfMotd,
  [ERR_NOMOTD]: applyEndOfMotd,
  [RPL_ISUPPORT]: applySupport,
  [RPL_TOPIC]: applyTopicReply,
  [RPL_NOTOPIC]: applyTopicReply,
  [RPL_NAMREPLY]: applyNames,
  [RPL_ENDOFNAMES]: applyEndOfNames,
  [RPL_LIST]: applyList,
  [RPL_LISTEND]: applyListEnd,
  [RPL_BANLIST]: applyMask,
  [RPL_ENDOFBANLIST]: applyEndOfMasks,
  [RPL_EXCEPTLIST]: applyMask,
  [RPL_ENDOFEXCEPTLIST]: applyEndOfMasks,
  [RPL_INVEXLIST]: applyMask,
  [RPL_ENDOFINVEXLIST]: applyEndOfMasks,
  [RPL_NOWAWAY]: applyOwnAway,
  [RPL_UNAWAY]: applyOwnAway,
  [RPL_WHOREPLY]: applyWho,
  [RPL_ENDOFWHO]: applyEndOfWho,
};

/** Events with what tells them from others; what was said has an `id`. */
function withMsgid(events: ChatEvent[], message: Message): ChatEvent[] {
  const msgid = msgidOf(message);
  if (msgid === undefined) return events;
  return events.map((event) => isSaid(event) ? event : { ...event, msgid });
}

function applySaid({ message, time, from, own }: Context): ChatEvent[] {
  const [to = "", text = ""] = message.params;
  const id = msgidOf(message);
  const replyTo = repliedTo(message.tags);
  const isBot = message.tags.has("bot") || message.tags.has("draft/bot");
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
    ...targetOf(to),
    text: request ?? action ?? text,
    ...(id !== undefined && { id }),
    ...(replyTo !== undefined && { replyTo }),
    ...(isBot && { bot: true }),
    ...(message.tags.has("chat/edited") && { edited: true }),
    own,
  }];
}
