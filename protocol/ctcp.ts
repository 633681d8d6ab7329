/**
 * Gives the text of an action (`/me`), or `undefined` if the message is none.
 * (modern.ircdocs.horse/ctcp, "ACTION")
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { formatAction, parseAction } from "./ctcp.ts";
 *
 * assertEquals(parseAction(formatAction("waves")), "waves");
 * assertEquals(parseAction("waves"), undefined);
 * ```
 */
export function parseAction(text: string): string | undefined {
  const match = ACTION.exec(text);
  return match ? match[1] ?? "" : undefined;
}

const ACTION = /^\x01ACTION(?: ([^\x01]*))?\x01?$/;

/** Writes an action (`/me`) as the text of a PRIVMSG. */
export function formatAction(text: string): string {
  return `\x01ACTION ${text}\x01`;
}

/**
 * Whether a text is a CTCP message that is no action: a question to a client,
 * or its answer, which channels may keep out. (modern.ircdocs.horse, "Channel
 * modes")
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { formatAction, isCtcpQuery } from "./ctcp.ts";
 *
 * assertEquals(isCtcpQuery("\x01VERSION\x01"), true);
 * assertEquals(isCtcpQuery(formatAction("waves")), false);
 * ```
 */
export function isCtcpQuery(text: string): boolean {
  return text.startsWith("\x01") && parseAction(text) === undefined;
}
