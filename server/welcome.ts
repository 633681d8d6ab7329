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
  RPL_MOTD,
  RPL_MOTDSTART,
  RPL_MYINFO,
  RPL_WELCOME,
  RPL_YOURHOST,
} from "../protocol/numerics.ts";
import { splitText } from "../protocol/split_text.ts";
import type { Context } from "./commands.ts";
import { supportTokens } from "./isupport.ts";
import { VERSION } from "./version.ts";

/** Tokens that fit one numeric 005: "up to 13", as it has 15 parameters. */
const TOKENS_PER_LINE = 13;
/** Bytes of a line of the message of the day; leaves room for the numeric. */
const MOTD_LINE_BYTES = 400;

/**
 * Ends a registration if nothing is missing: the client is in, or out if its
 * password is wrong.
 */
export function completeRegistration(context: Context): void {
  const { hub, session, replies } = context;
  const { nick, user, isNegotiating, state } = session;
  if (state !== "registering" || isNegotiating) return;
  if (nick === undefined || user === undefined) return;
  if (!isPasswordRight(context)) {
    replies.numeric(ERR_PASSWDMISMATCH, "Password incorrect");
    return hub.end(session, "Password incorrect");
  }
  // Only who is let in holds a nick: a stranger could keep others from theirs.
  if (!hub.registry.isFree(nick, session)) {
    session.nick = undefined;
    return replies.numeric(
      ERR_NICKNAMEINUSE,
      nick,
      "Nickname is already in use",
    );
  }
  hub.registry.claim(nick, session);
  hub.register(session);
  if (session.language === "irc") sendWelcome(context);
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
  replies.numeric(RPL_MYINFO, serverName, VERSION, "i", "bmnotv", "bov");
  sendSupport(context);
  sendCounts(context);
  sendMotd(context);
}

/** Answers what the server supports: numeric 005. */
export function sendSupport({ hub, replies }: Context): void {
  const tokens = supportTokens(hub.options);
  for (let at = 0; at < tokens.length; at += TOKENS_PER_LINE) {
    const line = tokens.slice(at, at + TOKENS_PER_LINE);
    replies.numeric(RPL_ISUPPORT, ...line, "are supported by this server");
  }
}

function sendCounts({ hub, replies }: Context): void {
  const { now, most } = hub.userCounts;
  const local = [String(now), String(most)] as const;
  replies.numeric(
    RPL_LUSERCLIENT,
    `There are ${now} users on 1 server`,
  );
  replies.numeric(
    RPL_LUSERCHANNELS,
    String(hub.registry.channelCount),
    "channels formed",
  );
  replies.numeric(RPL_LUSERME, `I have ${now} clients and 0 servers`);
  for (const numeric of [RPL_LOCALUSERS, RPL_GLOBALUSERS]) {
    replies.numeric(numeric, ...local, `Users ${now}, most so far ${most}`);
  }
}

/** Answers MOTD, also as part of the welcome. */
export function sendMotd({ hub, replies }: Context): void {
  const { motd, network } = hub.options;
  if (motd.length === 0) {
    return replies.numeric(ERR_NOMOTD, "There is no message of the day");
  }
  replies.numeric(RPL_MOTDSTART, `Message of the day of ${network}`);
  for (const line of motd) {
    for (const piece of splitText(line, MOTD_LINE_BYTES)) {
      replies.numeric(RPL_MOTD, piece);
    }
  }
  replies.numeric(RPL_ENDOFMOTD, "End of the message of the day");
}
