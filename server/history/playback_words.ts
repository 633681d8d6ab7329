import { formatAction, isCtcpQuery, parseAction } from "../../protocol/ctcp.ts";
import type { Context } from "../context.ts";
import type { Outgoing } from "../outgoing.ts";
import type { Readable } from "./access.ts";
import { formatClock } from "./format_clock.ts";
import type { StoredMessage } from "./store.ts";

/**
 * Leaves out CTCP other than ACTION: clients that do not know that they read of
 * the past would answer it anew.
 */
export function withoutCtcp(readable: Readable): Readable {
  return {
    ...readable,
    mayRead: (stored) => readable.mayRead(stored) && !isCtcp(stored),
  };
}

function isCtcp({ message: { params, lines } }: StoredMessage): boolean {
  return lines === undefined
    ? isCtcpQuery(params.at(-1) ?? "")
    : lines.some(({ text }) => isCtcpQuery(text));
}

/** Puts the time in front of the texts for those without `server-time`. */
export function* withClocks(
  { hub, session }: Context,
  messages: Iterable<Outgoing>,
): Generator<Outgoing> {
  const hasTime = session.capabilities.has("server-time");
  const now = hub.clock.now();
  for (const message of messages) {
    const clock = hasTime ? "" : formatClock(message.time, now);
    const { lines, params: [target = "", text = ""] } = message;
    yield lines === undefined
      ? { ...message, params: [target, putBefore(text, clock)] }
      : {
        ...message,
        lines: lines.map((line) =>
          line.concat ? line : { ...line, text: line.text && clock + line.text }
        ),
      };
  }
}

function putBefore(text: string, clock: string): string {
  const action = parseAction(text);
  return action === undefined ? clock + text : formatAction(clock + action);
}
