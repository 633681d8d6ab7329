import type { Message } from "../../protocol/message.ts";
import {
  ERR_NONICKNAMEGIVEN,
  ERR_WASNOSUCHNICK,
  RPL_ENDOFWHOWAS,
  RPL_WHOISACTUALLY,
  RPL_WHOISSERVER,
  RPL_WHOWASUSER,
} from "../../protocol/numerics.ts";
import type { Context } from "../context.ts";
import { MAX_TARGETS } from "../isupport.ts";
import { shown, splitTargets } from "../params.ts";
import { formatHost } from "../visibility.ts";
import type { WhowasEntry } from "../whowas.ts";

/**
 * WHOWAS: who had a nick, or some nicks, the last one first. Masks are not
 * looked for: "any nicks which are lexically the same". (modern.ircdocs.horse,
 * "WHOWAS message"; RFC 2812, 3.6.3)
 */
export function handleWhowas(context: Context, { params }: Message): void {
  const { hub, replies } = context;
  const list = params[0] ?? "";
  const nicks = splitTargets(list).slice(0, MAX_TARGETS);
  if (nicks.length === 0) {
    return replies.numeric(ERR_NONICKNAMEGIVEN, "No nickname given");
  }
  const count = parseCount(params[1]);
  const found = nicks.flatMap((nick) => {
    const entries = hub.whowas.find(nick).slice(0, count);
    if (entries.length === 0) {
      const text = "There was no such nickname";
      replies.numeric(ERR_WASNOSUCHNICK, shown(nick), text);
    }
    return entries;
  });
  found.sort((one, other) => other.leftAt - one.leftAt);
  for (const entry of found) sendEntry(context, entry);
  replies.numeric(RPL_ENDOFWHOWAS, shown(list), "End of WHOWAS");
}

/**
 * "If a non-positive number is passed as being <count>, then a full search is
 * done" (RFC 2812, 3.6.3); so it is for what is no number.
 */
function parseCount(text: string | undefined): number | undefined {
  const count = Number.parseInt(text ?? "", 10);
  return count > 0 ? count : undefined;
}

function sendEntry(
  { hub, session, replies }: Context,
  { nick, user, host, address, realName, leftAt }: WhowasEntry,
): void {
  replies.numeric(RPL_WHOWASUSER, nick, user, host, "*", realName);
  if (session.modes.has("o")) {
    const text = "was actually using host";
    replies.numeric(RPL_WHOISACTUALLY, nick, formatHost(address), text);
  }
  const left = new Date(leftAt).toISOString();
  replies.numeric(RPL_WHOISSERVER, nick, hub.options.serverName, left);
}
