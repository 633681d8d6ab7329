import { ProtocolError } from "../protocol/errors.ts";
import { byteLength, tooLongPart } from "../protocol/limits.ts";
import type { Line } from "../protocol/line_decoder.ts";
import { type Message, parseMessage } from "../protocol/message.ts";
import { ERR_INPUTTOOLONG } from "../protocol/numerics.ts";
import { NO_TAGS, parseTags, type Tags } from "../protocol/tags.ts";
import { dispatchCommand } from "./commands.ts";
import type { Connection } from "./connection.ts";
import { clientOnly } from "./handlers/messages.ts";
import type { Hub } from "./hub.ts";
import { MAX_TARGETS } from "./isupport.ts";
import { admit, awaitReader } from "./pacing.ts";
import { shown } from "./params.ts";
import { Replies } from "./replies.ts";
import type { Session } from "./session.ts";
import { LEAST_WEIGHT, RESUME_WEIGHT, weightOf } from "./throttle.ts";
import { repeatedTags } from "./variants.ts";

/** Commands that take any number of channels: as many count as messages do. */
const CHANNEL_COMMANDS: ReadonlySet<string> = new Set(["JOIN", "PART"]);

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
  const { connection } = session;
  await handleLine(hub, session, first);
  for await (const line of connection.reader.lines()) {
    const served = session.heir ?? session;
    if (isOver(served, connection)) return;
    served.hear(hub.clock.now());
    await handleLine(hub, served, line);
    await awaitReader(hub, served);
    await hub.fairness.giveWay();
  }
}

/** Whether what comes over a connection is of no interest any more. */
function isOver(session: Session, connection: Connection): boolean {
  return session.state === "gone" || session.connection !== connection ||
    session.hold !== undefined;
}

async function handleLine(
  hub: Hub,
  session: Session,
  line: Line,
): Promise<void> {
  // "Empty messages are silently ignored" (RFC 1459, 2.3.1).
  if (line.fault === undefined && /^ *$/.test(line.text)) {
    return await admit(hub, session, LEAST_WEIGHT);
  }
  const { connection } = session;
  const read = readMessage(line);
  const isRefused = typeof read === "function";
  await admit(hub, session, isRefused ? 1 : weightIn(session, read));
  if (isOver(session, connection)) return;
  if (!isRefused) return await dispatchCommand(hub, session, read);
  const label = labelOf(session, tagsOf(line));
  const replies = new Replies(hub, session, { label });
  read(replies);
  replies.flush();
}

/** Answers what is wrong with a line. */
type Refusal = (replies: Replies) => void;

/** Gives the message of a line, or says what is wrong with it. */
function readMessage({ text, fault }: Line): Message | Refusal {
  if (fault === "too_long" || tooLongPart(text) !== undefined) {
    return (replies) =>
      replies.numeric(ERR_INPUTTOOLONG, "Input line was too long");
  }
  try {
    const message = parseMessage(text);
    if (fault === undefined) return message;
    return (replies) =>
      replies.fail(
        failing(message),
        "INVALID_UTF8",
        "The message was not delivered as it is not valid UTF-8",
      );
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    if (error.kind === "no_command") return () => {};
    return (replies) => replies.fail("*", "INVALID_MESSAGE", error.message);
  }
}

/** Gives the tags of a line that is no message. */
function tagsOf({ text }: Line): Tags {
  // deno-lint-ignore no-control-regex
  const tags = /^ *@([^ \0\r]*)(?: |$)/.exec(text)?.[1];
  return tags === undefined ? NO_TAGS : parseTags(tags);
}

/**
 * Gives the label of a line that is refused. Without one of its lines, a
 * multi-line message is refused whole, under the label that it has.
 */
function labelOf({ batch }: Session, tags: Tags): string | undefined {
  const isOfBatch = batch !== undefined && !batch.hasFailed &&
    tags.get("batch") === batch.reference;
  if (!isOfBatch) return tags.get("label");
  batch.fail();
  return batch.tags.get("label");
}

function failing({ command }: Message): string {
  return /^[A-Z]+$/.test(command) ? shown(command) : "*";
}

/**
 * Gives what a message weighs: a paste is one message, so that its lines are
 * free and its end pays for what it is too large for one.
 */
function weightIn(session: Session, message: Message): number {
  const { batch, source } = session;
  const { command, params } = message;
  if (command === "PONG") return LEAST_WEIGHT;
  if (command === "RESUME") return RESUME_WEIGHT;
  if (batch === undefined && CHANNEL_COMMANDS.has(command)) {
    return Math.ceil(countChannels(session, params[0]) / MAX_TARGETS);
  }
  if (batch === undefined || batch.hasFailed) return 1;
  if (batch.owns(message)) return 0;
  const { reference, target, lines, tags } = batch;
  if (command !== "BATCH" || params[0] !== `-${reference}`) return 1;
  const tagBytes = byteLength(repeatedTags(clientOnly(tags)));
  return weightOf({ source, target, lines, tagBytes }) - 1;
}

/** `JOIN 0` leaves all channels. */
function countChannels({ channels }: Session, list = ""): number {
  return list === "0" ? channels.size : list.split(",").length;
}
