import { parseAction } from "../protocol/ctcp.ts";
import { foldName, isChannelName } from "../protocol/names.ts";
import { channelOf, type Context, targetOf } from "./applier.ts";
import type { ChatEvent } from "./events.ts";

/** REDACT: a message is taken back. (IRCv3 message-redaction) */
export function applyRedact(
  { message, time, from, own }: Context,
): ChatEvent[] {
  const [to = "", id = "", text = ""] = message.params;
  return [{ type: "redact", time, from, own, ...targetOf(to), id, text }];
}

/** EDITMSG: the text of a message is another now. (chat/edit) */
export function applyEdit({ message, time, from, own }: Context): ChatEvent[] {
  const [to = "", id = "", said = ""] = message.params;
  const text = parseAction(said) ?? said;
  return [{ type: "edit", time, from, own, ...targetOf(to), id, text }];
}

/** MARKREAD: up to when we have read something. (IRCv3 read-marker) */
export function applyMarkRead({ message }: Context): ChatEvent[] {
  const [target = "", mark = ""] = message.params;
  const time = Date.parse(mark.replace(/^timestamp=/, ""));
  // `*`: the server knows of none.
  return Number.isNaN(time) ? [] : [{ type: "readmark", time, target }];
}

/** RENAME: a channel goes by another name. (IRCv3 channel-rename) */
export function applyRename(
  { state, message, time, from }: Context,
): ChatEvent[] {
  const [oldName = "", name = "", text = ""] = message.params;
  if (!isChannelName(name)) return [];
  const channel = channelOf(state, oldName)?.name ?? oldName;
  const entries = [...state.channels];
  state.channels.clear();
  for (const [folded, known] of entries) {
    if (folded === foldName(oldName)) {
      state.channels.set(foldName(name), { ...known, name });
    } else state.channels.set(folded, known);
  }
  const key = state.keys.get(foldName(oldName));
  state.keys.delete(foldName(oldName));
  if (key !== undefined) state.keys.set(foldName(name), key);
  return [{ type: "rename", time, from, channel, name, text }];
}
