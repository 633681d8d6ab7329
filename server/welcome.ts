import {
  ERR_NICKNAMEINUSE,
  ERR_NOMOTD,
  ERR_PASSWDMISMATCH,
  RPL_CREATED,
  RPL_ENDOFMOTD,
  RPL_GLOBALUSERS,
  RPL_ISUPPORT,
  RPL_LOCALUSERS,
  RPL_LUSERCHANNELS,
  RPL_LUSERCLIENT,
  RPL_LUSERME,
  RPL_LUSEROP,
  RPL_LUSERUNKNOWN,
  RPL_MOTD,
  RPL_MOTDSTART,
  RPL_MYINFO,
  RPL_WELCOME,
  RPL_YOURHOST,
} from "../protocol/numerics.ts";
import { splitText } from "../protocol/split_text.ts";
import { createAway } from "./away.ts";
import type { Context } from "./context.ts";
import { supportTokens } from "./isupport.ts";
import { modesOf, USER_MODES } from "./mode_table.ts";
import { sendOwnMetadata } from "./metadata_sync.ts";
import { roomIn } from "./outgoing.ts";
import {
  findResumed,
  resumeIdentity,
  resumeSession,
  sendResumed,
} from "./resumption.ts";
import { VERSION } from "./version.ts";

/** Tokens that fit one numeric 005: "up to 13", as it has 15 parameters. */
const TOKENS_PER_LINE = 13;
const IS_SUPPORTED = "are supported by this server";

/**
 * Ends a registration if nothing is missing: the client is in, goes on with an
 * earlier session, or is out if its password is wrong.
 */
export function completeRegistration(context: Context): void | Promise<void> {
  const { hub, session, replies } = context;
  const { nick, user, isNegotiating, state } = session;
  if (state !== "registering" || isNegotiating) return;
  const resumed = findResumed(hub, session);
  if (user === undefined || (resumed ?? session).nick === undefined) return;
  if (!isPasswordRight(context)) {
    replies.numeric(ERR_PASSWDMISMATCH, "Password incorrect");
    return hub.end(session, "Password incorrect");
  }
  if (resumed !== undefined) {
    const own = resumeSession(context, resumed);
    sendWelcome(own);
    return sendResumed(own);
  }
  if (nick === undefined) return;
  // Only who is let in holds a nick: a stranger could keep others from theirs.
  const refusal = hub.registry.nickRefusal(nick, session);
  if (refusal !== undefined) {
    session.nick = undefined;
    return replies.numeric(ERR_NICKNAMEINUSE, nick, refusal);
  }
  hub.register(session);
  resumeIdentity(context);
  if (session.language === "irc") sendWelcome(context);
  // Said with `draft/pre-away`: who monitors it learns that it is here, but away.
  if (session.awayText !== undefined) {
    hub.news.tellHolders(session, createAway(hub, session), "away-notify");
  }
}

function isPasswordRight({ hub, session }: Context): boolean {
  const { password } = hub.options;
  return password === undefined || session.password === password;
}

function sendWelcome(context: Context): void {
  const { hub, session, replies } = context;
  const { serverName, network } = hub.options;
  const since = new Date(hub.startedAt).toISOString();
  replies.numeric(
    RPL_WELCOME,
    `Welcome to ${network}, ${session.target}`,
  );
  replies.numeric(
    RPL_YOURHOST,
    `Your host is ${serverName}, running version ${VERSION}`,
  );
  replies.numeric(RPL_CREATED, `This server was started ${since}`);
  replies.numeric(
    RPL_MYINFO,
    serverName,
    VERSION,
    USER_MODES,
    modesOf("list", "always", "set", "flag", "rank"),
    modesOf("list", "always", "set", "rank"),
  );
  sendSupport(context);
  sendCounts(context);
  if (session.capabilities.has("draft/metadata-2")) sendOwnMetadata(context);
  sendMotd(context);
}

/** Answers what the server supports: numeric 005. */
export function sendSupport({ hub, session, replies }: Context): void {
  const create = (tokens: readonly string[]) =>
    hub.create(RPL_ISUPPORT, [session.target, ...tokens, IS_SUPPORTED]);
  let line: string[] = [];
  for (const token of supportTokens(hub.options)) {
    const isFull = line.length === TOKENS_PER_LINE ||
      roomIn(create([...line, token])) < 0;
    if (isFull) replies.add(create(line));
    line = isFull ? [token] : [...line, token];
  }
  replies.add(create(line));
}

/**
 * Answers LUSERS, also as part of the welcome: "The server SHOULD then respond
 * as though the client sent the LUSERS command".
 */
export function sendCounts({ hub, replies }: Context): void {
  const { now, most, invisible, operators, unknown } = hub.census.counts;
  replies.numeric(
    RPL_LUSERCLIENT,
    `There are ${now - invisible} users and ${invisible} invisible on 1 server`,
  );
  replies.numeric(RPL_LUSEROP, String(operators), "operator(s) online");
  replies.numeric(RPL_LUSERUNKNOWN, String(unknown), "unknown connection(s)");
  replies.numeric(
    RPL_LUSERCHANNELS,
    String(hub.registry.channelCount),
    "channels formed",
  );
  replies.numeric(RPL_LUSERME, `I have ${now} clients and 0 servers`);
  const local = [String(now), String(most)] as const;
  const users = (kind: string) => `Current ${kind} users ${now}, max ${most}`;
  replies.numeric(RPL_LOCALUSERS, ...local, users("local"));
  replies.numeric(RPL_GLOBALUSERS, ...local, users("global"));
}

/** Answers MOTD, also as part of the welcome. */
export function sendMotd({ hub, session, replies }: Context): void {
  const { motd, options: { network } } = hub;
  if (motd.length === 0) {
    return replies.numeric(ERR_NOMOTD, "There is no message of the day");
  }
  replies.numeric(RPL_MOTDSTART, `Message of the day of ${network}`);
  const room = roomIn(hub.create(RPL_MOTD, [session.target, ""]));
  for (const line of motd) {
    for (const piece of splitText(line, room)) {
      replies.numeric(RPL_MOTD, piece);
    }
  }
  replies.numeric(RPL_ENDOFMOTD, "End of the message of the day");
}
