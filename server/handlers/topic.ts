import { byteLength, MAX_TOPIC_BYTES } from "../../protocol/limits.ts";
import type { Message } from "../../protocol/message.ts";
import {
  ERR_CANNOTSENDTOCHAN,
  ERR_INPUTTOOLONG,
  RPL_NOTOPIC,
  RPL_TOPIC,
  RPL_TOPICWHOTIME,
} from "../../protocol/numerics.ts";
import type { Channel } from "../channel.ts";
import { speechRefusal } from "../channel_access.ts";
import type { Context } from "../context.ts";
import type { Hub } from "../hub.ts";
import { checkRank, findMembership, findVisibleChannel } from "../lookup.ts";
import type { Outgoing } from "../outgoing.ts";
import type { Session } from "../session.ts";

/** TOPIC. (modern.ircdocs.horse, "TOPIC message") */
export function handleTopic(context: Context, { params }: Message): void {
  const { hub, session, replies } = context;
  const [name, text] = params as [string, string?];
  const channel = findVisibleChannel(context, name);
  if (channel === undefined) return;
  if (text === undefined) return sendTopic(context, channel);
  if (findMembership(context, channel) === undefined) return;
  if (channel.flags.has("t") && !checkRank(context, channel, "%")) return;
  // A topic is said to everybody, too, and to all who come later.
  const refusal = speechRefusal(channel, session);
  if (refusal !== undefined) {
    return replies.numeric(ERR_CANNOTSENDTOCHAN, channel.name, refusal);
  }
  // Others truncate it; here nothing that somebody wrote is lost unnoticed.
  if (byteLength(text) > MAX_TOPIC_BYTES) {
    return replies.numeric(
      ERR_INPUTTOOLONG,
      `The topic is longer than ${MAX_TOPIC_BYTES} bytes`,
    );
  }
  const isNews = text !== (channel.topic?.text ?? "");
  const message = hub.createFrom(session, "TOPIC", [channel.name, text], {
    msgid: hub.nextMessageId(),
    isStored: isNews,
  });
  if (!isNews) {
    // What changes nothing is answered, but is no news to the others.
    return replies.add(message);
  }
  const before = channel.topic;
  hub.history.note(message, channel, {
    author: session.identity,
    undo: () => channel.topic = before,
    onLost: replies.notStored("TOPIC", channel.name),
  });
  replies.add(message);
  channel.topic = text === ""
    ? undefined
    : { text, setBy: session.source, setAt: hub.clock.now() };
  channel.broadcast(message, { except: session });
}

/** Answers what a channel is about, or that it has no topic. */
export function sendTopic(
  { hub, session, replies }: Context,
  channel: Channel,
): void {
  if (channel.topic === undefined) {
    return replies.numeric(RPL_NOTOPIC, channel.name, "No topic is set");
  }
  for (const message of topicMessages(hub, session, channel)) {
    replies.add(message);
  }
}

/** Gives what tells somebody the topic of a channel: nothing if it has none. */
export function* topicMessages(
  hub: Hub,
  { target }: Session,
  { name, topic }: Channel,
): Generator<Outgoing> {
  if (topic === undefined) return;
  const { text, setBy, setAt } = topic;
  yield hub.create(RPL_TOPIC, [target, name, text]);
  const seconds = String(Math.floor(setAt / 1000));
  yield hub.create(RPL_TOPICWHOTIME, [target, name, setBy, seconds]);
}
