import type { Hub } from "./hub.ts";
import { createOutgoing } from "./outgoing.ts";
import { describe, type Session } from "./session.ts";

/** How a session ends. */
export interface Ending {
  /** Why, for the others and for itself. */
  readonly reason: string;
  /** Whether the others are told, and it is noted in the history. */
  readonly isTold: boolean;
}

/** Ends a session, and closes its connection; nothing for one that is gone. */
export function endSession(
  hub: Hub,
  session: Session,
  { reason, isTold }: Ending,
): void {
  if (session.state === "gone") return;
  const wasRegistered = session.state === "registered";
  session.state = "gone";
  hub.registry.release(session);
  hub.monitors.forget(session);
  for (const channel of session.invitations) channel.uninvite(session);
  // Of who is held there is no connection whose end is still to come.
  if (hub.holds.forget(session)) hub.census.sessions.delete(session);
  if (wasRegistered) takeOut(hub, session, { reason, isTold });
  const time = hub.clock.now();
  const params = [`Closing link: ${reason}`];
  void session.close(createOutgoing("ERROR", params, { time }));
}

function takeOut(
  hub: Hub,
  session: Session,
  { reason, isTold }: Ending,
): void {
  hub.census.countOut(session);
  hub.whowas.note(session);
  if (isTold) {
    hub.monitors.tellOffline(session.target);
    const msgid = hub.nextMessageId();
    const quit = hub.createFrom(session, "QUIT", [reason], { msgid });
    hub.noteInChannels(session, quit);
    hub.news.tellPeers(session, quit);
  }
  for (const channel of session.channels) {
    channel.part(session);
    hub.registry.closeIfEmpty(channel);
  }
  hub.note(`${describe(session)} left: ${reason}`);
}
