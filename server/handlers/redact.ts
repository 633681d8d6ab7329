import type { Message } from "../../protocol/message.ts";
import type { Channel } from "../channel.ts";
import { speechRefusal } from "../channel_access.ts";
import type { Context } from "../context.ts";
import { parseTarget } from "../message_target.ts";
import { roomIn } from "../outgoing.ts";
import { cutText, shown } from "../params.ts";
import { hasRank, type Membership } from "../ranks.ts";
import type { RecentMessage } from "../recent_messages.ts";
import type { Session } from "../session.ts";

const CAPABILITY = "draft/message-redaction";

/**
 * REDACT: takes a message back, one's own or any in a channel that one runs;
 * operators of the server keep order in all channels.
 * (IRCv3 draft/message-redaction)
 */
export function handleRedact(context: Context, { params }: Message): void {
  const { hub, replies } = context;
  const [target = "", msgid = "", reason = ""] = params;
  const fail = (code: string, text: string) =>
    replies.fail("REDACT", code, shown(target), shown(msgid), text);
  const place = findPlace(context, target);
  if (place === undefined) {
    return replies.fail(
      "REDACT",
      "INVALID_TARGET",
      shown(target),
      "You cannot take back messages there",
    );
  }
  const message = hub.recent.find(msgid);
  const isThere = message !== undefined && message.place === place.identity;
  if (!isThere || !knows(context, message, place)) {
    return fail("UNKNOWN_MSGID", "There is no such message, or it is too old");
  }
  if (!mayRedact(context, message, place)) {
    return fail("REDACT_FORBIDDEN", "You may not take back this message");
  }
  hub.recent.remove(msgid);
  tell(context, message, { place, reason });
}

/** Who or what messages are taken back from: one's channels, and people. */
function findPlace(
  { hub, session }: Context,
  target: string,
): Channel | Session | undefined {
  const { name, isChannel } = parseTarget(target);
  if (!isChannel) return hub.registry.session(name);
  const channel = hub.registry.channel(name);
  return channel?.members.has(session) || session.modes.has("o")
    ? channel
    : undefined;
}

/** Whether a message reached the asker; of others it is not even told of. */
function knows(
  { session }: Context,
  message: RecentMessage,
  place: Channel | Session,
): boolean {
  if (message.author === session.identity) return true;
  if (!isChannel(place)) return place === session;
  return session.modes.has("o") ||
    wasMeantFor(message, place.members.get(session));
}

function wasMeantFor(
  { least }: RecentMessage,
  membership: Membership | undefined,
): boolean {
  return least === undefined || hasRank(membership, least);
}

function mayRedact(
  { session }: Context,
  { author }: RecentMessage,
  place: Channel | Session,
): boolean {
  const isOwn = author === session.identity;
  if (!isChannel(place)) return isOwn;
  // A reason is something said, too.
  return session.modes.has("o") || hasRank(place.members.get(session), "%") ||
    (isOwn && speechRefusal(place, session) === undefined);
}

function tell(
  { hub, session, replies }: Context,
  message: RecentMessage,
  { place, reason }: {
    readonly place: Channel | Session;
    readonly reason: string;
  },
): void {
  const name = isChannel(place)
    ? `${message.least ?? ""}${place.name}`
    : place.target;
  const msgid = hub.nextMessageId();
  const create = (...rest: readonly string[]) =>
    hub.createFrom(session, "REDACT", [name, message.msgid, ...rest], {
      msgid,
    });
  const redaction = reason === ""
    ? create()
    : create(cutText(reason, roomIn(create(""))));
  if (isChannel(place)) {
    place.broadcast(redaction, {
      except: session,
      when: (member) =>
        member.capabilities.has(CAPABILITY) &&
        wasMeantFor(message, place.members.get(member)),
    });
  } else if (place !== session && place.capabilities.has(CAPABILITY)) {
    place.send(redaction);
  }
  if (session.capabilities.has(CAPABILITY)) replies.add(redaction);
}

function isChannel(place: Channel | Session): place is Channel {
  return "members" in place;
}
