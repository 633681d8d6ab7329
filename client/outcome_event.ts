import { formatAction } from "../protocol/ctcp.ts";
import { createMessage } from "../protocol/message.ts";
import { applyMessage } from "./apply_message.ts";
import type { ChatEvent } from "./events.ts";
import type { Outcome } from "./outbound.ts";
import type { ChatState } from "./state.ts";

/**
 * Tells what became of a message of our own, unless its echo has told that it
 * was delivered.
 *
 * @param now ms since 1970.
 */
export function tellOutcome(
  { message, refusal, isEcho }: Outcome,
  state: ChatState,
  now: number,
): ChatEvent[] {
  const { target: to, text, kind } = message;
  if (refusal !== undefined) {
    return [{ type: "refused", time: now, to, text, reason: refusal }];
  }
  if (isEcho) return [];
  const said = kind === "action" ? formatAction(text) : text;
  const echo = createMessage("PRIVMSG", [to, said], { source: state.nick });
  return applyMessage(state, echo, now);
}

/** The same event as one of our own. */
export function toOwn(event: ChatEvent): ChatEvent {
  return "own" in event ? { ...event, own: true } : event;
}
