import { parseSource } from "../protocol/message.ts";
import {
  ERR_BANLISTFULL,
  ERR_INVALIDMODEPARAM,
  ERR_LINKCHANNEL,
  ERR_UNKNOWNMODE,
  ERR_USERNOTINCHANNEL,
  ERR_USERONCHANNEL,
  RPL_AWAY,
  RPL_BANLIST,
  RPL_CHANNELMODEIS,
  RPL_ENDOFBANLIST,
  RPL_ENDOFEXCEPTLIST,
  RPL_ENDOFINVEXLIST,
  RPL_EXCEPTLIST,
  RPL_INVEXLIST,
  RPL_INVITING,
  RPL_KNOCK,
  RPL_WHOISACTUALLY,
  RPL_WHOISCHANNELS,
  RPL_WHOISIDLE,
  RPL_WHOISKEYVALUE,
  RPL_WHOISSERVER,
  RPL_WHOISUSER,
  RPL_WHOREPLY,
  RPL_WHOWASUSER,
} from "../protocol/numerics.ts";

/** What other servers tell in WHOIS: the account that somebody is logged in to. */
const RPL_WHOISACCOUNT = "330";

/** Who may not speak in a channel, as on Libera.Chat: mode `q`. */
const RPL_QUIETLIST = "728";
const RPL_ENDOFQUIETLIST = "729";

/** What services have made of us. (IRCv3 sasl-3.1) */
const RPL_LOGGEDIN = "900";
const RPL_LOGGEDOUT = "901";

/** Says a numeric in words, of its parameters behind our own nick. */
type Describe = (...params: readonly string[]) => string;

/**
 * Says in words what a numeric tells whose parameters say it badly by
 * themselves. (modern.ircdocs.horse, "Numerics")
 *
 * @param params All of them, our own nick first.
 * @returns `undefined` if it has no words of its own.
 */
export function describeNumeric(
  code: string,
  params: readonly string[],
): string | undefined {
  return NUMERICS[code]?.(...params.slice(1));
}

const NUMERICS: Readonly<Record<string, Describe>> = {
  [RPL_AWAY]: (nick, text) => `${nick} is away: ${text}`,
  [RPL_WHOISUSER]: (nick, user, host, _, name) =>
    `${nick} is ${name} (${user}@${host})`,
  [RPL_WHOWASUSER]: (nick, user, host, _, name) =>
    `${nick} was ${name} (${user}@${host})`,
  [RPL_WHOISSERVER]: (nick, server, text) =>
    `${nick} is on ${server}` + (text ? ` (${text})` : ""),
  [RPL_WHOISIDLE]: (nick, idle = "", since = "") =>
    `${nick} has been idle for ${formatSeconds(Number(idle) || 0)}` +
    (/^\d+$/.test(since) ? `, and here since ${formatDate(since)}` : ""),
  [RPL_WHOISCHANNELS]: (nick, channels) => `${nick} is in ${channels?.trim()}`,
  [RPL_WHOISACCOUNT]: (nick, account) => `${nick} is logged in as ${account}`,
  [RPL_WHOISACTUALLY]: (nick, ...rest) =>
    rest.length > 1
      ? `${nick} is at ${rest.slice(0, -1).join(", ")}`
      : `${nick} ${rest[0]}`,
  [RPL_WHOISKEYVALUE]: (nick, key, _, value) => `${nick}: ${key} is ${value}`,
  [RPL_CHANNELMODEIS]: (channel, ...modes) =>
    `Modes of ${channel}: ${modes.join(" ")}`,
  [RPL_INVITING]: (nick, channel) => `${nick} was invited to ${channel}`,
  [RPL_BANLIST]: (channel, ...entry) =>
    `Banned from ${channel}: ${formatEntry(entry)}`,
  [RPL_ENDOFBANLIST]: (channel) => `Nobody else is banned from ${channel}`,
  [RPL_EXCEPTLIST]: (channel, ...entry) =>
    `Excepted from the bans of ${channel}: ${formatEntry(entry)}`,
  [RPL_ENDOFEXCEPTLIST]: (channel) =>
    `Nobody else is excepted from the bans of ${channel}`,
  [RPL_INVEXLIST]: (channel, ...entry) =>
    `Always invited to ${channel}: ${formatEntry(entry)}`,
  [RPL_ENDOFINVEXLIST]: (channel) =>
    `Nobody else is always invited to ${channel}`,
  [RPL_QUIETLIST]: (channel, _, ...entry) =>
    `Quiet in ${channel}: ${formatEntry(entry)}`,
  [RPL_ENDOFQUIETLIST]: (channel) => `Nobody else is quiet in ${channel}`,
  [RPL_KNOCK]: (channel, source = "") =>
    `${parseSource(source).name} asks to be let into ${channel}: ` +
    `/invite ${parseSource(source).name} ${channel}`,
  [RPL_LOGGEDIN]: (_, account) => `You are logged in as ${account}`,
  [RPL_LOGGEDOUT]: () => "You are logged out",
  [ERR_LINKCHANNEL]: (channel, other) => `${channel} leads to ${other}`,
  [ERR_USERNOTINCHANNEL]: (nick, channel) => `${nick} is not in ${channel}`,
  [ERR_USERONCHANNEL]: (nick, channel) => `${nick} is already in ${channel}`,
  [ERR_UNKNOWNMODE]: (letter, text) => `${letter} ${text}`,
  [ERR_BANLISTFULL]: (channel, _, text) => `${channel}: ${text}`,
  [ERR_INVALIDMODEPARAM]: (target, letter, value, text) =>
    `Mode ${letter} of ${target} cannot be ${value}: ${text}`,
  [RPL_WHOREPLY]: (_channel, user, host, _server, nick, flags, text) =>
    `${nick} is ${text?.replace(/^\d+ /, "")} (${user}@${host})` +
    (flags?.startsWith("G") ? ", away" : ""),
};

/** An entry of a list: a mask, who set it, and when. */
function formatEntry([mask = "", by, at = ""]: readonly string[]): string {
  const since = /^\d+$/.test(at) ? `, ${formatDate(at)}` : "";
  return mask + (by === undefined ? "" : ` (by ${by}${since})`);
}

function formatSeconds(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.floor(hours / 24)} days`;
  if (hours >= 1) return `${hours} h ${minutes % 60} min`;
  return minutes >= 1 ? `${minutes} min` : `${seconds} s`;
}

/** @param seconds Since 1970. */
function formatDate(seconds: string): string {
  const date = new Date(Number(seconds) * 1_000);
  if (Number.isNaN(date.getTime())) return seconds;
  return date.toLocaleString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
}
