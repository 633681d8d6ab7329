import type { ChatEvent, SaidEvent } from "./events.ts";

/** Whether somebody said something. */
export function isSaid(event: ChatEvent): event is SaidEvent {
  return event.type === "message" || event.type === "action" ||
    event.type === "notice";
}

/** The id of the message that told an event. */
export function idOf(event: ChatEvent): string | undefined {
  return isSaid(event) ? event.id : event.msgid;
}
