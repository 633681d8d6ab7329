import { MAX_KICK_BYTES } from "../../protocol/limits.ts";
import type { Message } from "../../protocol/message.ts";
import {
  ERR_TOOMANYTARGETS,
  ERR_USERNOTINCHANNEL,
} from "../../protocol/numerics.ts";
import type { Context } from "../context.ts";
import { MAX_TARGETS } from "../isupport.ts";
import { checkRank, findMembership, findVisibleChannel } from "../lookup.ts";
import { roomIn } from "../outgoing.ts";
import { cutText, shown } from "../params.ts";
import { hasRank } from "../ranks.ts";

/**
 * KICK. (modern.ircdocs.horse, "KICK message") "There MUST be either one channel
 * parameter and multiple user parameter, or as many channel parameters as there
 * are user parameters." (RFC 2812, 3.2.8)
 */
export function handleKick(context: Context, { params }: Message): void {
  const { replies } = context;
  const [channelList, nickList, reason = ""] = params as [
    string,
    string,
    string?,
  ];
  const channels = splitList(channelList);
  const nicks = splitList(nickList);
  const isPaired = channels.length === nicks.length;
  if (nicks.length === 0 || (channels.length !== 1 && !isPaired)) {
    return replies.needMoreParams("KICK");
  }
  if (nicks.length > MAX_TARGETS) {
    return replies.numeric(
      ERR_TOOMANYTARGETS,
      shown(nickList),
      "Too many targets",
    );
  }
  for (const [index, nick] of nicks.entries()) {
    const channel = channels[isPaired ? index : 0]!;
    kick(context, { channel, nick, reason });
  }
}

/** Unlike `splitTargets` this keeps what is named twice. */
function splitList(list: string): string[] {
  return list.split(",").filter((item) => item !== "");
}

interface Kick {
  readonly channel: string;
  readonly nick: string;
  /** Empty: the kicker's nick stands for it. */
  readonly reason: string;
}

function kick(
  context: Context,
  { channel: name, nick, reason }: Kick,
): void {
  const { hub, session, replies } = context;
  const channel = findVisibleChannel(context, name);
  if (channel === undefined || !findMembership(context, channel)) return;
  if (!checkRank(context, channel, "%")) return;
  const target = hub.registry.session(nick);
  const rank = target && channel.members.get(target);
  if (target === undefined || rank === undefined) {
    return replies.numeric(
      ERR_USERNOTINCHANNEL,
      target?.target ?? shown(nick),
      channel.name,
      "They aren't on that channel",
    );
  }
  // Half-operators keep order, but not among those who do the same.
  if (hasRank(rank, "%") && !checkRank(context, channel, "@")) return;
  const msgid = hub.nextMessageId();
  const create = (text: string) =>
    hub.createFrom(session, "KICK", [channel.name, target.target, text], {
      msgid,
    });
  const maxBytes = Math.min(MAX_KICK_BYTES, roomIn(create("")));
  const message = create(cutText(reason || session.target, maxBytes));
  hub.history.noteEvent(channel, message, session.identity);
  replies.add(message);
  channel.broadcast(message, { except: session });
  channel.part(target);
  hub.registry.closeIfEmpty(channel);
}
