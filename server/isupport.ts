import {
  MAX_AWAY_BYTES,
  MAX_CHANNEL_CHARACTERS,
  MAX_KEY_BYTES,
  MAX_KICK_BYTES,
  MAX_NICK_CHARACTERS,
  MAX_REAL_NAME_BYTES,
  MAX_TOPIC_BYTES,
  MAX_USER_BYTES,
} from "../protocol/limits.ts";
import { formatSupportValue } from "../protocol/support.ts";
import { modesOf } from "./mode_table.ts";
import type { ServerOptions } from "./options.ts";
import { RANKS } from "./ranks.ts";

/** Channels that one client can be in. */
export const MAX_CHANNELS = 100;
/** Targets of one PRIVMSG, NOTICE, TAGMSG, KICK or WHOWAS. */
export const MAX_TARGETS = 4;
/** "The command takes up to five nicknames." (modern.ircdocs.horse, "USERHOST message") */
export const MAX_USERHOSTS = 5;
/** Modes with a parameter that one MODE takes. */
export const MAX_MODES = 4;
/** Masks that a list of a channel holds. */
export const MAX_MASKS = 100;
/** Messages that one CHATHISTORY gives. */
export const MAX_HISTORY = 500;
/** Nicks that one client can monitor. */
export const MAX_MONITORED = 100;

/** Gives the tokens of numeric 005. (modern.ircdocs.horse, "RPL_ISUPPORT") */
export function supportTokens({ network }: ServerOptions): string[] {
  const lists = modesOf("list");
  const ranks = RANKS.map(({ mode }) => mode).join("");
  const prefixes = RANKS.map(({ prefix }) => prefix).join("");
  return [
    // What names and lists are read by comes first: clients guess until then.
    `NETWORK=${formatSupportValue(network)}`,
    "CHANTYPES=#",
    `PREFIX=(${ranks})${prefixes}`,
    `CHANMODES=${lists},${modesOf("always")},${modesOf("set")},${
      modesOf("flag")
    }`,
    "CASEMAPPING=ascii",
    `STATUSMSG=${prefixes}`,
    `AWAYLEN=${MAX_AWAY_BYTES}`,
    "BOT=B",
    `CHANLIMIT=#:${MAX_CHANNELS}`,
    `CHANNELLEN=${MAX_CHANNEL_CHARACTERS}`,
    `CHATHISTORY=${MAX_HISTORY}`,
    "CLIENTTAGDENY=",
    "ELIST=CMNTU",
    "EXCEPTS=e",
    "EXTBAN=,m",
    "INVEX=I",
    `KEYLEN=${MAX_KEY_BYTES}`,
    `KICKLEN=${MAX_KICK_BYTES}`,
    "KNOCK",
    `MAXLIST=${[...lists].map((mode) => `${mode}:${MAX_MASKS}`).join(",")}`,
    `MODES=${MAX_MODES}`,
    `MONITOR=${MAX_MONITORED}`,
    "MSGREFTYPES=msgid,timestamp",
    `NAMELEN=${MAX_REAL_NAME_BYTES}`,
    `NICKLEN=${MAX_NICK_CHARACTERS}`,
    "SAFELIST",
    `TARGMAX=JOIN:,KICK:${MAX_TARGETS},LIST:,MONITOR:,NAMES:,` +
    `NOTICE:${MAX_TARGETS},PART:,PRIVMSG:${MAX_TARGETS},` +
    `TAGMSG:${MAX_TARGETS},USERHOST:${MAX_USERHOSTS},WHOIS:1,` +
    `WHOWAS:${MAX_TARGETS}`,
    `TOPICLEN=${MAX_TOPIC_BYTES}`,
    `USERLEN=${MAX_USER_BYTES}`,
    "UTF8ONLY",
    "WHOX",
  ];
}
