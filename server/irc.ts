import { ProtocolError } from "../protocol/errors.ts";
import { tooLongPart } from "../protocol/limits.ts";
import type { Line } from "../protocol/line_decoder.ts";
import { type Message, parseMessage } from "../protocol/message.ts";
import { ERR_INPUTTOOLONG } from "../protocol/numerics.ts";
import { dispatchCommand } from "./commands.ts";
import type { Hub } from "./hub.ts";
import { admit, awaitReader } from "./pacing.ts";
import { Replies } from "./replies.ts";
import type { Session } from "./session.ts";
import { weightOf } from "./throttle.ts";

/**
 * Serves a client that speaks IRC, to its end.
 *
 * @param first Its first line.
 */
export async function runIrc(
  hub: Hub,
  session: Session,
  first: Line,
): Promise<void> {
  await handleLine(hub, session, first);
  for await (const line of session.connection.reader.lines()) {
    if (session.state === "gone") return;
    session.hear(hub.clock.now());
    await handleLine(hub, session, line);
    await awaitReader(hub, session);
  }
}

async function handleLine(
  hub: Hub,
  session: Session,
  line: Line,
): Promise<void> {
  const message = readMessage(new Replies(hub, session), line);
  if (message === undefined) return;
  await admit(hub, session, weightIn(session, message));
  if (session.state === "gone") return;
  await dispatchCommand(hub, session, message);
}

/** Gives the message of a line, or says what is wrong with it. */
function readMessage(
  replies: Replies,
  { text, fault }: Line,
): Message | undefined {
  if (fault === "too_long" || tooLongPart(text) !== undefined) {
    replies.numeric(ERR_INPUTTOOLONG, "Input line was too long");
    return undefined;
  }
  try {
    const message = parseMessage(text);
    if (fault === undefined) return message;
    replies.fail(
      failing(message),
      "INVALID_UTF8",
      "The message was not delivered as it is not valid UTF-8",
    );
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    // "Empty messages are silently ignored" (RFC 1459, 2.3.1).
    if (error.kind !== "no_command") {
      replies.fail("*", "INVALID_MESSAGE", error.message);
    }
  }
  return undefined;
}

function failing({ command }: Message): string {
  return /^[A-Z]+$/.test(command) ? command : "*";
}

/**
 * Gives what a message weighs: a paste is one message, so that its lines are
 * free and its end pays for what it is too large for one.
 */
function weightIn(
  { batch }: Session,
  { command, params, tags }: Message,
): number {
  if (command === "PONG") return 0;
  if (batch === undefined || batch.hasFailed) return 1;
  const { reference } = batch;
  if (command === "BATCH" && params[0] === `-${reference}`) {
    return weightOf(batch.lines) - 1;
  }
  return tags.get("batch") === reference ? 0 : 1;
}
