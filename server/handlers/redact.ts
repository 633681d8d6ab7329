import type { Message } from "../../protocol/message.ts";
import { audienceRank, speechRefusal } from "../channel_access.ts";
import type { Context } from "../context.ts";
import { StoreError } from "../history/store_error.ts";
import { type Outgoing, roomIn } from "../outgoing.ts";
import { cutText, shown } from "../params.ts";
import {
  EDITED_TAG,
  findPastMessage,
  noteChange,
  type PastMessage,
  wasMeantFor,
} from "../past_message.ts";
import { hasRank } from "../ranks.ts";
import type { Session } from "../session.ts";

const CAPABILITY = "draft/message-redaction";

/**
 * REDACT: takes a message back, one's own or any in a channel that one runs;
 * operators of the server keep order in all channels. Its text is gone for good.
 * (IRCv3 draft/message-redaction)
 */
export function handleRedact(context: Context, { params }: Message): void {
  const { replies } = context;
  const [target = "", msgid = "", reason = ""] = params;
  const fail = (code: string, text: string) =>
    replies.fail("REDACT", code, shown(target), shown(msgid), text);
  try {
    const past = findPastMessage(context, target, msgid);
    if (past === "INVALID_TARGET") {
      const text = "You cannot take back messages there";
      return replies.fail("REDACT", past, shown(target), text);
    }
    if (past === "UNKNOWN_MSGID") {
      return fail(past, "There is no such message, or it is too old");
    }
    if (!mayRedact(context, past)) {
      return fail("REDACT_FORBIDDEN", "You may not take back this message");
    }
    const news = create(context, past, reason);
    noteChange(context, past, { news });
    tell(context, past, news);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    fail("NOT_STORED", error.message);
  }
}

function mayRedact(
  { session }: Context,
  { stored: { author, least, message }, channel }: PastMessage,
): boolean {
  const isOwn = author === session.identity;
  if (channel === undefined) return isOwn;
  if (session.modes.has("o")) return true;
  const runsIt = hasRank(channel.members.get(session), "%");
  if (runsIt && channel.wasOpenAt(message.time)) return true;
  // A reason is something said, too.
  return isOwn && speechRefusal(channel, session) === undefined &&
    audienceRank(channel, session, least) === least;
}

function create(
  { hub, session }: Context,
  { stored, target }: PastMessage,
  reason: string,
): Outgoing {
  const parts = { msgid: hub.nextMessageId(), isStored: true };
  const params = [target, stored.message.msgid];
  if (reason === "") return hub.createFrom(session, "REDACT", params, parts);
  const empty = hub.createFrom(session, "REDACT", [...params, ""], parts);
  return { ...empty, params: [...params, cutText(reason, roomIn(empty))] };
}

function tell(
  { session, replies }: Context,
  past: PastMessage,
  news: Outgoing,
): void {
  const { channel, partner, stored } = past;
  const send = (
    message: Outgoing,
    isMeant: (receiver: Session) => boolean,
  ) => {
    const takes = (receiver: Session) =>
      receiver.capabilities.has(CAPABILITY) && isMeant(receiver);
    channel?.broadcast(message, {
      except: session,
      when: (member) => takes(member) && wasMeantFor(past, member),
    });
    if (partner !== session && partner && takes(partner)) partner.send(message);
    if (takes(session)) replies.add(message);
  };
  send(news, () => true);
  const edit = stored.message.tags.get(EDITED_TAG);
  if (edit !== undefined) send(ofEdit(news, edit), sawEditAsMessage);
}

/** Who was told of an edit as of a new message takes that back, too. */
function ofEdit(news: Outgoing, edit: string): Outgoing {
  const { msgid: _msgid, params: [target = "", , ...reason], ...rest } = news;
  return { ...rest, params: [target, edit, ...reason] };
}

/** Whether somebody may have been: one more id that it does not know is none. */
function sawEditAsMessage({ capabilities, variant }: Session): boolean {
  return !capabilities.has("chat/edit") || !variant.hasMultiline;
}
