import { MAX_REAL_NAME_BYTES, MAX_USER_BYTES } from "../../protocol/limits.ts";
import type { Message } from "../../protocol/message.ts";
import {
  ERR_ALREADYREGISTERED,
  ERR_NOORIGIN,
} from "../../protocol/numerics.ts";
import type { Context } from "../context.ts";
import { cutText } from "../params.ts";
import { completeRegistration } from "../welcome.ts";

/**
 * PASS: "only the last one sent is used for verification and it may not be
 * changed once the client has been registered". (modern.ircdocs.horse, "PASS
 * message")
 */
export function handlePass(
  { session, replies }: Context,
  message: Message,
): void {
  if (session.state !== "registering") {
    return replies.numeric(ERR_ALREADYREGISTERED, "You may not reregister");
  }
  session.password = message.params[0];
}

/**
 * USER: says who one is. Neither name may be empty; what it claims of hosts is
 * ignored. (modern.ircdocs.horse, "USER message")
 */
export function handleUser(
  context: Context,
  { params }: Message,
): void | Promise<void> {
  const { session, replies } = context;
  if (session.state !== "registering") {
    return replies.numeric(ERR_ALREADYREGISTERED, "You may not reregister");
  }
  const [user = "", , , realName = ""] = params;
  if (user === "" || realName === "") {
    return replies.needMoreParams("USER");
  }
  session.rename({ user: toUser(user) });
  session.realName = cutText(realName, MAX_REAL_NAME_BYTES);
  return completeRegistration(context);
}

/** Keeps of a user name what can stand in a source. */
export function toUser(text: string): string {
  const user = text.replace(/[^\w.~-]/g, "").slice(0, MAX_USER_BYTES);
  return user === "" ? "user" : user;
}

/**
 * PING: the answer carries the token, which "may be any non-empty string".
 * (modern.ircdocs.horse, "PING message")
 */
export function handlePing(
  { hub, replies }: Context,
  { params }: Message,
): void {
  const [token] = params as [string];
  if (token === "") {
    return replies.numeric(ERR_NOORIGIN, "No token specified");
  }
  replies.add(hub.create("PONG", [hub.options.serverName, token]));
}

/** PONG: hearing it is all. */
export function handlePong(): void {}

/**
 * QUIT: the others read `Quit: ` and the reason, so that no reason looks like
 * one of the server's; `Quit` where there is none. (modern.ircdocs.horse, "QUIT
 * message")
 */
export function handleQuit(
  { hub, session }: Context,
  { params }: Message,
): void {
  const text = params[0] ?? "";
  hub.end(session, text === "" ? "Quit" : `Quit: ${text}`);
}
