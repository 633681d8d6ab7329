import { parseAction } from "../protocol/ctcp.ts";
import { parseSource } from "../protocol/message.ts";
import { isError } from "../protocol/is_error.ts";
import { isChannelTarget } from "../protocol/names.ts";
import * as numerics from "../protocol/numerics.ts";
import { stripFormatting, toVisible } from "../protocol/visible.ts";
import { parseTarget } from "./message_target.ts";
import { displayName, type Outgoing, textOf } from "./outgoing.ts";

/**
 * Writes a message for a person without a client: whole lines with their line
 * ends, or nothing if it says nothing to a person.
 *
 * What somebody says has `name: ` before every line. All else starts with a
 * character that no nick starts with, so that nobody can fake it: `-- ` for
 * what the server tells, `* ` for an action, `(private) ` for a direct message.
 */
export function formatPlain(message: Outgoing): string {
  return toPlainLines(message).map((line) => `${line}\n`).join("");
}

/** The same as lines without line ends. */
export function toPlainLines(message: Outgoing): string[] {
  const { command, params } = message;
  if (command === "PRIVMSG" || command === "NOTICE") return said(message);
  const told = /^\d{3}$/.test(command)
    ? describeNumeric(command, params)
    : describeEvent(message);
  return told === undefined ? [] : [`-- ${toVisible(told)}`];
}

function said(message: Outgoing): string[] {
  const name = toVisible(displayName(message));
  const text = stripFormatting(textOf(message));
  const isPrivate = !parseTarget(message.params[0] ?? "").isChannel &&
    message.displayName === undefined;
  const prefix = isPrivate ? "(private) " : "";
  const action = parseAction(text);
  if (action !== undefined) return [`${prefix}* ${name} ${toVisible(action)}`];
  return text.split("\n").map((line) => `${prefix}${name}: ${toVisible(line)}`);
}

function describeEvent(message: Outgoing): string | undefined {
  const { command, params } = message;
  const name = displayName(message);
  const why = (reason: string | undefined) => reason ? ` (${reason})` : "";
  switch (command) {
    case "JOIN":
      return `${name} joined ${params[0]}`;
    case "PART":
      return `${name} left ${params[0]}${why(params[1])}`;
    case "QUIT":
      return `${name} left${why(params[0])}`;
    case "NICK":
      return `${name} is now ${params[0]}`;
    case "TOPIC":
      return params[1]
        ? `${name} set the topic: ${params[1]}`
        : `${name} cleared the topic`;
    case "KICK":
      return `${name} put ${params[1]} out of ${params[0]}${why(params[2])}`;
    case "INVITE":
      return `${name} invites ${params[0]} to ${params[1]}: /join ${params[1]}`;
    case "RENAME":
      return `${name} renamed ${params[0]} to ${params[1]}${why(params[2])}`;
    case "MODE":
      return isChannelTarget(params[0] ?? "")
        ? `${name} set ${params.slice(1).join(" ")} on ${params[0]}`
        : undefined;
    case "KILL":
      return `${name} put ${params[0]} off the server${why(params[1])}`;
    case "WALLOPS":
      return `${name} tells all who listen: ${params[0]}`;
    case "ERROR":
      return params[0];
    case "FAIL":
    case "NOTE":
    case "WARN":
      return params.at(-1);
    default:
      return undefined;
  }
}

/**
 * Of the numerics, a person is told who is here, who is not, who wants to be,
 * and what went wrong.
 */
function describeNumeric(
  numeric: string,
  params: readonly string[],
): string | undefined {
  const text = params.at(-1) ?? "";
  switch (numeric) {
    case numerics.RPL_AWAY:
      return `${params[1]} is away: ${text}`;
    case numerics.RPL_KNOCK:
      return `${parseSource(params[2] ?? "").name} at ${params[1]} ${text}`;
    case numerics.RPL_NAMREPLY:
      return `here: ${text}`;
    case numerics.RPL_TOPIC:
      return `topic: ${text}`;
  }
  if (!isError(numeric)) return undefined;
  return params.length > 2 ? `${params[1]}: ${text}` : text;
}
