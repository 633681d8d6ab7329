import { RPL_TOPIC } from "../protocol/numerics.ts";
import { channelOf, type Context } from "./applier.ts";
import type { ChatEvent } from "./events.ts";
import type { ChatState } from "./state.ts";

/** TOPIC: somebody says what a channel is about. */
export function applyTopic(
  { state, message, time, from }: Context,
): ChatEvent[] {
  const [name = "", text = ""] = message.params;
  const channel = setTopic(state, name, text);
  return [{ type: "topic", time, from, channel, text }];
}

/** RPL_TOPIC and RPL_NOTOPIC: what a channel is about. */
export function applyTopicReply(
  { state, message, time }: Context,
): ChatEvent[] {
  const [, name = "", last = ""] = message.params;
  const text = message.command === RPL_TOPIC ? last : "";
  const channel = setTopic(state, name, text);
  return [{ type: "topic", time, channel, text }];
}

function setTopic(state: ChatState, name: string, topic: string): string {
  const channel = channelOf(state, name);
  if (channel) channel.topic = topic;
  return channel?.name ?? name;
}
