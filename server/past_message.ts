import { foldName } from "../protocol/names.ts";
import type { Channel } from "./channel.ts";
import type { Context } from "./context.ts";
import { conversationAt, findReadable, nicksOf } from "./history/access.ts";
import type { History, Where } from "./history/history.ts";
import type { StoredMessage } from "./history/store.ts";
import { parseTarget, withPrefixOf } from "./message_target.ts";
import type { Outgoing } from "./outgoing.ts";
import { hasRank } from "./ranks.ts";
import type { Session } from "./session.ts";

/** The tag of a message that was edited: the id of the last edit. */
export const EDITED_TAG = "chat/edited";

/** A message that was said before, and is to be changed. */
export interface PastMessage {
  readonly stored: StoredMessage;
  /** Where it was said, if that is a channel. */
  readonly channel?: Channel;
  /** With whom, if it was said directly to or by somebody who is here. */
  readonly partner?: Session;
  /** What the change is noted under. */
  readonly where: Where;
  /** The target that those who got it are told. */
  readonly target: string;
}

/** Why there is nothing to change. */
export type PastRefusal = "INVALID_TARGET" | "UNKNOWN_MSGID";

/**
 * Finds a message with a text, or of tags alone, that the asker may know of: in
 * a channel that it is in, or in what it said with somebody. Operators of the
 * server keep order in all channels.
 *
 * @throws {StoreError} If it cannot be read.
 */
export function findPastMessage(
  context: Context,
  target: string,
  msgid: string,
): PastMessage | PastRefusal {
  const { name, isChannel } = parseTarget(target);
  return isChannel
    ? findInChannel(context, name, msgid)
    : findSaidWith(context, name, msgid);
}

function findInChannel(
  { hub, session }: Context,
  name: string,
  msgid: string,
): PastMessage | PastRefusal {
  const channel = hub.registry.channel(name);
  const readable = findReadable({ hub, session }, name);
  const isOperator = session.modes.has("o");
  if (channel === undefined) return "INVALID_TARGET";
  if (readable === undefined && !isOperator) return "INVALID_TARGET";
  const stored = find(hub.history, msgid);
  if (stored?.place !== hub.history.placeOf(channel)) return "UNKNOWN_MSGID";
  const isOwn = stored.author === session.identity;
  const isReadable = readable !== undefined && stored.id > readable.after &&
    readable.mayRead(stored);
  if (!isOwn && !isOperator && !isReadable) return "UNKNOWN_MSGID";
  return {
    stored,
    channel,
    where: channel,
    target: withPrefixOf(stored.message.params[0] ?? "", channel.name),
  };
}

function findSaidWith(
  { hub, session }: Context,
  nick: string,
  msgid: string,
): PastMessage | PastRefusal {
  const partner = hub.registry.session(nick);
  const refusal = partner === undefined ? "INVALID_TARGET" : "UNKNOWN_MSGID";
  const stored = find(hub.history, msgid);
  if (stored === undefined) return refusal;
  const identity = hub.history.store
    .findPartner(stored.place, session.identity);
  if (identity === undefined) return refusal;
  const found = { stored, where: [session, { identity }] } as const;
  if (partner !== undefined) {
    const isPartner = partner.identity === identity;
    return isPartner ? { ...found, partner, target: partner.target } : refusal;
  }
  const asker = { hub, session };
  const key = { place: stored.place, identity };
  const readable = conversationAt(asker, key, nicksOf(asker));
  const isNamed = readable !== undefined &&
    foldName(readable.name) === foldName(nick);
  return isNamed ? { ...found, target: readable.name } : refusal;
}

/**
 * Finds what was said. Who was told of an edit as of a new message has the id of
 * the edit, and means the message.
 */
function find(history: History, msgid: string): StoredMessage | undefined {
  const found = history.find(msgid);
  if (found?.message.command !== "EDITMSG") {
    return found?.kind === "event" ? undefined : found;
  }
  const edited = history.find(found.message.params[1] ?? "");
  return edited?.kind === "said" ? edited : undefined;
}

/** What becomes of a message. */
export interface Change {
  /** What those who can be told are told. */
  readonly news: Outgoing;
  /** The message as it is from now on; missing: it is gone. */
  readonly replacement?: StoredMessage;
}

/**
 * Stores that a message is changed, in place of the change before, and answers
 * the asker if that could not be stored after all.
 */
export function noteChange(
  { hub, session, replies }: Context,
  { stored, where, target }: PastMessage,
  { news, replacement }: Change,
): void {
  const { history } = hub;
  const before = lastEditOf(history, stored);
  history.change((store) => {
    // What it said meanwhile is to be found nowhere.
    if (before !== undefined) store.remove(before.id);
    if (replacement === undefined) store.remove(stored.id);
    else store.replace(replacement);
  });
  const { least, message: { msgid } } = stored;
  history.note(news, where, {
    author: session.identity,
    least,
    // Who sends again what was taken back meanwhile does not say it again.
    sendId: replacement === undefined ? stored.sendId : undefined,
    onLost: replies.notStored(news.command, target, msgid),
  });
}

function lastEditOf(
  history: History,
  { message: { msgid, tags } }: StoredMessage,
): StoredMessage | undefined {
  const last = history.find(tags.get(EDITED_TAG) ?? "");
  const { command, params: [, edited] = [] } = last?.message ?? {};
  return command === "EDITMSG" && edited === msgid ? last : undefined;
}

/** Whether a message of a channel reached somebody in it, or is its own. */
export function wasMeantFor(
  { stored: { author, least }, channel }: PastMessage,
  session: Session,
): boolean {
  return least === undefined || author === session.identity ||
    hasRank(channel?.members.get(session), least);
}
