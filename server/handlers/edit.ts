import { formatAction, isCtcpQuery, parseAction } from "../../protocol/ctcp.ts";
import type { Message } from "../../protocol/message.ts";
import type { TextLine } from "../../protocol/text_lines.ts";
import { audienceRank, speechRefusal } from "../channel_access.ts";
import type { Context } from "../context.ts";
import { StoreError } from "../history/store_error.ts";
import type { StoredMessage } from "../history/store.ts";
import { directRefusal } from "../message_access.ts";
import type { Outgoing } from "../outgoing.ts";
import { shown } from "../params.ts";
import {
  EDITED_TAG,
  findPastMessage,
  noteChange,
  type PastMessage,
  wasMeantFor,
} from "../past_message.ts";
import type { Session } from "../session.ts";

/** What stands in front of a new text where it cannot replace the old one. */
const MARK = "(edited) ";

/** A message with another text. */
export interface Edit {
  readonly target: string;
  readonly msgid: string;
  readonly text?: string;
  /** The lines of a multi-line text, in place of `text`. */
  readonly lines?: readonly TextLine[];
}

interface Refusal {
  readonly code: string;
  readonly text: string;
}

/** EDITMSG: gives an own message another text. (docs/edit.md) */
export function handleEdit(context: Context, { params }: Message): void {
  const [target, msgid, text] = params as [string, string, string];
  editMessage(context, { target, msgid, text });
}

/**
 * Gives an own message another text: the one way that any edit takes. It says
 * something as a new message does, so that who may not speak may not edit.
 */
export function editMessage(context: Context, edit: Edit): void {
  const { hub, session, replies } = context;
  const { target, msgid } = edit;
  const fail = ({ code, text }: Refusal) =>
    replies.fail("EDITMSG", code, shown(target), shown(msgid), text);
  session.lastSpokeAt = hub.clock.now();
  try {
    const past = findPastMessage(context, target, msgid);
    if (past === "INVALID_TARGET") {
      const text = "You cannot edit messages there";
      return replies.fail("EDITMSG", past, shown(target), text);
    }
    if (past === "UNKNOWN_MSGID") {
      const text = "There is no such message, or it is too old";
      return fail({ code: past, text });
    }
    const refusal = placeRefusal(context, past) ?? textRefusal(edit);
    if (refusal !== undefined) return fail(refusal);
    const news = createNews(context, past, edit);
    const replacement = replace(past.stored, edit, news);
    noteChange(context, past, { news, replacement });
    tell(context, past, { news, fallback: toFallback(past, edit, news) });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    fail({ code: "NOT_STORED", text: error.message });
  }
}

function placeRefusal(
  { session }: Context,
  { stored, channel, partner }: PastMessage,
): Refusal | undefined {
  const forbid = (text: string) => ({ code: "EDIT_FORBIDDEN", text });
  const { author, kind, least } = stored;
  if (author !== session.identity) {
    return forbid("You may edit your own messages only");
  }
  if (kind !== "said") return forbid("This message has no text to edit");
  if (channel !== undefined) {
    const refusal = speechRefusal(channel, session);
    if (refusal !== undefined) return forbid(refusal);
    const isHeard = audienceRank(channel, session, least) === least;
    return isHeard ? undefined : forbid("Cannot send to channel (+U)");
  }
  const refusal = partner && directRefusal(session, partner);
  return refusal && forbid(refusal.text);
}

/** CTCP asks the clients of others something: twice is once too often. */
function textRefusal({ text, lines = [] }: Edit): Refusal | undefined {
  const refuse = (text: string) => ({ code: "INVALID_TEXT", text });
  if (text === "") return refuse("A text is missing: REDACT takes it back");
  const texts = text === undefined ? lines.map(({ text }) => text) : [text];
  return texts.some(isCtcpQuery)
    ? refuse("An edited message cannot be CTCP")
    : undefined;
}

/** Several lines have no text among the parameters. */
function withText(
  { text, lines }: Edit,
  ...params: readonly string[]
): Pick<Outgoing, "lines" | "params"> {
  return text === undefined
    ? { params, ...(lines && { lines }) }
    : { params: [...params, text] };
}

function createNews(
  { hub, session }: Context,
  { stored, target }: PastMessage,
  edit: Edit,
): Outgoing & { readonly msgid: string } {
  const msgid = hub.nextMessageId();
  const { params, ...parts } = withText(edit, target, stored.message.msgid);
  const news = hub.createFrom(session, "EDITMSG", params, {
    ...parts,
    msgid,
    isStored: true,
  });
  return { ...news, msgid };
}

/** Gives the message as it is from now on. */
function replace(
  stored: StoredMessage,
  edit: Edit,
  { msgid }: { readonly msgid: string },
): StoredMessage {
  const { lines: _lines, ...message } = stored.message;
  const [target = ""] = message.params;
  const tags = new Map([...message.tags, [EDITED_TAG, msgid]]);
  const changed = { ...message, tags, ...withText(edit, target) };
  return { ...stored, message: changed };
}

/**
 * Gives an edit as a new message, for those who could not put it in place of the
 * old one: it is marked, and answers that.
 */
function toFallback(
  { stored, target }: PastMessage,
  { text, lines = [] }: Edit,
  news: Outgoing,
): Outgoing {
  const { command, msgid } = stored.message;
  const { lines: _lines, ...message } = news;
  const marked: Edit = text === undefined
    ? { target, msgid, lines: markLines(lines) }
    : { target, msgid, text: mark(text) };
  const tags = new Map([...news.tags, ["+draft/reply", msgid]]);
  return { ...message, command, tags, ...withText(marked, target) };
}

function mark(text: string): string {
  const action = parseAction(text);
  return action === undefined
    ? `${MARK}${text}`
    : formatAction(`${MARK}${action}`);
}

/** Blank lines are not shown to everybody. */
function markLines(lines: readonly TextLine[]): readonly TextLine[] {
  const first = lines.findIndex(({ text }) => text !== "");
  return lines.map((line, index) =>
    index === first ? { ...line, text: mark(line.text) } : line
  );
}

function tell(
  { session, replies }: Context,
  past: PastMessage,
  { news, fallback }: { readonly news: Outgoing; readonly fallback: Outgoing },
): void {
  const { channel, partner } = past;
  const takes = (receiver: Session) => takesEdit(receiver, news);
  // The console and plain text see it as a message, too.
  channel?.broadcast(fallback, {
    except: session,
    when: (member) => !takes(member) && wasMeantFor(past, member),
  });
  channel?.tell(news, {
    except: session,
    when: (member) => takes(member) && wasMeantFor(past, member),
  });
  if (partner !== session) partner?.send(takes(partner) ? news : fallback);
  if (takes(session)) replies.add(news);
  else if (session.capabilities.has("echo-message")) replies.add(fallback);
}

/** Whether somebody can tell which message is meant, and gets all of the text. */
function takesEdit(
  { capabilities, variant }: Session,
  { lines }: Outgoing,
): boolean {
  return capabilities.has("chat/edit") && variant.hasTags &&
    (lines === undefined || variant.hasMultiline);
}
