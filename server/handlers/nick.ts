import type { Message } from "../../protocol/message.ts";
import { isNick } from "../../protocol/names.ts";
import {
  ERR_ERRONEUSNICKNAME,
  ERR_NICKNAMEINUSE,
  ERR_NONICKNAMEGIVEN,
} from "../../protocol/numerics.ts";
import type { Context } from "../context.ts";
import { shown } from "../params.ts";
import { findResumed } from "../resumption.ts";
import { completeRegistration } from "../welcome.ts";

/** NICK: takes a nick, or changes it. (modern.ircdocs.horse, "NICK message") */
export function handleNick(
  context: Context,
  { params }: Message,
): void | Promise<void> {
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
  // Who is about to go on with a session may name the nick that it has.
  const owner = findResumed(hub, session) ?? session;
  const refusal = hub.registry.nickRefusal(nick, owner);
  if (refusal !== undefined) {
    return replies.numeric(ERR_NICKNAMEINUSE, nick, refusal);
  }
  if (nick === session.nick) return;
  if (session.state === "registering") {
    session.rename({ nick });
    return completeRegistration(context);
  }
  hub.rename(session, nick, replies);
}
