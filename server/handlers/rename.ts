import type { Message } from "../../protocol/message.ts";
import { foldName, isChannelName } from "../../protocol/names.ts";
import type { Channel } from "../channel.ts";
import { delay } from "../clock.ts";
import type { Context } from "../context.ts";
import type { Hub } from "../hub.ts";
import {
  createExtendedJoin,
  createJoin,
  hasExtendedJoin,
} from "../join_message.ts";
import { checkRank, findMembership, findVisibleChannel } from "../lookup.ts";
import type { Outgoing } from "../outgoing.ts";
import { shown } from "../params.ts";
import { joinedMark } from "../read_marks.ts";
import { Replies } from "../replies.ts";
import type { Session } from "../session.ts";
import { tellMembers } from "./join.ts";
import { topicMessages } from "./topic.ts";

/** Names that are told before others are served. */
const NAMES_AT_ONCE = 10_000;

/**
 * Names that may be told in all: every member that knows no RENAME is told of
 * all members, so that this is 500 such members in a channel of 500.
 */
const MAX_TOLD_NAMES = 250_000;

/** RENAME. (IRCv3 draft/channel-rename) */
export function handleRename(
  context: Context,
  { params }: Message,
): void | Promise<void> {
  const { hub, session, replies } = context;
  const [from, to, reason = ""] = params as [string, string, string?];
  const channel = findVisibleChannel(context, from);
  if (channel === undefined || !findMembership(context, channel)) return;
  if (!checkRank(context, channel, "%")) return;
  const name = to.normalize("NFC");
  const refusal = findRefusal(hub, channel, name);
  if (refusal !== undefined) {
    const [code, why] = refusal;
    return replies.fail("RENAME", code, channel.name, shown(name), why);
  }
  const before = channel.name;
  hub.registry.renameChannel(channel, name);
  const message = hub.createFrom(session, "RENAME", [before, name, reason]);
  if (knowsRename(session)) replies.add(message);
  channel.broadcast(message, { except: session, when: knowsRename });
  hub.readMarks.rename(channel.members.keys(), before, name);
  // "This fallback SHOULD NOT be used if the rename only changes the case."
  if (foldName(before) === foldName(name)) return;
  return moveOthers(context, channel, { before, reason });
}

type Refusal = readonly [code: string, text: string];

function findRefusal(
  { registry }: Hub,
  channel: Channel,
  name: string,
): Refusal | undefined {
  if (channel.isKept) {
    return ["CANNOT_RENAME", "This channel keeps its name"];
  }
  if (!isChannelName(name)) {
    return ["CANNOT_RENAME", "That cannot be the name of a channel"];
  }
  const owner = registry.channel(name);
  const isFree = owner === undefined ||
    (owner === channel && name !== channel.name);
  if (!isFree) {
    return ["CHANNEL_NAME_IN_USE", "There is a channel of that name"];
  }
  const like = registry.channelLike(name);
  if (like !== undefined && like !== channel.name) {
    return ["CANNOT_RENAME", `That would look like ${like}`];
  }
  const { size } = channel.members;
  const movers = countMovers(channel, name);
  return movers * size > MAX_TOLD_NAMES
    ? ["CANNOT_RENAME", "Too many members would have to be told"]
    : undefined;
}

/** How many would be told of all members, as they know no RENAME. */
function countMovers({ members, name }: Channel, to: string): number {
  if (foldName(name) === foldName(to)) return 0;
  let count = 0;
  for (const member of members.keys()) if (!knowsRename(member)) count++;
  return count;
}

/** Plain text is told in words, whatever the words are. */
function knowsRename({ capabilities, language }: Session): boolean {
  return capabilities.has("draft/channel-rename") || language === "plain";
}

interface Move {
  /** What the channel was called. */
  readonly before: string;
  readonly reason: string;
}

/** Tells those who know no RENAME that they left one channel and are in another. */
async function moveOthers(
  { hub, session, replies }: Context,
  channel: Channel,
  move: Move,
): Promise<void> {
  const movers = [...channel.members.keys()].filter((member) =>
    !knowsRename(member)
  );
  const repliesOf = (member: Session) =>
    member === session ? replies : new Replies(hub, member);
  for (const member of movers) {
    const to = repliesOf(member);
    for (const message of listMove(hub, member, channel, move)) {
      to.add(message);
    }
  }
  let told = 0;
  for (const member of movers) {
    if (!channel.members.has(member)) continue;
    const context = { hub, session: member, replies: repliesOf(member) };
    const telling = tellMembers(context, channel);
    // One who does not read keeps none of the others waiting.
    if (member === session) await telling;
    else void telling.catch((error) => endFaulty(hub, member, error));
    told += channel.members.size;
    if (told < NAMES_AT_ONCE) continue;
    told = 0;
    await delay(hub.clock, 1);
  }
}

/** A bug that one member meets costs its connection, and nobody else's. */
function endFaulty(hub: Hub, member: Session, error: unknown): void {
  const why = error instanceof Error ? error.stack : error;
  hub.log("error", `${member.source}: ${why}`);
  hub.end(member, "Internal error");
}

function* listMove(
  hub: Hub,
  member: Session,
  channel: Channel,
  { before, reason }: Move,
): Generator<Outgoing> {
  const because = reason === "" ? [] : [reason];
  yield hub.createFrom(member, "PART", [before, ...because]);
  yield hasExtendedJoin(member)
    ? createExtendedJoin(hub, member, channel)
    : createJoin(hub, member, channel);
  yield* joinedMark(hub, member, channel);
  yield* topicMessages(hub, member, channel);
}
