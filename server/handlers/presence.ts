import {
  byteLength,
  MAX_AWAY_BYTES,
  MAX_REAL_NAME_BYTES,
} from "../../protocol/limits.ts";
import type { Message } from "../../protocol/message.ts";
import {
  ERR_NOTREGISTERED,
  RPL_NOWAWAY,
  RPL_UNAWAY,
} from "../../protocol/numerics.ts";
import { createAway } from "../away.ts";
import type { Context } from "../context.ts";
import { cutText } from "../params.ts";

/**
 * AWAY, also before the registration for those with `draft/pre-away`. A text
 * that is too long is cut: it "may be silently truncated" (modern.ircdocs.horse,
 * "AWAYLEN Parameter"). `*` stays as it is: clients take it for "not present for
 * an unspecified reason". (IRCv3 pre-away, away-notify)
 */
export function handleAway(context: Context, { params }: Message): void {
  const { hub, session, replies } = context;
  const isRegistered = session.state === "registered";
  if (!isRegistered && !session.capabilities.has("draft/pre-away")) {
    return replies.numeric(ERR_NOTREGISTERED, "You have not registered");
  }
  const text = cutText(params[0] ?? "", MAX_AWAY_BYTES) || undefined;
  const isNews = text !== session.awayText;
  session.awayText = text;
  if (text === undefined) {
    replies.numeric(RPL_UNAWAY, "You are no longer marked as being away");
  } else {
    replies.numeric(RPL_NOWAWAY, "You have been marked as being away");
  }
  if (isNews && isRegistered) {
    hub.news.tellHolders(session, createAway(hub, session), "away-notify");
  }
}

/**
 * SETNAME. What does not fit is refused, not cut: "Servers MUST check the
 * realname for validity (taking length limits into consideration)". Without the
 * capability it works, too, and is not answered. (IRCv3 setname)
 */
export function handleSetname(
  { hub, session, replies }: Context,
  { params }: Message,
): void {
  const [realName] = params as [string];
  if (realName === "" || byteLength(realName) > MAX_REAL_NAME_BYTES) {
    return replies.fail(
      "SETNAME",
      "INVALID_REALNAME",
      `A real name has 1 to ${MAX_REAL_NAME_BYTES} bytes`,
    );
  }
  session.realName = realName;
  const message = hub.createFrom(session, "SETNAME", [realName]);
  if (session.capabilities.has("setname")) replies.add(message);
  hub.news.tellHolders(session, message, "setname");
}
