import type { Message } from "../protocol/message.ts";

/**
 * The id that the server has given a message. An empty one is none. (IRCv3
 * message-tags: "implementations MUST interpret empty tag values … as equivalent
 * to missing tag values")
 */
export function msgidOf({ tags }: Pick<Message, "tags">): string | undefined {
  return tags.get("msgid") || undefined;
}
