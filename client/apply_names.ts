import { foldName } from "../protocol/names.ts";
import { channelOf, type Context, MAX_MEMBERS, putMember } from "./applier.ts";
import type { ChatEvent } from "./events.ts";
import { createMember } from "./state.ts";

/** Answers that come at a time, of which most servers give one. */
const MAX_ANSWERS = 1_000;

/** RPL_NAMREPLY: a part of who is in a channel. */
export function applyNames({ state, message }: Context): ChatEvent[] {
  const [name = "", list = ""] = message.params.slice(-2);
  const names = list.split(" ").filter((word) => word !== "");
  const folded = foldName(name);
  const known = state.names.get(folded);
  const hasRoom = known
    ? known.length < MAX_MEMBERS
    : state.names.size < MAX_ANSWERS;
  if (hasRoom && known) known.push(...names);
  else if (hasRoom) state.names.set(folded, names);
  const channel = state.channels.get(folded);
  if (!channel) return [];
  for (const prefixed of names) {
    const prefix = prefixOf(prefixed, state.prefixes);
    const nick = prefixed.slice(prefix.length).replace(/!.*$/s, "");
    const { isAway = false } = channel.members.get(foldName(nick)) ?? {};
    putMember(channel, { ...createMember(nick), prefix, isAway });
  }
  return [];
}

/** RPL_ENDOFNAMES: that is who is in it. */
export function applyEndOfNames(
  { state, message, time }: Context,
): ChatEvent[] {
  const name = message.params[1] ?? "";
  const names = state.names.get(foldName(name)) ?? [];
  state.names.delete(foldName(name));
  const channel = channelOf(state, name)?.name ?? name;
  return [{ type: "names", time, channel, names }];
}

/** The marks of roles in front of a nick. */
function prefixOf(name: string, prefixes: ReadonlyMap<string, string>): string {
  const marks = new Set(prefixes.values());
  let length = 0;
  while (marks.has(name.charAt(length))) length++;
  return name.slice(0, length);
}
