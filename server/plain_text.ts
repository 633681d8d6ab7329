import { MAX_REAL_NAME_BYTES } from "../protocol/limits.ts";
import type { Line } from "../protocol/line_decoder.ts";
import { numberedNick, toNick } from "../protocol/names.ts";
import { toVisible } from "../protocol/visible.ts";
import { entryRefusal } from "./channel_access.ts";
import { delay } from "./clock.ts";
import type { Context } from "./context.ts";
import { joinChannel } from "./handlers/join.ts";
import { toUser } from "./handlers/registration.ts";
import { playBackOnJoin } from "./history/playback_on_join.ts";
import type { Hub } from "./hub.ts";
import { admit, awaitReader } from "./pacing.ts";
import { cutText } from "./params.ts";
import { PLAIN_HELP, runPlainCommand } from "./plain_commands.ts";
import { sayText } from "./plain_say.ts";
import { Replies } from "./replies.ts";
import type { Session } from "./session.ts";
import { QUIET_MS } from "./sniff.ts";
import { findOwnChannel, tell } from "./tell.ts";
import { LEAST_WEIGHT } from "./throttle.ts";
import { completeRegistration } from "./welcome.ts";

/** Bytes of the longest line that is taken from a peer that is in. */
const MAX_TEXT_LINE_BYTES = 128 * 1024;

/**
 * How long the server's name stands by itself before more is said: a program
 * that reads it in one go shall not read more, in milliseconds.
 */
const ALONE_MS = 300;

/** Asks a silent peer for its name; it may still turn out to speak IRC. */
export function greetPlain({ options }: Hub, session: Session): void {
  session.language = "plain";
  const name = toVisible(options.network);
  session.connection.send(`-- This is ${name}. What is your name?\n`);
}

/**
 * Serves a peer that speaks no IRC: a person at `nc`, or a small script. Its
 * first line is its name, all others are said in the lobby.
 *
 * @param first Its first line.
 */
export async function runPlainText(
  hub: Hub,
  session: Session,
  first: Line,
): Promise<void> {
  session.language = "plain";
  const replies = new Replies(hub, session);
  const context: Context = { hub, session, replies };
  const { reader } = session.connection;
  const lines = startingWith(first, reader.lines({ quietMs: QUIET_MS }));
  if (!await register(context, lines)) return;
  reader.maxBytes = MAX_TEXT_LINE_BYTES;
  for await (const line of lines) {
    if (session.state !== "registered") return;
    session.hear(hub.clock.now());
    await handleLine(context, line);
    await awaitReader(hub, session);
    await hub.fairness.giveWay();
  }
}

async function* startingWith(
  first: Line,
  lines: AsyncIterable<Line>,
): AsyncGenerator<Line> {
  yield first;
  yield* lines;
}

/** Takes name and password; the answer is the server's name. */
async function register(
  context: Context,
  lines: AsyncGenerator<Line>,
): Promise<boolean> {
  const { hub, session } = context;
  const name = await takeName(context, lines);
  if (name === undefined || session.state === "gone") return false;
  if (!await takePassword(context, lines)) return false;
  const wanted = toNick(name)!;
  let nick = wanted;
  for (let number = 2; !hub.registry.isFree(nick, session); number++) {
    nick = numberedNick(wanted, number);
  }
  session.rename({ nick, user: toUser(name) });
  session.realName = cutText(toVisible(name), MAX_REAL_NAME_BYTES);
  completeRegistration(context);
  if (session.state !== "registered") return false;
  session.connection.send(`${toVisible(hub.options.network)}\n`);
  const { lobby } = hub;
  const refusal = entryRefusal(lobby, session, undefined);
  if (refusal === undefined) joinChannel(hub, session, lobby);
  void tellLater(context, [
    ...(nick === name ? [] : [`You are ${nick} here`]),
    ...(refusal === undefined ? [] : [`${lobby.name}: ${refusal.text}`]),
  ]).catch((error) => {
    const why = error instanceof Error ? error.stack : error;
    hub.log("error", `${session.source}: ${why}`);
    hub.end(session, "Internal error");
  });
  return true;
}

async function tellLater(
  context: Context,
  texts: readonly string[],
): Promise<void> {
  await delay(context.hub.clock, ALONE_MS);
  for (const text of texts) tell(context, text);
  await playBackOnJoin(context, context.hub.lobby);
}

async function takeName(
  context: Context,
  lines: AsyncGenerator<Line>,
): Promise<string | undefined> {
  while (true) {
    const name = await takeAnswer(context, lines, "What is your name?");
    if (name !== "") return name;
    tell(context, "That is no name: too long");
  }
}

/** Takes the password, where there is one; whether it is right is seen later. */
async function takePassword(
  context: Context,
  lines: AsyncGenerator<Line>,
): Promise<boolean> {
  if (context.hub.options.password === undefined) return true;
  const question = "Password?";
  tell(context, question);
  context.session.password = await takeAnswer(context, lines, question);
  return context.session.password !== undefined;
}

/**
 * Takes a line that is no command and not blank.
 *
 * @returns `""` for one that is too long, `undefined` if the peer leaves.
 */
async function takeAnswer(
  context: Context,
  lines: AsyncGenerator<Line>,
  question: string,
): Promise<string | undefined> {
  // Not `for await`: ending that would end the lines.
  while (true) {
    const { value, done } = await lines.next();
    if (done || value.text === "/quit") return undefined;
    if (value.fault === "too_long") return "";
    if (value.text === "/help") {
      for (const line of PLAIN_HELP) tell(context, line);
    } else if (value.text.trim() === "") tell(context, question);
    else return value.text;
  }
}

async function handleLine(context: Context, line: Line): Promise<void> {
  const { hub, session } = context;
  if (line.fault === "too_long") {
    return tell(
      context,
      `Not sent: a line has ${MAX_TEXT_LINE_BYTES} bytes at the most`,
    );
  }
  const { text } = line;
  if (text.trim() === "") return await admit(hub, session, LEAST_WEIGHT);
  await admit(hub, session);
  if (session.state !== "registered") return;
  if (text.startsWith("/") && !text.startsWith("//")) {
    return runPlainCommand(context, text);
  }
  const channel = findOwnChannel(context);
  if (channel === undefined) return;
  const said = text.startsWith("//") ? text.slice(1) : text;
  await sayText(context, channel.name, said);
}
