import { isCtcpQuery } from "../../protocol/ctcp.ts";
import type { Message } from "../../protocol/message.ts";
import { foldName } from "../../protocol/names.ts";
import {
  ERR_CANNOTSENDTOCHAN,
  ERR_NORECIPIENT,
  ERR_NOTEXTTOSEND,
  ERR_TOOMANYTARGETS,
  RPL_AWAY,
} from "../../protocol/numerics.ts";
import { NO_TAGS, type Tags } from "../../protocol/tags.ts";
import { joinLines, type TextLine } from "../../protocol/text_lines.ts";
import { audienceRank, speechRefusal } from "../channel_access.ts";
import type { Context } from "../context.ts";
import { MAX_TARGETS } from "../isupport.ts";
import { findChannel, findSession, findVisibleChannel } from "../lookup.ts";
import { directRefusal } from "../message_access.ts";
import { type MessageTarget, parseTarget } from "../message_target.ts";
import type { NoteOptions, Where } from "../history/history.ts";
import { type Outgoing, textOf } from "../outgoing.ts";
import { shown, splitTargets } from "../params.ts";
import { hasRank } from "../ranks.ts";
import { answerSent, refuseSendId, sendIdOf } from "../send_ids.ts";
import { answerService } from "../service.ts";
import { isService, SERVICE_NICK } from "../service_nick.ts";

/**
 * PRIVMSG, NOTICE and TAGMSG. (modern.ircdocs.horse, "PRIVMSG message"; IRCv3
 * message-tags)
 */
export function handleMessage(context: Context, message: Message): void {
  const { replies } = context;
  const { command, params: [list = "", text] } = message;
  const targets = splitMessageTargets(list);
  if (targets.length === 0) {
    return replies.numeric(ERR_NORECIPIENT, `No recipient given (${command})`);
  }
  const hasText = command !== "TAGMSG";
  if (hasText && (text === undefined || text === "")) {
    return replies.numeric(ERR_NOTEXTTOSEND, "No text to send");
  }
  if (targets.length > MAX_TARGETS) {
    return replies.numeric(
      ERR_TOOMANYTARGETS,
      shown(list),
      `Too many targets: ${MAX_TARGETS} at the most, no message delivered`,
    );
  }
  const tags = clientOnly(message.tags);
  const sendId = hasText ? sendIdOf(context.session, message.tags) : undefined;
  if (sendId !== undefined && targets.length > 1) {
    return refuseSendId(context, command, list);
  }
  for (const target of targets) {
    say(context, {
      command,
      target,
      tags,
      ...(hasText ? { text: text! } : {}),
      sendId,
    });
  }
}

/** Gives each target once, however often and in whatever case it is named. */
function splitMessageTargets(list: string): readonly string[] {
  if (!list.includes(",")) return list === "" ? [] : [list];
  const targets = new Map<string, string>();
  for (const target of splitTargets(list)) {
    const folded = foldName(target);
    if (!targets.has(folded)) targets.set(folded, target);
  }
  return [...targets.values()];
}

/** One message to one target. */
export interface Saying {
  readonly command: string;
  readonly target: string;
  /** Client-only tags. */
  readonly tags: Tags;
  readonly text?: string;
  /** The lines of a multi-line message, in place of `text`. */
  readonly lines?: readonly TextLine[];
  /** As `sendIdOf` gives it. */
  readonly sendId?: string | undefined;
}

/**
 * Says something to a channel or a person: the one way that any message takes.
 * The answer is the echo for those who asked for it, or why it cannot be said.
 */
export function say(context: Context, saying: Saying): void {
  const { hub, session } = context;
  if (saying.command !== "TAGMSG") session.lastSpokeAt = hub.clock.now();
  const { command, target: name, sendId, text, lines = [] } = saying;
  if (sendId !== undefined) {
    const said = text ?? joinLines(lines);
    const sent = { command, target: name, text: said, sendId };
    if (answerSent(context, sent)) return;
  }
  if (isService(saying.target)) return sayToService(context, saying);
  const target = parseTarget(saying.target);
  if (target.isChannel) sayToChannel(context, saying, target);
  else sayToPerson(context, saying);
}

