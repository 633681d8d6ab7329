import type { Message } from "../../protocol/message.ts";
import { RPL_ENDOFNAMES, RPL_NAMREPLY } from "../../protocol/numerics.ts";
import type { Channel } from "../channel.ts";
import type { Context } from "../context.ts";
import { packWords } from "../fit_line.ts";
import type { Hub } from "../hub.ts";
import type { Outgoing } from "../outgoing.ts";
import { channelsInTurn } from "../pacing.ts";
import { shown, splitTargets } from "../params.ts";
import { prefixOf } from "../ranks.ts";
import type { Session } from "../session.ts";

/**
 * NAMES. (modern.ircdocs.horse, "NAMES message") "If no <channel> parameter is
 * given, a list of all channels and their occupants is returned." (RFC 2812,
 * 3.2.5) Whoever is in none of them is left in peace.
 */
export async function handleNames(
  { hub, session, replies }: Context,
  { params }: Message,
): Promise<void> {
  const end = (name: string) => createEnd(hub, session, name);
  const names = splitTargets(params[0] ?? "");
  for (const name of names) {
    const channel = hub.registry.channel(name);
    // A hidden channel is answered as if it did not exist, spelling included.
    if (!channel?.isVisibleTo(session)) replies.add(end(shown(name)));
    else await replies.stream(listNames(hub, session, channel));
  }
  if (names.length > 0) return;
  for await (const channel of channelsInTurn(hub)) {
    if (replies.isOver) return;
    await replies.stream(listMembers(hub, session, channel));
  }
  replies.add(end("*"));
}

/** Gives the answer to NAMES of one channel. */
export function* listNames(
  hub: Hub,
  session: Session,
  channel: Channel,
): Generator<Outgoing> {
  const { name } = channel;
  yield* listMembers(hub, session, channel);
  yield createEnd(hub, session, name);
}

/** Gives the members that somebody may see, as many in a line as fit it. */
function listMembers(
  hub: Hub,
  session: Session,
  channel: Channel,
): Generator<Outgoing> {
  const { name, flags } = channel;
  const symbol = flags.has("s") ? "@" : "=";
  return packWords(describeMembers(session, channel), {
    separator: " ",
    create: (line) =>
      hub.create(RPL_NAMREPLY, [session.target, symbol, name, line]),
  });
}

/** IRCv3 multi-prefix and userhost-in-names. */
function* describeMembers(
  session: Session,
  channel: Channel,
): Generator<string> {
  const all = session.capabilities.has("multi-prefix");
  const isWhole = session.capabilities.has("userhost-in-names");
  for (const [member, membership] of channel.membersFor(session)) {
    const prefix = prefixOf(membership, { all });
    yield `${prefix}${isWhole ? member.source : member.target}`;
  }
}

function createEnd(hub: Hub, session: Session, name: string): Outgoing {
  const { target } = session;
  return hub.create(RPL_ENDOFNAMES, [target, name, "End of /NAMES list"]);
}
