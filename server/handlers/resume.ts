import type { Message } from "../../protocol/message.ts";
import {
  ERR_ALREADYREGISTERED,
  ERR_NOTREGISTERED,
} from "../../protocol/numerics.ts";
import type { Context } from "../context.ts";

/**
 * RESUME: says whom to go on as, once the registration is complete; the last one
 * counts. Whether that can be is told then alone, to who knows the server's
 * password. (docs/resume.md)
 */
export function handleResume(
  { session, replies }: Context,
  { params }: Message,
): void {
  if (session.state !== "registering") {
    return replies.numeric(ERR_ALREADYREGISTERED, "You may not reregister");
  }
  if (!session.capabilities.has("chat/resume")) {
    return replies.numeric(ERR_NOTREGISTERED, "You have not registered");
  }
  const [token = ""] = params;
  if (token === "") return replies.needMoreParams("RESUME");
  session.resumeToken = token;
}
