import { byteLength } from "../../protocol/limits.ts";
import type { Message } from "../../protocol/message.ts";
import { isChannelTarget } from "../../protocol/names.ts";
import {
  ERR_NOSUCHNICK,
  RPL_ENDOFWHO,
  RPL_ENDOFWHOIS,
  RPL_VERSION,
  RPL_WHOISCHANNELS,
  RPL_WHOISIDLE,
  RPL_WHOISSERVER,
  RPL_WHOISUSER,
  RPL_WHOREPLY,
} from "../../protocol/numerics.ts";
import { type Channel, prefixOf } from "../channel.ts";
import type { Context } from "../commands.ts";
import type { Outgoing } from "../outgoing.ts";
import { shown, splitTargets } from "../params.ts";
import type { Session } from "../session.ts";
import { VERSION } from "../version.ts";
import { sendMotd, sendSupport } from "../welcome.ts";

/** Bytes of the channels in one numeric 319; they fit it behind two nicks. */
const MAX_CHANNELS_BYTES = 250;

/** MOTD. */
export function handleMotd(context: Context): void {
  sendMotd(context);
}

/** VERSION; what the server supports is part of the answer. */
export function handleVersion(context: Context): void {
  const { hub, replies } = context;
  replies.numeric(RPL_VERSION, `${VERSION}.`, hub.options.serverName, "");
  sendSupport(context);
}

/** WHO, of a channel or of one person. (modern.ircdocs.horse, "WHO message") */
export function handleWho(
  context: Context,
  { params }: Message,
): Promise<void> {
  return context.replies.stream(listWho(context, params[0] ?? "*"));
}

function* listWho(
  { hub, session }: Context,
  mask: string,
): Generator<Outgoing> {
  const all = session.capabilities.has("multi-prefix");
  const { serverName } = hub.options;
  const row = (of: Session, channel?: Channel): Outgoing => {
    const membership = channel?.members.get(of);
    const prefix = membership === undefined
      ? ""
      : prefixOf(membership, { all });
    return hub.create(RPL_WHOREPLY, [
      session.target,
      channel?.name ?? "*",
      of.user!,
      of.host,
      serverName,
      of.target,
      `H${prefix}`,
      `0 ${of.realName}`,
    ]);
  };
  if (isChannelTarget(mask)) {
    const channel = hub.registry.channel(mask);
    for (const [member] of channel?.membersFor(session) ?? []) {
      yield row(member, channel);
    }
  } else {
    const person = hub.registry.session(mask);
    if (person?.isVisibleTo(session)) {
      yield row(person, [...person.channels][0]);
    }
  }
  const end = [session.target, shown(mask), "End of WHO list"];
  yield hub.create(RPL_ENDOFWHO, end);
}

/** WHOIS; the server's name may stand before the nick. */
export function handleWhois(context: Context, { params }: Message): void {
  const { hub, replies } = context;
  const [nick = ""] = splitTargets(params[1] ?? params[0]!);
  const person = hub.registry.session(nick);
  if (person === undefined) {
    replies.numeric(ERR_NOSUCHNICK, shown(nick), "No such nick");
  } else sendWhois(context, person);
  const asked = person?.target ?? shown(nick);
  replies.numeric(RPL_ENDOFWHOIS, asked, "End of /WHOIS list");
}

function sendWhois({ hub, replies }: Context, person: Session): void {
  const { target, user, host, realName, connectedAt, lastSpokeAt } = person;
  const { serverName, network } = hub.options;
  replies.numeric(RPL_WHOISUSER, target, user!, host, "*", realName);
  for (const line of describeChannels(person)) {
    replies.numeric(RPL_WHOISCHANNELS, target, line);
  }
  replies.numeric(RPL_WHOISSERVER, target, serverName, network);
  replies.numeric(
    RPL_WHOISIDLE,
    target,
    String(Math.floor((hub.clock.now() - lastSpokeAt) / 1000)),
    String(Math.floor(connectedAt / 1000)),
    "seconds idle, signon time",
  );
}

/** Channels with the person's rank, as many in a line as fit it. */
function* describeChannels(person: Session): Generator<string> {
  let line = "";
  for (const channel of person.channels) {
    const rank = prefixOf(channel.members.get(person)!, { all: true });
    const entry = `${rank}${channel.name}`;
    if (line !== "" && byteLength(`${line} ${entry}`) > MAX_CHANNELS_BYTES) {
      yield line;
      line = "";
    }
    line += line === "" ? entry : ` ${entry}`;
  }
  if (line !== "") yield line;
}
