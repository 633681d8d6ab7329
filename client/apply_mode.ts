import { foldName, isChannelTarget } from "../protocol/names.ts";
import { channelOf, type Context } from "./applier.ts";
import type { ChatEvent } from "./events.ts";
import type { ChannelState, ChatState } from "./state.ts";

/** MODE: the modes of a channel or the roles of its members are changed. */
export function applyMode(
  { state, message, time, from }: Context,
): ChatEvent[] {
  const [name = "", modes = "", ...args] = message.params;
  if (!isChannelTarget(name)) return [];
  const channel = channelOf(state, name);
  for (const change of readChanges(state, modes, args)) {
    if (channel && state.prefixes.has(change.letter)) {
      changeRole(state, channel, change);
    }
    if (channel && change.letter === "k") changeKey(state, channel, change);
  }
  const text = [modes, ...args].join(" ");
  return [{ type: "mode", time, from, channel: channel?.name ?? name, text }];
}

interface ModeChange {
  readonly letter: string;
  readonly on: boolean;
  readonly value?: string;
}

/** Gives each change its value, as CHANMODES and PREFIX say which have one. */
function* readChanges(
  { prefixes, channelModes }: ChatState,
  modes: string,
  args: readonly string[],
): Generator<ModeChange> {
  const [lists = "", always = "", whenSet = ""] = channelModes;
  const rest = args.values();
  let on = true;
  for (const letter of modes) {
    if (letter === "+" || letter === "-") {
      on = letter === "+";
      continue;
    }
    const hasValue = prefixes.has(letter) || lists.includes(letter) ||
      always.includes(letter) || (on && whenSet.includes(letter));
    const value = hasValue ? rest.next().value : undefined;
    yield { letter, on, ...(value !== undefined && { value }) };
  }
}

function changeRole(
  { prefixes }: ChatState,
  { members }: ChannelState,
  { letter, on, value = "" }: ModeChange,
): void {
  const member = members.get(foldName(value));
  if (!member) return;
  const changed = prefixes.get(letter);
  const prefix = [...prefixes.values()].filter((mark) =>
    mark === changed ? on : member.prefix.includes(mark)
  ).join("");
  members.set(foldName(value), { ...member, prefix });
}

function changeKey(
  { keys }: ChatState,
  { name }: ChannelState,
  { on, value }: ModeChange,
): void {
  if (!on) keys.delete(foldName(name));
  // Some servers show a key to those who set it only.
  else if (value !== undefined && value !== "*") {
    keys.set(foldName(name), value);
  }
}
