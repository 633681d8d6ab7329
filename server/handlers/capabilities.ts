import {
  type CapabilityName,
  formatCapabilities,
  isServerCapability,
  parseCapabilities,
  SERVER_CAPABILITIES,
} from "../../protocol/capabilities.ts";
import { byteLength } from "../../protocol/limits.ts";
import type { Message } from "../../protocol/message.ts";
import { ERR_INVALIDCAPCMD } from "../../protocol/numerics.ts";
import type { Context } from "../commands.ts";
import { cutText, shown } from "../params.ts";
import { completeRegistration } from "../welcome.ts";

/** Bytes of the longest list that is taken; the answer to it fits a line. */
const MAX_LIST_BYTES = 300;

/** CAP. (IRCv3 capability-negotiation) */
export function handleCap(context: Context, { params }: Message): void {
  const { hub, session, replies } = context;
  const [subcommand = "", argument = ""] = params;
  const answer = (kind: string, list: string) =>
    replies.add(hub.create("CAP", [session.target, kind, list]));
  switch (subcommand.toUpperCase()) {
    case "LS": {
      if (session.state === "registering") session.isNegotiating = true;
      // "servers SHOULD return a CAP LS reply consistent with the request's
      // version": one without 302 gets no values, whatever was said before.
      const values = Number(argument) >= 302;
      return answer("LS", formatCapabilities(SERVER_CAPABILITIES, { values }));
    }
    case "LIST":
      return answer("LIST", [...session.capabilities].join(" "));
    case "REQ": {
      if (session.state === "registering") session.isNegotiating = true;
      const requested = request(session.capabilities, argument);
      if (requested === undefined) {
        return answer("NAK", cutText(argument, MAX_LIST_BYTES));
      }
      answer("ACK", argument);
      session.capabilities = requested;
      return;
    }
    case "END":
      session.isNegotiating = false;
      return completeRegistration(context);
    default:
      return replies.numeric(
        ERR_INVALIDCAPCMD,
        shown(subcommand),
        "Invalid CAP subcommand",
      );
  }
}

/** "the server MUST NOT make any change to any capabilities" if one is not known. */
function request(
  enabled: ReadonlySet<CapabilityName>,
  list: string,
): ReadonlySet<CapabilityName> | undefined {
  if (byteLength(list) > MAX_LIST_BYTES) return undefined;
  const result = new Set(enabled);
  for (const { name, off } of parseCapabilities(list)) {
    if (!isServerCapability(name)) return undefined;
    if (off) result.delete(name);
    else result.add(name);
  }
  return result;
}
