import type { Message } from "../protocol/message.ts";
import { foldName, isChannelTarget } from "../protocol/names.ts";
import type { ChatEvent } from "./events.ts";
import type { ChannelState, ChatState } from "./state.ts";

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

/** Whom a message is for; one to the members with a role names the channel. */
export function targetOf(
  to: string,
): { readonly to: string; readonly channel?: string } {
  const channel = to.replace(/^[~&@%+]+/, "");
  return { to, ...(isChannelTarget(channel) && { channel }) };
}
