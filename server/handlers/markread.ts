import type { Message } from "../../protocol/message.ts";
import { isChannelName, isNick } from "../../protocol/names.ts";
import type { Context } from "../context.ts";
import { shown } from "../params.ts";
import { createMark } from "../read_marks.ts";

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
  if (mark !== undefined) {
    const time = parseMark(mark);
    if (time === undefined) {
      return refuse(mark, "A mark is timestamp=YYYY-MM-DDThh:mm:ss.sssZ");
    }
    // Nobody has read what is not yet said.
    hub.readMarks.advance(session, target, Math.min(time, hub.clock.now()));
  }
  replies.add(createMark(hub, session, target));
}

/** Reads a timestamp as in `server-time`, in milliseconds since 1970. */
function parseMark(text: string): number | undefined {
  const [, time = ""] =
    /^timestamp=(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)$/.exec(text) ?? [];
  const date = new Date(time);
  // 30 February would be some day in March.
  const isDate = !Number.isNaN(date.getTime()) && date.toISOString() === time;
  return isDate && date.getTime() >= 0 ? date.getTime() : undefined;
}
