import {
  byteLength,
  MAX_LINE_BYTES,
  MAX_TOPIC_BYTES,
} from "../../protocol/limits.ts";
import { formatBody, type Message } from "../../protocol/message.ts";
import { isChannelName } from "../../protocol/names.ts";
import {
  ERR_BANNEDFROMCHAN,
  ERR_CHANOPRIVSNEEDED,
  ERR_INPUTTOOLONG,
  ERR_NOSUCHCHANNEL,
  ERR_NOTONCHANNEL,
  ERR_TOOMANYCHANNELS,
  RPL_ENDOFNAMES,
  RPL_LIST,
  RPL_LISTEND,
  RPL_LISTSTART,
  RPL_NAMREPLY,
  RPL_NOTOPIC,
  RPL_TOPIC,
  RPL_TOPICWHOTIME,
} from "../../protocol/numerics.ts";
import { type Channel, prefixOf } from "../channel.ts";
import type { Context } from "../commands.ts";
import type { Hub } from "../hub.ts";
import { MAX_CHANNELS } from "../isupport.ts";
import type { Outgoing } from "../outgoing.ts";
import { shown, splitTargets } from "../params.ts";
import type { Session } from "../session.ts";

/** JOIN. `JOIN 0` leaves all channels. (modern.ircdocs.horse, "JOIN message") */
export async function handleJoin(
  context: Context,
  { params }: Message,
): Promise<void> {
  const { hub, session, replies } = context;
  if (params[0] === "0") {
    for (const channel of [...session.channels]) partChannel(context, channel);
    return;
  }
  for (const name of splitTargets(params[0]!)) {
    if (session.state === "gone") return;
    const channel = enter(context, name);
    if (channel === undefined) continue;
    const { source } = session;
    replies.add(hub.create("JOIN", [channel.name], { source }));
    if (channel.topic !== undefined) sendTopic(context, channel);
    await replies.stream(listNames(hub, session, channel));
  }
}

function enter(
  { hub, session, replies }: Context,
  name: string,
): Channel | undefined {
  const { registry, clock } = hub;
  if (!isChannelName(name)) {
    replies.numeric(ERR_NOSUCHCHANNEL, shown(name), "No such channel");
    return undefined;
  }
  const known = registry.channel(name);
  if (known?.members.has(session)) return undefined;
  if (session.channels.size >= MAX_CHANNELS) {
    replies.numeric(
      ERR_TOOMANYCHANNELS,
      name,
      "You have joined too many channels",
    );
    return undefined;
  }
  if (known?.isBanned(session)) {
    replies.numeric(
      ERR_BANNEDFROMCHAN,
      known.name,
      "Cannot join channel (+b)",
    );
    return undefined;
  }
  const createdAt = clock.now();
  const channel = registry.openChannel(name.normalize("NFC"), { createdAt });
  joinChannel(hub, session, channel);
  return channel;
}

/** Takes a session into a channel and tells the others. */
export function joinChannel(
  hub: Hub,
  session: Session,
  channel: Channel,
): void {
  const { source } = session;
  channel.join(session);
  const message = hub.create("JOIN", [channel.name], { source });
  channel.broadcast(message, { except: session });
}

/** PART. */
export function handlePart(context: Context, { params }: Message): void {
  const { hub, session, replies } = context;
  for (const name of splitTargets(params[0]!)) {
    const channel = hub.registry.channel(name);
    if (channel === undefined) {
      replies.numeric(ERR_NOSUCHCHANNEL, shown(name), "No such channel");
    } else if (!channel.members.has(session)) {
      replies.numeric(
        ERR_NOTONCHANNEL,
        channel.name,
        "You're not on that channel",
      );
    } else partChannel(context, channel, params[1]);
  }
}

function partChannel(
  { hub, session, replies }: Context,
  channel: Channel,
  reason?: string,
): void {
  const { source } = session;
  const params = reason ? [channel.name, reason] : [channel.name];
  const message = hub.create("PART", params, { source });
  replies.add(message);
  channel.broadcast(message, { except: session });
  channel.part(session);
  hub.registry.closeIfEmpty(channel);
}

