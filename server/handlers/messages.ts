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
import type { Tags } from "../../protocol/tags.ts";
import type { TextLine } from "../../protocol/text_lines.ts";
import { audienceRank, speechRefusal } from "../channel_access.ts";
import type { Context } from "../context.ts";
import { MAX_TARGETS } from "../isupport.ts";
import { findChannel, findSession, findVisibleChannel } from "../lookup.ts";
import { directRefusal } from "../message_access.ts";
import { type MessageTarget, parseTarget } from "../message_target.ts";
import type { Outgoing } from "../outgoing.ts";
import { shown, splitTargets } from "../params.ts";
import { hasRank } from "../ranks.ts";
import type { RecentMessage } from "../recent_messages.ts";

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
  for (const target of targets) {
    say(context, {
      command,
      target,
      tags,
      ...(hasText ? { text: text! } : {}),
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
}

/**
 * Says something to a channel or a person: the one way that any message takes.
 * The answer is the echo for those who asked for it, or why it cannot be said.
 */
export function say(context: Context, saying: Saying): void {
  const { hub, session } = context;
  if (saying.command !== "TAGMSG") session.lastSpokeAt = hub.clock.now();
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
  remember(context, message, { place: channel.identity, least });
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
  remember(context, message, { place: receiver.identity });
  receiver.send(message);
  echo(context, message);
  // "automatic replies must never be sent in response to a NOTICE message".
  if (saying.command === "PRIVMSG" && receiver.awayText !== undefined) {
    replies.numeric(RPL_AWAY, receiver.target, receiver.awayText);
  }
}

function create(
  { hub, session }: Context,
  { command, tags, text, lines }: Saying,
  target: string,
): Outgoing {
  const params = text === undefined ? [target] : [target, text];
  return hub.createFrom(session, command, params, {
    msgid: hub.nextMessageId(),
    tags,
    ...(lines === undefined ? {} : { lines }),
  });
}

/**
 * Remembers what can be taken back. That somebody types is said often, and
 * never taken back: it would push out what is.
 */
function remember(
  { hub, session }: Context,
  { command, msgid, tags }: Outgoing,
  where: Pick<RecentMessage, "place" | "least">,
): void {
  const isTyping = command === "TAGMSG" && tags.has("+typing");
  if (isTyping) return;
  const author = session.identity;
  hub.recent.add({ msgid: msgid!, author, ...where });
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
  return tags.size === 0
    ? tags
    : new Map([...tags].filter(([key]) => /^\+[\w./-]+$/.test(key)));
}
