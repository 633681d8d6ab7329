import type { Message } from "../../protocol/message.ts";
import { isChannelTarget } from "../../protocol/names.ts";
import {
  ERR_CANNOTSENDTOCHAN,
  ERR_NORECIPIENT,
  ERR_NOSUCHCHANNEL,
  ERR_NOSUCHNICK,
  ERR_NOTEXTTOSEND,
  ERR_TOOMANYTARGETS,
} from "../../protocol/numerics.ts";
import type { Tags } from "../../protocol/tags.ts";
import type { TextLine } from "../../protocol/text_lines.ts";
import type { Context } from "../commands.ts";
import { MAX_TARGETS } from "../isupport.ts";
import type { Outgoing } from "../outgoing.ts";
import { shown, splitTargets } from "../params.ts";

/**
 * PRIVMSG, NOTICE and TAGMSG. (modern.ircdocs.horse, "PRIVMSG message"; IRCv3
 * message-tags)
 */
export function sayToAll(context: Context, message: Message): void {
  const { replies } = context;
  const { command, params: [list = "", text] } = message;
  const targets = splitTargets(list);
  if (targets.length === 0) {
    return replies.numeric(ERR_NORECIPIENT, `No recipient given (${command})`);
  }
  const hasText = command !== "TAGMSG";
  if (hasText && (text === undefined || text === "")) {
    return replies.numeric(ERR_NOTEXTTOSEND, "No text to send");
  }
  if (targets.length > MAX_TARGETS) {
    return replies.numeric(ERR_TOOMANYTARGETS, shown(list), "Too many targets");
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
  const { hub, session, replies } = context;
  const { command, target, tags, text, lines } = saying;
  const create = (name: string): Outgoing =>
    hub.create(command, text === undefined ? [name] : [name, text], {
      source: session.source,
      msgid: hub.nextMessageId(),
      tags,
      ...(lines === undefined ? {} : { lines }),
    });
  if (command !== "TAGMSG") session.lastSpokeAt = hub.clock.now();
  let message: Outgoing;
  if (isChannelTarget(target)) {
    const channel = hub.registry.channel(target);
    if (channel === undefined) {
      return replies.numeric(
        ERR_NOSUCHCHANNEL,
        shown(target),
        "No such channel",
      );
    }
    const refusal = channel.refusal(session);
    if (refusal !== undefined) {
      return replies.numeric(ERR_CANNOTSENDTOCHAN, channel.name, refusal);
    }
    message = create(channel.name);
    channel.broadcast(message, { except: session });
  } else {
    const receiver = hub.registry.session(target);
    if (receiver === undefined) {
      return replies.numeric(ERR_NOSUCHNICK, shown(target), "No such nick");
    }
    message = create(receiver.target);
    receiver.send(message);
  }
  const canBeTold = command !== "TAGMSG" || session.variant.hasTags;
  if (session.capabilities.has("echo-message") && canBeTold) {
    replies.add(message);
  }
}

/** "Client-only tags" start with `+`; all others are the server's to set. */
export function clientOnly(tags: Tags): Tags {
  return new Map([...tags].filter(([key]) => key.startsWith("+")));
}
