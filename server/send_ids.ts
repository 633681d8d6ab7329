import { foldName } from "../protocol/names.ts";
import type { Tags } from "../protocol/tags.ts";
import type { Context } from "./context.ts";
import type { StoredMessage } from "./history/store.ts";
import { StoreError } from "./history/store_error.ts";
import { parseTarget } from "./message_target.ts";
import { type Outgoing, textOf } from "./outgoing.ts";
import { shown } from "./params.ts";
import { EDITED_TAG } from "./past_message.ts";
import type { Session } from "./session.ts";

/** A message as it was sent, perhaps not for the first time. */
export interface SentMessage {
  readonly command: string;
  /** As the sender wrote it. */
  readonly target: string;
  readonly text: string;
  /** As `sendIdOf` gave it. */
  readonly sendId: string;
}

/**
 * Gives the id by which a client tells a message if it sends it again.
 * (docs/send-id.md)
 */
export function sendIdOf(
  { capabilities }: Session,
  tags: Tags,
): string | undefined {
  if (tags.size === 0 || !capabilities.has("chat/send-id")) return undefined;
  return tags.get("chat/send-id")?.toLowerCase();
}

/** Answers that a message cannot be told by its id. */
export function refuseSendId(
  { replies }: Context,
  command: string,
  target: string,
): void {
  const text = "A send id has 32 hexadecimal digits, and one target";
  replies.fail(command, "INVALID_SEND_ID", shown(target), text);
}

/**
 * Answers a message that was sent before: with what became of it, and to its
 * sender alone.
 *
 * @returns Whether that is all that is to be done with it.
 */
export function answerSent(context: Context, sent: SentMessage): boolean {
  const { hub, replies } = context;
  const { command, target, sendId } = sent;
  if (!/^[0-9a-f]{32}$/.test(sendId)) {
    refuseSendId(context, command, target);
    return true;
  }
  const fail = (code: string, text: string) =>
    replies.fail(command, code, shown(target), text);
  try {
    const found = hub.history.store.findSent(sendId);
    if (found === undefined) return false;
    if (isSame(found, sent)) repeat(context, sent, found.message);
    else fail("SEND_ID_IN_USE", "This id is that of another message");
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    fail("NOT_STORED", error.message);
  }
  return true;
}

/** What was edited since then is what it was, whatever it says now. */
function isSame(
  { message }: StoredMessage,
  { command, target, text }: SentMessage,
): boolean {
  return message.command === command &&
    foldTarget(message.params[0] ?? "") === foldTarget(target) &&
    (message.tags.has(EDITED_TAG) || textOf(message) === text);
}

function foldTarget(target: string): string {
  const { name, least = "" } = parseTarget(target);
  return `${least}${foldName(name)}`;
}

/** It may be of this very turn, which is not stored yet. */
function repeat(
  { hub, session, replies }: Context,
  { command, target }: SentMessage,
  message: Outgoing,
): void {
  hub.history.change(() => {}, replies.notStored(command, shown(target)));
  if (session.capabilities.has("echo-message")) {
    replies.add({ ...message, isStored: true });
  }
}
