import {
  MAX_CHANNEL_CHARACTERS,
  MAX_NICK_CHARACTERS,
  MAX_TOPIC_BYTES,
  MAX_USER_BYTES,
} from "../protocol/limits.ts";
import { formatSupportValue } from "../protocol/support.ts";
import type { ServerOptions } from "./options.ts";

/** Channels that one client can be in. */
export const MAX_CHANNELS = 100;
/** Targets of one PRIVMSG, NOTICE or TAGMSG. */
export const MAX_TARGETS = 4;
/** Modes with a parameter that one MODE takes. */
export const MAX_MODES = 4;
/** Masks that a channel's ban list holds. */
export const MAX_BANS = 100;

/** Gives the tokens of numeric 005. (modern.ircdocs.horse, "RPL_ISUPPORT") */
export function supportTokens({ network }: ServerOptions): string[] {
  return [
    "CASEMAPPING=ascii",
    `CHANLIMIT=#:${MAX_CHANNELS}`,
    "CHANMODES=b,,,mnt",
    `CHANNELLEN=${MAX_CHANNEL_CHARACTERS}`,
    "CHANTYPES=#",
    `MAXLIST=b:${MAX_BANS}`,
    `MODES=${MAX_MODES}`,
    `NETWORK=${formatSupportValue(network)}`,
    `NICKLEN=${MAX_NICK_CHARACTERS}`,
    "PREFIX=(ov)@+",
    "SAFELIST",
    `TARGMAX=JOIN:,LIST:,NAMES:,NOTICE:${MAX_TARGETS},PART:,` +
    `PRIVMSG:${MAX_TARGETS},TAGMSG:${MAX_TARGETS},WHOIS:1`,
    `TOPICLEN=${MAX_TOPIC_BYTES}`,
    `USERLEN=${MAX_USER_BYTES}`,
    "UTF8ONLY",
  ];
}
