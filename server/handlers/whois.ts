import type { Message } from "../../protocol/message.ts";
import {
  ERR_NONICKNAMEGIVEN,
  RPL_AWAY,
  RPL_ENDOFWHOIS,
  RPL_WHOISACTUALLY,
  RPL_WHOISBOT,
  RPL_WHOISCHANNELS,
  RPL_WHOISIDLE,
  RPL_WHOISKEYVALUE,
  RPL_WHOISMODES,
  RPL_WHOISOPERATOR,
  RPL_WHOISSERVER,
  RPL_WHOISSPECIAL,
  RPL_WHOISUSER,
} from "../../protocol/numerics.ts";
import type { Context } from "../context.ts";
import { packWords } from "../fit_line.ts";
import { checkServer, findSession } from "../lookup.ts";
import { MAX_ASKED_BYTES, shown, splitTargets } from "../params.ts";
import { prefixOf } from "../ranks.ts";
import { isService, SERVICE_NICK } from "../service_nick.ts";
import type { Session } from "../session.ts";
import { channelsSeenBy, formatHost, seesAddress } from "../visibility.ts";
import { formatIdle } from "../who_fields.ts";

/** What WHOIS tells of metadata: "keys that can be easily read by users". */
const WHOIS_KEYS = ["display-name", "pronouns", "status", "homepage"];

/**
 * WHOIS of one person; a server, or somebody on it, may stand before the nick.
 * The end of the answer names what was asked for: "the case MUST be preserved,
 * and if the client sent multiple nicks, this MUST be the comma-separated list
 * of nicks". (modern.ircdocs.horse, "WHOIS message", "RPL_ENDOFWHOIS")
 */
export function handleWhois(context: Context, { params }: Message): void {
  const { replies } = context;
  const list = params[1] ?? params[0] ?? "";
  const [nick] = splitTargets(list);
  if (nick === undefined) {
    return replies.numeric(ERR_NONICKNAMEGIVEN, "No nickname given");
  }
  if (params.length > 1 && !checkServer(context, params[0]!)) return;
  if (isService(nick)) sendService(context);
  else {
    const person = findSession(context, nick);
    if (person !== undefined) sendWhois(context, person);
  }
  const asked = shown(list, MAX_ASKED_BYTES);
  replies.numeric(RPL_ENDOFWHOIS, asked, "End of /WHOIS list");
}

function sendService({ hub, replies }: Context): void {
  const { serverName, network } = hub.options;
  const add = (numeric: string, ...params: readonly string[]) =>
    replies.numeric(numeric, SERVICE_NICK, ...params);
  const help = `/msg ${SERVICE_NICK} help`;
  add(RPL_WHOISUSER, SERVICE_NICK, serverName, "*", `The service: ${help}`);
  add(RPL_WHOISSERVER, serverName, network);
  add(RPL_WHOISBOT, `is a bot on ${network}`);
}

function sendWhois(context: Context, person: Session): void {
  const { hub, session, replies } = context;
  const { target, user, host, realName, awayText, modes, connectedAt } = person;
  const { serverName, network } = hub.options;
  const add = (numeric: string, ...params: readonly string[]) =>
    replies.numeric(numeric, target, ...params);
  add(RPL_WHOISUSER, user!, host, "*", realName);
  sendChannels(context, person);
  add(RPL_WHOISSERVER, serverName, network);
  if (modes.has("o")) add(RPL_WHOISOPERATOR, "is an IRC operator");
  if (awayText !== undefined) add(RPL_AWAY, awayText);
  if (modes.has("B")) add(RPL_WHOISBOT, `is a bot on ${network}`);
  if (seesAddress(session, person)) {
    const address = formatHost(person.connection.address);
    const letters = [...modes].sort().join("");
    add(RPL_WHOISACTUALLY, address, "is actually using host");
    add(RPL_WHOISMODES, `is using modes +${letters}`);
  }
  if (person.hold !== undefined) {
    add(RPL_WHOISSPECIAL, "has lost its connection, and may come back");
  }
  const since = String(Math.floor(connectedAt / 1_000));
  const idle = formatIdle(hub, person);
  add(RPL_WHOISIDLE, idle, since, "seconds idle, signon time");
  if (!session.capabilities.has("draft/metadata-2")) return;
  const values = hub.metadata.valuesOf(person);
  for (const key of WHOIS_KEYS) {
    const value = values.get(key);
    if (value !== undefined) add(RPL_WHOISKEYVALUE, key, "*", value);
  }
}

function sendChannels(
  { hub, session, replies }: Context,
  person: Session,
): void {
  const all = session.capabilities.has("multi-prefix");
  const names = Array.from(channelsSeenBy(session, person), (channel) => {
    const rank = prefixOf(channel.members.get(person)!, { all });
    return `${rank}${channel.name}`;
  });
  const create = (line: string) =>
    hub.create(RPL_WHOISCHANNELS, [session.target, person.target, line]);
  for (const message of packWords(names, { separator: " ", create })) {
    replies.add(message);
  }
}
