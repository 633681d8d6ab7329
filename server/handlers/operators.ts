import { MAX_KICK_BYTES } from "../../protocol/limits.ts";
import type { Message } from "../../protocol/message.ts";
import { foldName } from "../../protocol/names.ts";
import {
  ERR_CANTKILLSERVER,
  ERR_NOOPERHOST,
  ERR_PASSWDMISMATCH,
  RPL_REHASHING,
  RPL_YOUREOPER,
} from "../../protocol/numerics.ts";
import { toVisible } from "../../protocol/visible.ts";
import { delay } from "../clock.ts";
import type { Context } from "../context.ts";
import type { Hub } from "../hub.ts";
import { setLobbyRank } from "../lobby_rank.ts";
import { checkOperator, findSession } from "../lookup.ts";
import { roomIn } from "../outgoing.ts";
import { cutText, shown } from "../params.ts";
import { rehash } from "../rehash.ts";
import { describe } from "../session.ts";

/** When a wrong password is answered, in milliseconds, so that none is guessed. */
const REFUSAL_MS = 1_000;

/** Bytes of what went wrong with REHASH, which holds the name of a file. */
const MAX_FAILURE_BYTES = 300;

/**
 * OPER: becomes operator of the server. What was wrong, the name or the
 * password, is not told. (modern.ircdocs.horse, "OPER message")
 */
export async function handleOper(
  context: Context,
  { params }: Message,
): Promise<void> {
  const { hub, session, replies } = context;
  const { clock, logins } = hub;
  const [name, password] = params as [string, string];
  if (logins.names.length === 0) {
    return replies.numeric(ERR_NOOPERHOST, "This server has no operators");
  }
  const who = describe(session);
  const refusalAt = clock.now() + REFUSAL_MS;
  const isWanted = () => !replies.isOver;
  const { address } = session.connection;
  const isRight = await logins.check({ name, password, address, isWanted });
  if (!isWanted()) return;
  if (isRight) {
    hub.log("info", `${who} is now operator as ${name}`);
    return becomeOperator(context);
  }
  hub.log("warn", `${who} failed to become operator as ${shown(name)}`);
  await delay(clock, Math.max(0, refusalAt - clock.now()));
  replies.numeric(ERR_PASSWDMISMATCH, "Password incorrect");
}

function becomeOperator(context: Context): void {
  const { hub, session, replies } = context;
  const isNew = hub.census.setMode(session, "o", true);
  replies.numeric(RPL_YOUREOPER, "You are now an IRC operator");
  if (!isNew) return;
  replies.add(hub.createFrom(session, "MODE", [session.target, "+o"]));
  setLobbyRank(context, true);
}

/**
 * KILL: closes somebody's connection. The victim gets KILL and its own QUIT
 * before the ERROR. (modern.ircdocs.horse, "KILL message")
 */
export function handleKill(context: Context, { params }: Message): void {
  const { hub, session, replies } = context;
  const [nick, comment] = params as [string, string?];
  if (!checkOperator(context)) return;
  if (isServer(hub, nick)) {
    return replies.numeric(ERR_CANTKILLSERVER, "You can't kill a server!");
  }
  const victim = findSession(context, nick);
  if (victim === undefined) return;
  const kill = (why: string) =>
    hub.createFrom(session, "KILL", [victim.target, why]);
  const reasonOf = (why: string) => `Killed (${session.target} (${why}))`;
  const quit = (why: string) => hub.createFrom(victim, "QUIT", [reasonOf(why)]);
  const room = Math.min(MAX_KICK_BYTES, roomIn(kill("")), roomIn(quit("")));
  const why = cutText(comment || "No reason given", room);
  if (victim.language === "irc") {
    victim.send(kill(why));
    victim.send(quit(why));
  }
  hub.log("info", `KILL of ${victim.source} by ${session.source}: ${why}`);
  hub.end(victim, reasonOf(why));
}

function isServer({ options }: Hub, name: string): boolean {
  return [options.serverName, options.network]
    .some((own) => foldName(own) === foldName(name));
}

/**
 * WALLOPS: tells all who have user mode `w`, and the log, which the console
 * shows. (modern.ircdocs.horse, "WALLOPS message")
 */
export function handleWallops(context: Context, { params }: Message): void {
  const { hub, session, replies } = context;
  const [text] = params as [string];
  if (text === "") {
    return replies.needMoreParams("WALLOPS");
  }
  if (!checkOperator(context)) return;
  const message = hub.createFrom(session, "WALLOPS", [text]);
  if (session.modes.has("w")) replies.add(message);
  hub.news.tellAll(message, {
    except: session,
    when: ({ modes }) => modes.has("w"),
  });
  hub.log("info", `WALLOPS of ${session.source}: ${text}`);
}

/** REHASH. (modern.ircdocs.horse, "REHASH message") */
export function handleRehash(context: Context): void {
  const { hub, session, replies } = context;
  if (!checkOperator(context)) return;
  const failure = rehash(hub, session.source);
  if (failure === undefined) {
    return replies.numeric(RPL_REHASHING, "motd", "Rehashing");
  }
  const text = cutText(toVisible(failure), MAX_FAILURE_BYTES);
  replies.fail("REHASH", "CANNOT_REHASH", text);
}
