import type { Message } from "../../protocol/message.ts";
import { isNick } from "../../protocol/names.ts";
import {
  ERR_MONLISTFULL,
  ERR_NEEDMOREPARAMS,
  ERR_UNKNOWNERROR,
  RPL_ENDOFMONLIST,
  RPL_MONLIST,
  RPL_MONOFFLINE,
  RPL_MONONLINE,
} from "../../protocol/numerics.ts";
import type { Context } from "../context.ts";
import { packWords } from "../fit_line.ts";
import { MAX_MONITORED } from "../isupport.ts";
import { syncMonitored } from "../metadata_sync.ts";
import { shown, splitTargets } from "../params.ts";
import { isService, serviceSource } from "../service_nick.ts";

/** MONITOR: keeps the list of those whose coming and going is told. (IRCv3 monitor) */
export function handleMonitor(
  context: Context,
  { params }: Message,
): void | Promise<void> {
  const { hub: { monitors }, session, replies } = context;
  const [modifier, targets] = params;
  switch (modifier!.toUpperCase()) {
    case "+":
    case "-":
      if (targets === undefined) {
        const text = "Not enough parameters";
        return replies.numeric(ERR_NEEDMOREPARAMS, "MONITOR", text);
      }
      return modifier === "+"
        ? addTargets(context, splitTargets(targets))
        : removeTargets(context, splitTargets(targets));
    case "C":
      return monitors.forget(session);
    case "L":
      sendWords(context, RPL_MONLIST, monitors.targetsOf(session));
      return replies.numeric(RPL_ENDOFMONLIST, "End of MONITOR list");
    case "S":
      return sendStatus(context, monitors.targetsOf(session));
    default:
      return replies.numeric(
        ERR_UNKNOWNERROR,
        "MONITOR",
        shown(modifier!),
        "Unknown subcommand",
      );
  }
}

/**
 * "For this specification, 'target' MUST be a valid nick": masks and the like
 * are left out without a word, as nothing is defined to say of them.
 */
function addTargets(
  context: Context,
  targets: readonly string[],
): void | Promise<void> {
  const { hub, session } = context;
  const added: string[] = [];
  const refused: string[] = [];
  for (const target of targets) {
    const nick = target.normalize("NFC");
    if (!isNick(nick)) continue;
    const addition = hub.monitors.add(session, nick);
    if (addition === "added") added.push(nick);
    if (addition === "full") refused.push(target);
  }
  sendStatus(context, added);
  const limit = String(MAX_MONITORED);
  sendWords(context, ERR_MONLISTFULL, refused, (words) => [
    limit,
    words,
    "Monitor list is full",
  ]);
  return syncMonitored(context, added);
}

function removeTargets(
  { hub, session }: Context,
  targets: readonly string[],
): void {
  for (const target of targets) hub.monitors.remove(session, target);
}

/** Answers who of some is there, and who is not. */
export function sendStatus(context: Context, nicks: Iterable<string>): void {
  const online: string[] = [];
  const offline: string[] = [];
  for (const nick of nicks) {
    const session = context.hub.registry.session(nick);
    if (session !== undefined) online.push(session.source);
    else if (isService(nick)) online.push(serviceSource(context.hub.options));
    else offline.push(nick);
  }
  sendWords(context, RPL_MONONLINE, online);
  sendWords(context, RPL_MONOFFLINE, offline);
}

/** Answers with a list in as few lines as it fits. */
function sendWords(
  { hub, session, replies }: Context,
  numeric: string,
  words: Iterable<string>,
  params: (words: string) => readonly string[] = (words) => [words],
): void {
  const create = (line: string) =>
    hub.create(numeric, [session.target, ...params(line)]);
  for (const line of packWords(words, { separator: ",", create })) {
    replies.add(line);
  }
}
