import type { Message } from "../../protocol/message.ts";
import type { Context } from "../context.ts";
import { MultilineBatch } from "../multiline_batch.ts";
import { shown } from "../params.ts";
import { editMessage } from "./edit.ts";
import { sendIdOf } from "../send_ids.ts";
import { clientOnly, say } from "./messages.ts";

/** BATCH: opens or ends a multi-line message. (IRCv3 draft/multiline) */
export function handleBatch(context: Context, message: Message): void {
  const { session, replies } = context;
  const [mark = "", type, target] = message.params;
  const reference = mark.slice(1);
  if (mark.startsWith("+") && reference !== "") {
    const isAllowed = session.variant.hasMultiline &&
      session.batch === undefined;
    const isMultiline = type === "draft/multiline" && target !== undefined &&
      shown(target) === target;
    if (!isAllowed || !isMultiline) {
      return fail(context, "Cannot open a batch like this");
    }
    session.batch = new MultilineBatch(reference, target, message.tags);
    // The label is answered with the whole message, at the batch's end.
    return replies.defer();
  }
  const { batch } = session;
  if (mark !== `-${batch?.reference}` || batch === undefined) {
    return fail(context, "No such batch is open");
  }
  session.batch = undefined;
  const label = batch.tags.get("label");
  if (label !== undefined) replies.relabel(label);
  if (batch.hasFailed) return replies.defer();
  if (batch.lines.every(({ text }) => text === "")) {
    return fail(context, "A message has a line that is not blank");
  }
  const { lines, msgid } = batch;
  if (msgid !== undefined) {
    return editMessage(context, { target: batch.target, msgid, lines });
  }
  if (batch.command === "NOTICE") replies.hideErrors();
  say(context, {
    command: batch.command,
    target: batch.target,
    tags: clientOnly(batch.tags),
    lines: batch.lines,
    sendId: sendIdOf(session, batch.tags),
  });
}

/** Takes one line of the open batch. */
export function handleBatchLine(context: Context, message: Message): void {
  const { session, replies } = context;
  const { batch } = session;
  // Whose batch is not open was to be no message by itself either.
  if (batch === undefined || !batch.owns(message)) {
    return fail(context, "No such batch is open");
  }
  const failure = batch.add(message);
  if (failure === undefined) return replies.defer();
  const label = batch.tags.get("label");
  if (label !== undefined) replies.relabel(label);
  replies.fail("BATCH", ...failure);
}

function fail({ replies }: Context, text: string): void {
  replies.fail("BATCH", "MULTILINE_INVALID", text);
}
