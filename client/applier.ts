import type { Message } from "../protocol/message.ts";
import { foldName, isChannelTarget } from "../protocol/names.ts";
import type { ChatEvent } from "./events.ts";
import type { ChannelState, ChatState, Member } from "./state.ts";

/** A message from the server, and what it is applied to. */
export interface Context {
  readonly state: ChatState;
  readonly message: Message;
  readonly time: number;
  /** Nick or, for what our server says itself, the name people see. */
  readonly from: string;
  readonly own: boolean;
}

/** Changes the state as one kind of message says, and tells what happened. */
export type Applier = (context: Context) => ChatEvent[];

/** Finds a channel that we are in. */
export function channelOf(
  state: ChatState,
  name: string,
): ChannelState | undefined {
  return state.channels.get(foldName(name));
}

/** More than any channel has; bounds what an endless one costs. */
export const MAX_MEMBERS = 100_000;

/** Notes that somebody is in a channel, if there is room. */
export function putMember({ members }: ChannelState, member: Member): void {
  const folded = foldName(member.nick);
  const hasRoom = members.size < MAX_MEMBERS || members.has(folded);
  if (hasRoom) members.set(folded, member);
}

/** Whom a message is for; one to the members with a role names the channel. */
export function targetOf(
  to: string,
): { readonly to: string; readonly channel?: string } {
  const channel = to.replace(/^[~&@%+]+/, "");
  return { to, ...(isChannelTarget(channel) && { channel }) };
}
