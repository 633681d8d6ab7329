import {
  ERR_CHANOPRIVSNEEDED,
  ERR_NOPRIVILEGES,
  ERR_NOSUCHCHANNEL,
  ERR_NOSUCHNICK,
  ERR_NOSUCHSERVER,
  ERR_NOTONCHANNEL,
} from "../protocol/numerics.ts";
import type { Channel } from "./channel.ts";
import type { Context } from "./context.ts";
import { matchesMask } from "./masks.ts";
import { shown } from "./params.ts";
import { hasRank, type Membership, type Rank } from "./ranks.ts";
import type { Session } from "./session.ts";

/** Finds a channel, or answers 403. */
export function findChannel(
  { hub, replies }: Context,
  name: string,
): Channel | undefined {
  const channel = hub.registry.channel(name);
  if (channel === undefined) {
    replies.numeric(ERR_NOSUCHCHANNEL, shown(name), "No such channel");
  }
  return channel;
}

/** The same for a channel that the asker may know of. (mode `s`) */
export function findVisibleChannel(
  context: Context,
  name: string,
): Channel | undefined {
  const { hub, session, replies } = context;
  const channel = hub.registry.channel(name);
  if (channel?.isVisibleTo(session)) return channel;
  replies.numeric(ERR_NOSUCHCHANNEL, shown(name), "No such channel");
  return undefined;
}

/** Finds somebody, or answers 401. */
export function findSession(
  { hub, replies }: Context,
  nick: string,
): Session | undefined {
  const session = hub.registry.session(nick);
  if (session === undefined) {
    replies.numeric(ERR_NOSUCHNICK, shown(nick), "No such nick");
  }
  return session;
}

/** Gives the asker's own rank in a channel, or answers 442. */
export function findMembership(
  { session, replies }: Context,
  channel: Channel,
): Membership | undefined {
  const membership = channel.members.get(session);
  if (membership === undefined) {
    replies.numeric(
      ERR_NOTONCHANNEL,
      channel.name,
      "You're not on that channel",
    );
  }
  return membership;
}

/** Whether the asker has a rank in a channel, or a higher one; else answers 482. */
export function checkRank(
  { session, replies }: Context,
  channel: Channel,
  least: Rank["prefix"],
): boolean {
  if (hasRank(channel.members.get(session), least)) return true;
  replies.numeric(
    ERR_CHANOPRIVSNEEDED,
    channel.name,
    "You're not channel operator",
  );
  return false;
}

/** Whether the asker is operator of the server; else answers 481. */
export function checkOperator({ session, replies }: Context): boolean {
  if (session.modes.has("o")) return true;
  replies.numeric(
    ERR_NOPRIVILEGES,
    "Permission Denied- You're not an IRC operator",
  );
  return false;
}

/**
 * Whether a parameter means this server: its name, a mask of it, or the nick of
 * somebody who is on it ("If `<target>` is a client, the information for the
 * server that client is connected to is requested", modern.ircdocs.horse,
 * "VERSION message"); else answers 402.
 *
 * @param target `undefined` or empty for no parameter, which means it, too.
 */
export function checkServer(
  { hub, replies }: Context,
  target: string | undefined,
): boolean {
  if (!target || matchesMask(hub.options.serverName, target)) return true;
  if (hub.registry.session(target) !== undefined) return true;
  replies.numeric(ERR_NOSUCHSERVER, shown(target), "No such server");
  return false;
}
