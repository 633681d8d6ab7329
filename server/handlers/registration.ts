import { MAX_REAL_NAME_BYTES, MAX_USER_BYTES } from "../../protocol/limits.ts";
import type { Message } from "../../protocol/message.ts";
import { isNick } from "../../protocol/names.ts";
import {
  ERR_ALREADYREGISTERED,
  ERR_ERRONEUSNICKNAME,
  ERR_NEEDMOREPARAMS,
  ERR_NICKNAMEINUSE,
  ERR_NONICKNAMEGIVEN,
} from "../../protocol/numerics.ts";
import type { Context } from "../commands.ts";
import { cutText, shown } from "../params.ts";
import { completeRegistration } from "../welcome.ts";

/** PASS. (modern.ircdocs.horse, "PASS message") */
export function handlePass(
  { session, replies }: Context,
  message: Message,
): void {
  if (session.state !== "registering") {
    return replies.numeric(ERR_ALREADYREGISTERED, "You may not reregister");
  }
  session.password = message.params[0];
}

/** NICK: takes a nick, or changes it. */
export function handleNick(context: Context, { params }: Message): void {
  const { hub, session, replies } = context;
  const nick = (params[0] ?? "").normalize("NFC");
  if (nick === "") {
    return replies.numeric(ERR_NONICKNAMEGIVEN, "No nickname given");
  }
  if (!isNick(nick)) {
    return replies.numeric(
      ERR_ERRONEUSNICKNAME,
      shown(nick),
      "Erroneous nickname",
    );
  }
  if (!hub.registry.isFree(nick, session)) {
    return replies.numeric(
      ERR_NICKNAMEINUSE,
      nick,
      "Nickname is already in use",
    );
  }
  if (nick === session.nick) return;
  if (session.state === "registering") {
    session.rename({ nick });
    return completeRegistration(context);
  }
  const { source } = session;
  hub.registry.claim(nick, session);
  const change = hub.create("NICK", [nick], { source });
  replies.add(change);
  hub.tellPeers(session, change);
}

/** USER: says who one is. What it claims of hosts is ignored. */
export function handleUser(context: Context, { params }: Message): void {
  const { session, replies } = context;
  if (session.state !== "registering") {
    return replies.numeric(ERR_ALREADYREGISTERED, "You may not reregister");
  }
  const [user = "", , , realName = ""] = params;
  if (user === "") {
    return replies.numeric(
      ERR_NEEDMOREPARAMS,
      "USER",
      "Not enough parameters",
    );
  }
  session.rename({ user: toUser(user) });
  session.realName = cutText(realName, MAX_REAL_NAME_BYTES);
  completeRegistration(context);
}

/** Keeps of a user name what can stand in a source. */
export function toUser(text: string): string {
  const user = text.replace(/[^\w.~-]/g, "").slice(0, MAX_USER_BYTES);
  return user === "" ? "user" : user;
}

/** PING: the answer carries the token. */
export function handlePing(
  { hub, replies }: Context,
  { params }: Message,
): void {
  const { serverName } = hub.options;
  replies.add(hub.create("PONG", [serverName, params[0]!]));
}

/** PONG: hearing it is all. */
export function handlePong(): void {}

/** QUIT. */
export function handleQuit(
  { hub, session }: Context,
  { params }: Message,
): void {
  const text = params[0] ?? "";
  hub.end(session, text === "" ? "Quit" : `Quit: ${text}`);
}
