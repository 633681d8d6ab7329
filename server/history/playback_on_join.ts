import type { Channel } from "../channel.ts";
import type { Context } from "../context.ts";
import type { Outgoing } from "../outgoing.ts";
import { awaitReader } from "../pacing.ts";
import { toPlainLines } from "../plain_format.ts";
import type { Session } from "../session.ts";
import { findReadable, listReadable, type Readable } from "./access.ts";
import { formatClock } from "./format_clock.ts";
import { toPlayback } from "./playback.ts";
import { withClocks, withoutCtcp } from "./playback_words.ts";
import { StoreError } from "./store_error.ts";

/** Lines that those get who can ask for nothing. */
export const MAX_LINES_ON_JOIN = 50;

/**
 * Tells somebody who came into a channel what was said there before: the last 50
 * lines, for clients that know no way to ask for them; bots would answer.
 */
export async function playBackOnJoin(
  context: Context,
  channel: Channel,
): Promise<void> {
  const { hub, session, replies } = context;
  const joinedId = channel.members.get(session)?.joinedId;
  if (joinedId === undefined || !isInNeed(session)) return;
  await hub.history.settled();
  const isStillIn = channel.members.get(session)?.joinedId === joinedId;
  if (!isStillIn || session.state === "gone") return;
  try {
    const readable = findReadable(context, channel.name);
    const messages = readable === undefined
      ? []
      : lastLines(context, { readable, before: joinedId });
    if (messages.length === 0) return;
    if (session.language === "plain") return await tellPlain(context, messages);
    replies.beginBatch("chathistory", channel.name);
    await replies.stream(withClocks(context, messages));
    replies.endBatch();
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const text = `What was said before cannot be read: ${error.message}`;
    const params = ["JOIN", "NO_HISTORY", channel.name, text];
    replies.add(hub.create("WARN", params));
  }
}

/** Whether somebody gets what was said without asking. */
function isInNeed({ capabilities, modes }: Session): boolean {
  return !capabilities.has("draft/chathistory") &&
    !capabilities.has("znc.in/playback") && !modes.has("B");
}

/** Gives what fits into the last lines; of the first message its end. */
function lastLines(
  { hub, session }: Context,
  { readable, before }: {
    readonly readable: Readable;
    readonly before: number;
  },
): Outgoing[] {
  const said = listReadable(hub.history.store, withoutCtcp(readable), {
    before,
    kinds: ["said"],
    limit: MAX_LINES_ON_JOIN,
    end: "newest",
  });
  let room = MAX_LINES_ON_JOIN;
  const messages: Outgoing[] = [];
  for (const stored of said.reverse()) {
    if (room === 0) break;
    const message = toPlayback(session, readable, stored);
    const lines = message.lines?.slice(-room)
      .map((line, index) => index === 0 ? { ...line, concat: false } : line);
    room -= lines?.length ?? 1;
    messages.push(lines === undefined ? message : { ...message, lines });
  }
  return messages.reverse();
}

async function tellPlain(
  { hub, session }: Context,
  messages: readonly Outgoing[],
): Promise<void> {
  const now = hub.clock.now();
  for (const message of messages) {
    const prefix = formatClock(message.time, now);
    const lines = toPlainLines(message).map((line) => `${prefix}${line}\n`);
    session.connection.send(lines.join(""));
    await awaitReader(hub, session);
  }
}
