import type { Message } from "../../protocol/message.ts";
import {
  ERR_USERONCHANNEL,
  RPL_AWAY,
  RPL_ENDOFINVITELIST,
  RPL_INVITELIST,
  RPL_INVITING,
} from "../../protocol/numerics.ts";
import type { Channel } from "../channel.ts";
import type { Context } from "../context.ts";
import {
  checkRank,
  findMembership,
  findSession,
  findVisibleChannel,
} from "../lookup.ts";
import type { Outgoing } from "../outgoing.ts";
import { hasRank } from "../ranks.ts";
import type { Session } from "../session.ts";

/**
 * INVITE. (modern.ircdocs.horse, "INVITE message") Every member may ask others
 * in, unless the channel is `+i`; but only the word of a half-operator opens
 * the door in spite of modes and bans.
 */
export function handleInvite(
  context: Context,
  { params }: Message,
): void | Promise<void> {
  const { replies } = context;
  const [nick, name] = params;
  if (nick === undefined) return replies.stream(listInvitations(context));
  if (name === undefined) {
    return replies.needMoreParams("INVITE");
  }
  const target = findSession(context, nick);
  if (target === undefined) return;
  const channel = findVisibleChannel(context, name);
  if (channel === undefined || !findMembership(context, channel)) return;
  if (channel.flags.has("i") && !checkRank(context, channel, "%")) return;
  if (channel.members.has(target)) {
    return replies.numeric(
      ERR_USERONCHANNEL,
      target.target,
      channel.name,
      "is already on channel",
    );
  }
  invite(context, target, channel);
}

function* listInvitations(
  { hub, session }: Context,
): Generator<Outgoing> {
  for (const { name } of session.invitations) {
    yield hub.create(RPL_INVITELIST, [session.target, name]);
  }
  const end = [session.target, "End of /INVITE list"];
  yield hub.create(RPL_ENDOFINVITELIST, end);
}

function invite(
  { hub, session, replies }: Context,
  target: Session,
  channel: Channel,
): void {
  if (hasRank(channel.members.get(session), "%")) channel.invite(target);
  replies.numeric(RPL_INVITING, target.target, channel.name);
  if (target.awayText !== undefined) {
    replies.numeric(RPL_AWAY, target.target, target.awayText);
  }
  const message = hub.createFrom(session, "INVITE", [
    target.target,
    channel.name,
  ]);
  target.send(message);
  // "A server may choose to only send the message to ... clients that have the
  // privilege to do an /INVITE on the channel themselves." (invite-notify)
  channel.broadcast(message, {
    except: session,
    when: (member) =>
      member.capabilities.has("invite-notify") &&
      (!channel.flags.has("i") || hasRank(channel.members.get(member), "%")),
  });
}
