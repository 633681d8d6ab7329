import type { Tags } from "../protocol/tags.ts";
import { type Context, targetOf } from "./applier.ts";
import type { ChatEvent } from "./events.ts";

/** TAGMSG: somebody types or reacts. (IRCv3 typing, react, reply) */
export function applyTagmsg(
  { message, time, from, own }: Context,
): ChatEvent[] {
  const { tags, params } = message;
  const base = { time, from, own, ...targetOf(params[0] ?? "") };
  const typing = tags.get("+typing") ?? tags.get("+draft/typing");
  const isTyping = typing === "active" || typing === "paused" ||
    typing === "done";
  const events: ChatEvent[] = isTyping && !own
    ? [{ ...base, type: "typing", state: typing }]
    : [];
  const target = repliedTo(tags);
  const added = tags.get("+draft/react") ?? tags.get("+react");
  const removed = tags.get("+draft/unreact") ?? tags.get("+unreact");
  const text = added ?? removed ?? "";
  if (target !== undefined && text !== "") {
    const isRemoved = added === undefined;
    events.push({ ...base, type: "react", text, target, removed: isRemoved });
  }
  return events;
}

/** The `id` of the message that one answers, or `undefined`. (IRCv3 reply) */
export function repliedTo(tags: Tags): string | undefined {
  return tags.get("+draft/reply") || tags.get("+reply") || undefined;
}
