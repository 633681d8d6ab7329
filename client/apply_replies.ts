import { isError } from "../protocol/is_error.ts";
import {
  ERR_NOMOTD,
  RPL_ENDOFWHOIS,
  RPL_LISTSTART,
  RPL_MOTD,
  RPL_MOTDSTART,
  RPL_TOPICWHOTIME,
} from "../protocol/numerics.ts";
import { findSupportValue } from "../protocol/support.ts";
import type { Context } from "./applier.ts";
import { describeNumeric } from "./describe_numeric.ts";
import type { ChatEvent } from "./events.ts";

/** The server is too busy for a command, such as LIST. (RFC 2812, 5.1) */
const RPL_TRYAGAIN = "263";

/** Numerics that say nothing to a person, besides 001 to 005 and 25x, 26x. */
const SILENT: ReadonlySet<string> = new Set([
  // Our number among all connections, as some servers tell it.
  "042",
  "221",
  "329",
  RPL_ENDOFWHOIS,
  RPL_LISTSTART,
  RPL_MOTDSTART,
  RPL_TOPICWHOTIME,
]);

/** What the token of a PING begins with whose PONG is an event. */
export const LAG_TOKEN = "lag-";

/** RPL_ISUPPORT: what the server can do, and its name for people. */
export function applySupport({ state, message }: Context): ChatEvent[] {
  const { params } = message;
  state.network = findSupportValue(params, "NETWORK") || state.network;
  const [, letters = "", marks = ""] =
    /^\((.*)\)(.*)$/.exec(findSupportValue(params, "PREFIX") ?? "") ?? [];
  if (letters !== "" && letters.length === marks.length) {
    state.prefixes = new Map(
      [...letters].map((letter, index) => [letter, marks.charAt(index)]),
    );
  }
  const modes = findSupportValue(params, "CHANMODES");
  if (modes !== undefined) state.channelModes = modes.split(",");
  const limit = Number(findSupportValue(params, "CHATHISTORY") ?? NaN);
  if (Number.isSafeInteger(limit) && limit >= 0) state.historyLimit = limit;
  const refs = findSupportValue(params, "MSGREFTYPES");
  if (refs !== undefined) state.historyRefs = refs.split(",");
  return [];
}

/** `FAIL <command> <code> [<context>...] <description>` (IRCv3 standard replies) */
export function applyFail({ message, time }: Context): ChatEvent[] {
  const subject = message.params.slice(2, -1)[0];
  const [command, code = "FAIL"] = message.params;
  return [{
    type: "error",
    time,
    code,
    ...(command !== undefined && { command }),
    ...(subject !== undefined && { subject }),
    text: message.params.at(-1) ?? "",
  }];
}

/** PONG: the answer to `/ping`; other PINGs are nobody's business. */
export function applyPong({ message, time }: Context): ChatEvent[] {
  const token = message.params.at(-1) ?? "";
  return token.startsWith(LAG_TOKEN) ? [{ type: "pong", time, token }] : [];
}

/** WARN and NOTE: words for the person. (IRCv3 standard replies) */
export function applyNote({ message, time }: Context): ChatEvent[] {
  return [{ type: "info", time, text: message.params.at(-1) ?? "" }];
}

/** WALLOPS: an operator tells all who want to hear it. (RFC 2812, 4.7) */
export function applyWallops({ message, time, from }: Context): ChatEvent[] {
  const text = `${from} tells everybody: ${message.params.at(-1) ?? ""}`;
  return [{ type: "info", time, text }];
}

/** RPL_ENDOFMOTD and ERR_NOMOTD: that was it, unasked the first time. */
export function applyEndOfMotd({ state, message, time }: Context): ChatEvent[] {
  const isMissed = state.isGreeted && message.command === ERR_NOMOTD;
  state.isGreeted = true;
  const text = "There is no message of the day";
  return isMissed ? [{ type: "info", time, text }] : [];
}

/** Any other numeric: an error, or something to know. */
export function applyNumeric({ message, time }: Context): ChatEvent[] {
  const { command: code, params } = message;
  if (isSilent(code)) return [];
  if (code === RPL_MOTD) {
    return [{ type: "info", time, text: params.at(-1) ?? "" }];
  }
  const subjects = params.slice(1, -1);
  const last = params.at(-1) ?? "";
  const described = describeNumeric(code, params);
  if (!isError(code) && code !== RPL_TRYAGAIN) {
    const text = described ?? [...subjects, last].join(" ");
    return [{ type: "info", time, text }];
  }
  const subject = subjects[0];
  return [{
    type: "error",
    time,
    code,
    ...(subject !== undefined && { subject }),
    text: described ??
      (subject === undefined ? last : `${subjects.join(" ")}: ${last}`),
  }];
}

function isSilent(code: string): boolean {
  const isAboutServer = /^(?:00|25|26)/.test(code) && code !== RPL_TRYAGAIN;
  return isAboutServer || SILENT.has(code);
}