/** TOPIC. */
export function handleTopic(context: Context, { params }: Message): void {
  const { hub, session, replies } = context;
  const [name, text] = params as [string, string?];
  const channel = hub.registry.channel(name);
  if (channel === undefined) {
    return replies.numeric(ERR_NOSUCHCHANNEL, shown(name), "No such channel");
  }
  const membership = channel.members.get(session);
  if (text === undefined) {
    return channel.topic === undefined
      ? replies.numeric(RPL_NOTOPIC, channel.name, "No topic is set")
      : sendTopic(context, channel);
  }
  if (membership === undefined) {
    return replies.numeric(
      ERR_NOTONCHANNEL,
      channel.name,
      "You're not on that channel",
    );
  }
  if (channel.flags.has("t") && !membership.isOperator) {
    return replies.numeric(
      ERR_CHANOPRIVSNEEDED,
      channel.name,
      "You're not channel operator",
    );
  }
  if (byteLength(text) > MAX_TOPIC_BYTES) {
    return replies.numeric(
      ERR_INPUTTOOLONG,
      `The topic is longer than ${MAX_TOPIC_BYTES} bytes`,
    );
  }
  const { source } = session;
  channel.topic = text === ""
    ? undefined
    : { text, setBy: source, setAt: hub.clock.now() };
  const message = hub.create("TOPIC", [channel.name, text], { source });
  replies.add(message);
  channel.broadcast(message, { except: session });
}

function sendTopic({ replies }: Context, { name, topic }: Channel): void {
  const { text, setBy, setAt } = topic!;
  replies.numeric(RPL_TOPIC, name, text);
  const seconds = String(Math.floor(setAt / 1000));
  replies.numeric(RPL_TOPICWHOTIME, name, setBy, seconds);
}

/** NAMES; without a channel, nobody is listed. */
export async function handleNames(
  { hub, session, replies }: Context,
  { params }: Message,
): Promise<void> {
  for (const name of splitTargets(params[0] ?? "*")) {
    const channel = hub.registry.channel(name);
    if (channel === undefined) {
      replies.numeric(RPL_ENDOFNAMES, shown(name), "End of /NAMES list");
    } else await replies.stream(listNames(hub, session, channel));
  }
}

function* listNames(
  hub: Hub,
  session: Session,
  channel: Channel,
): Generator<Outgoing> {
  const { name } = channel;
  const all = session.capabilities.has("multi-prefix");
  const create = (numeric: string, ...params: string[]) =>
    hub.create(numeric, [session.target, ...params]);
  const empty = formatBody(create(RPL_NAMREPLY, "=", name, ""));
  const room = MAX_LINE_BYTES - 2 - byteLength(empty);
  let line = "";
  for (const [member, membership] of channel.membersFor(session)) {
    const entry = `${prefixOf(membership, { all })}${member.target}`;
    if (line !== "" && byteLength(`${line} ${entry}`) > room) {
      yield create(RPL_NAMREPLY, "=", name, line);
      line = "";
    }
    line += line === "" ? entry : ` ${entry}`;
  }
  if (line !== "") yield create(RPL_NAMREPLY, "=", name, line);
  yield create(RPL_ENDOFNAMES, name, "End of /NAMES list");
}

/** LIST, made as fast as the client takes it. */
export function handleList(context: Context, message: Message): Promise<void> {
  return context.replies.stream(listChannels(context, message.params[0]));
}

function* listChannels(
  { hub, session }: Context,
  names: string | undefined,
): Generator<Outgoing> {
  const create = (numeric: string, ...params: string[]) =>
    hub.create(numeric, [session.target, ...params]);
  yield create(RPL_LISTSTART, "Channel", "Users  Name");
  const channels = names === undefined
    ? hub.registry.channels()
    : splitTargets(names).flatMap((name) => hub.registry.channel(name) ?? []);
  for (const { name, members, topic } of channels) {
    yield create(RPL_LIST, name, String(members.size), topic?.text ?? "");
  }
  yield create(RPL_LISTEND, "End of /LIST");
}
