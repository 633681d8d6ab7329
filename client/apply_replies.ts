import { isError } from "../protocol/is_error.ts";
import {
  ERR_NOMOTD,
  RPL_ENDOFMOTD,
  RPL_ENDOFWHO,
  RPL_ENDOFWHOIS,
  RPL_LISTEND,
  RPL_LISTSTART,
  RPL_MOTD,
  RPL_MOTDSTART,
  RPL_TOPICWHOTIME,
} from "../protocol/numerics.ts";
import { findSupportValue } from "../protocol/support.ts";
import type { Context } from "./applier.ts";
import { describeNumeric } from "./describe_numeric.ts";
import type { ChatEvent } from "./events.ts";

/** Numerics that say nothing to a person, besides 001 to 005 and 25x, 26x. */
const SILENT: ReadonlySet<string> = new Set([
  "221",
  "329",
  ERR_NOMOTD,
  RPL_ENDOFMOTD,
  RPL_ENDOFWHO,
  RPL_ENDOFWHOIS,
  RPL_LISTEND,
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
  return [];
}

/** RPL_LIST: one channel of the server. */
export function applyList({ message, time }: Context): ChatEvent[] {
  const [, channel = "", members = "", text = ""] = message.params;
  return [{ type: "list", time, channel, members: Number(members) || 0, text }];
}

/** `FAIL <command> <code> [<context>...] <description>` (IRCv3 standard replies) */
export function applyFail({ message, time }: Context): ChatEvent[] {
  const subject = message.params.slice(2, -1)[0];
  return [{
    type: "error",
    time,
    code: message.params[1] ?? "FAIL",
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

/** Any other numeric: an error, or something to know. */
export function applyNumeric({ message, time }: Context): ChatEvent[] {
  const { command: code, params } = message;
  if (/^(?:00|25|26)/.test(code) || SILENT.has(code)) return [];
  if (code === RPL_MOTD) {
    return [{ type: "info", time, text: params.at(-1) ?? "" }];
  }
  const subjects = params.slice(1, -1);
  const last = params.at(-1) ?? "";
  const text = describeNumeric(code, params) ?? [...subjects, last].join(" ");
  if (!isError(code)) return [{ type: "info", time, text }];
  const subject = subjects[0];
  return [{
    type: "error",
    time,
    code,
    ...(subject !== undefined && { subject }),
    text: subject === undefined ? last : `${subjects.join(" ")}: ${last}`,
  }];
}
