import type { Message } from "../../protocol/message.ts";
import {
  ERR_BANNEDFROMCHAN,
  ERR_CANNOTKNOCK,
  ERR_CHANOPEN,
  ERR_KNOCKONCHAN,
  ERR_TOOMANYKNOCK,
  RPL_KNOCK,
  RPL_KNOCKDLVR,
} from "../../protocol/numerics.ts";
import type { Channel } from "../channel.ts";
import { entryRefusal } from "../channel_access.ts";
import type { Context } from "../context.ts";
import { cutToLine } from "../fit_line.ts";
import type { Hub } from "../hub.ts";
import { findChannel } from "../lookup.ts";
import { hasRank } from "../ranks.ts";
import type { Session } from "../session.ts";

/** How long one knock keeps from the next one at that door, in milliseconds. */
const KNOCK_MS = 60_000;

/**
 * KNOCK: asks those who could open a closed channel to do so. In no standard;
 * numerics as in Hybrid and its kin. A secret channel can be knocked at by who
 * knows its name, as JOIN tells of it, too.
 */
export function handleKnock(context: Context, { params }: Message): void {
  const { hub, session, replies } = context;
  const [name, text = ""] = params as [string, string?];
  const channel = findChannel(context, name);
  if (channel === undefined) return;
  const refuse = (numeric: string, why: string) =>
    replies.numeric(numeric, channel.name, why);
  if (channel.members.has(session)) {
    return refuse(ERR_KNOCKONCHAN, "You are already on that channel");
  }
  const refusal = entryRefusal(channel, session, undefined);
  if (refusal === undefined) return refuse(ERR_CHANOPEN, "Channel is open");
  if (refusal.numeric === ERR_BANNEDFROMCHAN) {
    return refuse(ERR_CANNOTKNOCK, "Cannot knock (you are banned)");
  }
  const now = hub.clock.now();
  const knockedAt = session.knocks?.get(channel) ?? -Infinity;
  if (now - knockedAt < KNOCK_MS) {
    return refuse(ERR_TOOMANYKNOCK, "Too many KNOCKs: once a minute");
  }
  const doorkeepers = [...channel.members].filter(([, membership]) =>
    hasRank(membership, "%")
  );
  if (doorkeepers.length === 0) {
    return refuse(ERR_CANNOTKNOCK, "Cannot knock (nobody could let you in)");
  }
  session.knocks ??= new WeakMap();
  session.knocks.set(channel, now);
  for (const [member] of doorkeepers) {
    tellKnock(hub, member, { channel, session, text });
  }
  replies.numeric(
    RPL_KNOCKDLVR,
    channel.name,
    "Your KNOCK has been delivered",
  );
}

function tellKnock(
  hub: Hub,
  member: Session,
  { channel, session, text }: {
    readonly channel: Channel;
    readonly session: Session;
    readonly text: string;
  },
): void {
  const asked = "has asked for an invite";
  const message = hub.create(RPL_KNOCK, [
    member.target,
    channel.name,
    session.source,
    text === "" ? asked : `${asked}: ${text}`,
  ]);
  member.send(cutToLine(message));
}
