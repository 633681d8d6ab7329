import { byteLength } from "../../protocol/limits.ts";
import type { Message } from "../../protocol/message.ts";
import { foldName, isChannelTarget } from "../../protocol/names.ts";
import {
  ERR_BANLISTFULL,
  ERR_CHANOPRIVSNEEDED,
  ERR_INPUTTOOLONG,
  ERR_NOSUCHCHANNEL,
  ERR_NOSUCHNICK,
  ERR_UMODEUNKNOWNFLAG,
  ERR_UNKNOWNMODE,
  ERR_USERNOTINCHANNEL,
  ERR_USERSDONTMATCH,
  RPL_BANLIST,
  RPL_CHANNELMODEIS,
  RPL_CREATIONTIME,
  RPL_ENDOFBANLIST,
  RPL_UMODEIS,
} from "../../protocol/numerics.ts";
import {
  type Channel,
  type ChannelFlag,
  completeMask,
  type Membership,
} from "../channel.ts";
import type { Context } from "../commands.ts";
import { MAX_BANS, MAX_MODES } from "../isupport.ts";
import { type Change, formatChanges, parseChanges } from "../mode_changes.ts";
import { isWord, shown } from "../params.ts";

/** Bytes of the changes in one MODE; they fit it behind source and channel. */
const MAX_CHANGES_BYTES = 256;
/** Bytes of a mask: the longest source, and what fits numeric 367. */
const MAX_MASK_BYTES = 130;

/** MODE, of a channel or of oneself. (modern.ircdocs.horse, "MODE message") */
export function handleMode(
  context: Context,
  { params }: Message,
): void | Promise<void> {
  const { hub, session, replies } = context;
  const [target, modes, ...args] = params as [string, string?, ...string[]];
  if (!isChannelTarget(target)) return handleUserMode(context, target, modes);
  const channel = hub.registry.channel(target);
  if (channel === undefined) {
    return replies.numeric(ERR_NOSUCHCHANNEL, shown(target), "No such channel");
  }
  if (modes === undefined) {
    const seconds = String(Math.floor(channel.createdAt / 1000));
    replies.numeric(RPL_CHANNELMODEIS, channel.name, channel.modes);
    return replies.numeric(RPL_CREATIONTIME, channel.name, seconds);
  }
  const changes = parseChanges(modes, args);
  if (changes.length === 0) return;
  if (changes.every(({ mode, arg }) => mode === "b" && arg === undefined)) {
    return listBans(context, channel);
  }
  if (!channel.members.get(session)?.isOperator) {
    return replies.numeric(
      ERR_CHANOPRIVSNEEDED,
      channel.name,
      "You're not channel operator",
    );
  }
  applyChanges(context, channel, changes);
}

/** The modes of oneself: `i` hides from the WHO of those one shares nothing with. */
function handleUserMode(
  { hub, session, replies }: Context,
  target: string,
  modes: string | undefined,
): void {
  if (hub.registry.session(target) === undefined) {
    return replies.numeric(ERR_NOSUCHNICK, shown(target), "No such nick");
  }
  if (foldName(target) !== foldName(session.target)) {
    return replies.numeric(
      ERR_USERSDONTMATCH,
      "Cannot see or change the modes of others",
    );
  }
  if (modes === undefined) {
    return replies.numeric(RPL_UMODEIS, session.isInvisible ? "+i" : "+");
  }
  const changes = parseChanges(modes, []);
  if (changes.some(({ mode }) => mode !== "i")) {
    replies.numeric(ERR_UMODEUNKNOWNFLAG, "Unknown MODE flag");
  }
  const change = changes.findLast(({ mode }) => mode === "i");
  if (change === undefined || change.on === session.isInvisible) return;
  session.isInvisible = change.on;
  const { source } = session;
  const params = [session.target, change.on ? "+i" : "-i"];
  replies.add(hub.create("MODE", params, { source }));
}

function listBans({ replies }: Context, { name, bans }: Channel): void {
  for (const [mask, { setBy, setAt }] of bans) {
    const seconds = String(Math.floor(setAt / 1000));
    replies.numeric(RPL_BANLIST, name, mask, setBy, seconds);
  }
  replies.numeric(RPL_ENDOFBANLIST, name, "End of channel ban list");
}

function applyChanges(
  context: Context,
  channel: Channel,
  changes: readonly Change[],
): void {
  const { hub, session, replies } = context;
  const done: Change[] = [];
  let args = 0;
  for (const change of changes) {
    if (change.arg !== undefined && ++args > MAX_MODES) break;
    const applied = applyChange(context, channel, change);
    if (applied !== undefined) done.push(applied);
  }
  if (done.length === 0) return;
  for (const params of formatChanges(done, { maxBytes: MAX_CHANGES_BYTES })) {
    const { source } = session;
    const message = hub.create("MODE", [channel.name, ...params], { source });
    replies.add(message);
    channel.broadcast(message, { except: session });
  }
}

/** Gives the change as it was done, or nothing if it changes nothing. */
function applyChange(
  context: Context,
  channel: Channel,
  change: Change,
): Change | undefined {
  const { on, mode, arg } = change;
  switch (mode) {
    case "m":
    case "n":
    case "t":
      return applyFlag(channel.flags, mode, on) ? change : undefined;
    case "o":
    case "v":
      return arg === undefined
        ? undefined
        : applyRank(context, channel, { on, mode, arg });
    case "b":
      return arg === undefined || !isWord(arg)
        ? undefined
        : applyBan(context, channel, { on, mode, arg: completeMask(arg) });
    default:
      context.replies.numeric(
        ERR_UNKNOWNMODE,
        shown(mode),
        "is unknown mode char to me",
      );
      return undefined;
  }
}

function applyFlag(
  flags: Set<ChannelFlag>,
  flag: ChannelFlag,
  on: boolean,
): boolean {
  if (flags.has(flag) === on) return false;
  if (on) flags.add(flag);
  else flags.delete(flag);
  return true;
}

type ChangeWithArg = Change & { readonly arg: string };

function applyRank(
  { hub, replies }: Context,
  channel: Channel,
  { on, mode, arg }: ChangeWithArg,
): Change | undefined {
  const session = hub.registry.session(arg);
  if (session === undefined) {
    replies.numeric(ERR_NOSUCHNICK, shown(arg), "No such nick");
    return undefined;
  }
  const membership = channel.members.get(session);
  if (membership === undefined) {
    replies.numeric(
      ERR_USERNOTINCHANNEL,
      session.target,
      channel.name,
      "They aren't on that channel",
    );
    return undefined;
  }
  const rank: keyof Membership = mode === "o" ? "isOperator" : "hasVoice";
  if (membership[rank] === on) return undefined;
  membership[rank] = on;
  return { on, mode, arg: session.target };
}

function applyBan(
  { hub, session, replies }: Context,
  { name, bans }: Channel,
  change: ChangeWithArg,
): Change | undefined {
  const { on, arg: mask } = change;
  if (!on) return bans.delete(mask) ? change : undefined;
  if (bans.has(mask)) return undefined;
  if (byteLength(mask) > MAX_MASK_BYTES) {
    replies.numeric(
      ERR_INPUTTOOLONG,
      `The mask is longer than ${MAX_MASK_BYTES} bytes`,
    );
    return undefined;
  }
  if (bans.size >= MAX_BANS) {
    replies.numeric(ERR_BANLISTFULL, name, mask, "Channel list is full");
    return undefined;
  }
  const setAt = hub.clock.now();
  bans.set(mask, { text: mask, setBy: session.source, setAt });
  return change;
}