function sayToChannel(
  context: Context,
  saying: Saying,
  { name, least: wanted }: MessageTarget,
): void {
  const { session, replies } = context;
  const channel = findChannel(context, name);
  if (channel === undefined) return;
  const refusal = speechRefusal(channel, session, {
    isCtcp: isCtcp(saying),
  });
  if (refusal !== undefined) {
    // Of a secret channel it is not even told that it is there.
    if (findVisibleChannel(context, name) === undefined) return;
    return replies.numeric(ERR_CANNOTSENDTOCHAN, channel.name, refusal);
  }
  const message = create(context, saying, `${wanted ?? ""}${channel.name}`);
  const least = audienceRank(channel, session, wanted);
  note(context, message, channel, { least, sendId: saying.sendId });
  channel.broadcast(message, {
    except: session,
    when: least &&
      ((member) => hasRank(channel.members.get(member), least)),
  });
  echo(context, message);
}

function sayToPerson(context: Context, saying: Saying): void {
  const { session, replies } = context;
  const receiver = findSession(context, saying.target);
  if (receiver === undefined) return;
  const refusal = directRefusal(session, receiver, {
    isCtcp: isCtcp(saying),
  });
  if (refusal !== undefined) {
    return replies.numeric(refusal.numeric, receiver.target, refusal.text);
  }
  const message = create(context, saying, receiver.target);
  note(context, message, [session, receiver], { sendId: saying.sendId });
  receiver.send(message);
  echo(context, message);
  // "automatic replies must never be sent in response to a NOTICE message".
  if (saying.command === "PRIVMSG" && receiver.awayText !== undefined) {
    replies.numeric(RPL_AWAY, receiver.target, receiver.awayText);
  }
}

/** It is asked, not told: what is said to it is not stored. */
function sayToService(context: Context, saying: Saying): void {
  const message = create(context, saying, SERVICE_NICK);
  echo(context, message);
  if (saying.command !== "PRIVMSG" || isCtcp(saying)) return;
  answerService(context, textOf(message));
}

function create(
  { hub, session }: Context,
  { command, tags, text, lines }: Saying,
  target: string,
): Outgoing {
  const params = text === undefined ? [target] : [target, text];
  // That somebody types is said often, and of no interest later.
  const isTyping = command === "TAGMSG" && tags.has("+typing");
  return hub.createFrom(session, command, params, {
    msgid: hub.nextMessageId(),
    isStored: !isTyping,
    tags,
    lines,
  });
}

/** Has a message stored, or its sender told that it could not be. */
function note(
  { hub, session, replies }: Context,
  message: Outgoing,
  where: Where,
  { least, sendId }: Pick<NoteOptions, "least" | "sendId">,
): void {
  if (!message.isStored) return;
  const { command, params: [target = ""] } = message;
  hub.history.note(message, where, {
    author: session.identity,
    least,
    sendId,
    onLost: replies.notStored(command, target),
  });
}

/** IRCv3 echo-message; of TAGMSG for those with message-tags. */
function echo({ session, replies }: Context, message: Outgoing): void {
  const canBeTold = message.command !== "TAGMSG" || session.variant.hasTags;
  if (session.capabilities.has("echo-message") && canBeTold) {
    replies.add(message);
  }
}

function isCtcp({ text, lines }: Saying): boolean {
  return text === undefined
    ? lines !== undefined && lines.some((line) => isCtcpQuery(line.text))
    : isCtcpQuery(text);
}

/**
 * "Client-only tags" start with `+`; all others are the server's to set. A key
 * of other characters is no tag's: clients need to parse but "any well-formed
 * tag". (IRCv3 message-tags)
 */
export function clientOnly(tags: Tags): Tags {
  if (tags.size === 0) return tags;
  const own = [...tags].filter(([key]) => /^\+[\w./-]+$/.test(key));
  return own.length === 0 ? NO_TAGS : new Map(own);
}
