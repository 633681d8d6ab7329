import type { Channel } from "./channel.ts";
import type { Context } from "./context.ts";
import { LOBBY } from "./options.ts";

/** Tells a peer that speaks no IRC something about the chat itself. */
export function tell({ session }: Context, text: string): void {
  session.connection.send(`-- ${text}\n`);
}

/**
 * Gives the one channel that a peer that speaks no IRC is in, or tells it that
 * it is in none, as it has been put out, and how to come back.
 */
export function findOwnChannel(context: Context): Channel | undefined {
  const [channel] = context.session.channels;
  if (channel === undefined) {
    tell(context, `You are in no channel: /join ${LOBBY} or another one`);
  }
  return channel;
}
