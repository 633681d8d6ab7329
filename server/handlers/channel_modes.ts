import type { Message } from "../../protocol/message.ts";
import { foldName, isChannelTarget } from "../../protocol/names.ts";
import {
  ERR_UNKNOWNMODE,
  RPL_CHANNELMODEIS,
  RPL_CREATIONTIME,
} from "../../protocol/numerics.ts";
import type { Channel, ListMode } from "../channel.ts";
import type { Context } from "../context.ts";
import { MAX_MODES } from "../isupport.ts";
import { checkRank, findVisibleChannel } from "../lookup.ts";
import { type Change, formatChanges, parseChanges } from "../mode_changes.ts";
import { describeModes } from "../mode_settings.ts";
import { CHANNEL_MODES } from "../mode_table.ts";
import { roomIn } from "../outgoing.ts";
import { shown } from "../params.ts";
import type { Rank } from "../ranks.ts";
import type { Session } from "../session.ts";
import { applyMode } from "./mode_kinds.ts";
import { LIST_VIEWS, listMasks } from "./mode_lists.ts";
import { handleUserMode } from "./user_modes.ts";

/** MODE, of a channel or of oneself. (modern.ircdocs.horse, "MODE message") */
export function handleMode(
  context: Context,
  { params }: Message,
): void | Promise<void> {
  const [target, ...words] = params as [string, ...string[]];
  if (!isChannelTarget(target)) return handleUserMode(context, target, words);
  const channel = findVisibleChannel(context, target);
  if (channel === undefined) return;
  if ((words[0] ?? "") === "") return showModes(context, channel);
  const changes = parseChanges(words);
  const least = leastRank(context.session, changes);
  // "If a user does not have appropriate privileges to change modes on the
  // target channel, the server MUST not process the message".
  if (least !== undefined && !checkRank(context, channel, least)) return;
  applyChanges(context, channel, changes);
  const lists = listsOf(changes);
  if (lists.size > 0) return showLists(context, channel, lists);
}

function showModes(
  { session, replies }: Context,
  channel: Channel,
): void {
  const { name, createdAt, members } = channel;
  const modes = describeModes(channel, { isMember: members.has(session) });
  replies.numeric(RPL_CHANNELMODEIS, name, ...modes);
  const seconds = String(Math.floor(createdAt / 1000));
  replies.numeric(RPL_CREATIONTIME, name, seconds);
}

/** Gives the rank that all of some changes need; `undefined` for none. */
function leastRank(
  session: Session,
  changes: readonly Change[],
): Rank["prefix"] | undefined {
  const needed = changes.map((change) => rankFor(session, change));
  return (["@", "%"] as const).find((prefix) => needed.includes(prefix));
}

function rankFor(
  session: Session,
  { on, mode, arg }: Change,
): Rank["prefix"] | undefined {
  const row = CHANNEL_MODES.get(mode);
  if (row?.kind === "list" && arg === undefined) {
    return LIST_VIEWS[row.mode].isOpen ? undefined : "%";
  }
  if (row?.kind !== "rank") return "%";
  // Anybody may step down.
  const isOwn = arg !== undefined && foldName(arg) === foldName(session.target);
  return isOwn && !on ? undefined : row.rank.givenBy;
}

function applyChanges(
  context: Context,
  channel: Channel,
  changes: readonly Change[],
): void {
  const { hub, session, replies } = context;
  const done: Change[] = [];
  const unknown = new Set<string>();
  let args = 0;
  for (const change of changes) {
    const row = CHANNEL_MODES.get(change.mode);
    if (row === undefined) unknown.add(shown(change.mode));
    else if (change.arg === undefined || ++args <= MAX_MODES) {
      const applied = applyMode(context, channel, row, change);
      if (applied !== undefined) done.push(applied);
    }
  }
  for (const mode of unknown) {
    replies.numeric(ERR_UNKNOWNMODE, mode, "is unknown mode char to me");
  }
  if (done.length > 0) channel.touch();
  const create = (...params: readonly string[]) =>
    hub.createFrom(session, "MODE", [channel.name, ...params]);
  const maxBytes = roomIn(create(""));
  for (const params of formatChanges(done, { maxBytes })) {
    const message = { ...create(...params), msgid: hub.nextMessageId() };
    hub.history.noteEvent(channel, message, session.identity);
    replies.add(message);
    channel.broadcast(message, { except: session });
  }
}

/** Gives the lists that are asked for, each once. */
function listsOf(changes: readonly Change[]): Set<ListMode> {
  const lists = new Set<ListMode>();
  for (const { mode, arg } of changes) {
    const row = CHANNEL_MODES.get(mode);
    if (row?.kind === "list" && arg === undefined) lists.add(row.mode);
  }
  return lists;
}

async function showLists(
  context: Context,
  channel: Channel,
  lists: Iterable<ListMode>,
): Promise<void> {
  for (const mode of lists) {
    await context.replies.stream(listMasks(context, channel, mode));
  }
}
