import type { Message } from "../../protocol/message.ts";
import { isChannelName, isNick } from "../../protocol/names.ts";
import type { Context } from "../context.ts";
import { StoreError } from "../history/store_error.ts";
import { shown } from "../params.ts";
import { createMark } from "../read_marks.ts";
import { parseTimestamp } from "../timestamps.ts";

/**
 * MARKREAD: tells up to when one has read, or asks for it. The target need not
 * be there now. (IRCv3 draft/read-marker)
 */
export function handleMarkread(
  { hub, session, replies }: Context,
  { params }: Message,
): void {
  const [name = "", mark] = params;
  if (name === "") {
    const text = "Missing parameters";
    return replies.fail("MARKREAD", "NEED_MORE_PARAMS", text);
  }
  const refuse = (param: string, text: string) =>
    replies.fail("MARKREAD", "INVALID_PARAMS", shown(param), text);
  const target = name.normalize("NFC");
  if (!isNick(target) && !isChannelName(target)) {
    return refuse(name, "That is neither a channel nor a nick");
  }
  const time = mark === undefined ? undefined : parseMark(mark);
  if (mark !== undefined && time === undefined) {
    return refuse(mark, "A mark is timestamp=YYYY-MM-DDThh:mm:ss.sssZ");
  }
  try {
    if (time !== undefined) {
      hub.readMarks.advance(session, target, {
        // Nobody has read what is not yet said.
        time: Math.min(time, hub.clock.now()),
        onLost: replies.notStored("MARKREAD", target),
      });
    }
    replies.add(createMark(hub, session, target));
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    replies.fail("MARKREAD", "INTERNAL_ERROR", target, error.message);
  }
}

/** Reads `timestamp=...`, in milliseconds since 1970. */
function parseMark(text: string): number | undefined {
  const [, word = ""] = /^timestamp=(.*)$/.exec(text) ?? [];
  const time = parseTimestamp(word);
  return time !== undefined && time >= 0 ? time : undefined;
}
