import type { Hub } from "./hub.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Session } from "./session.ts";

/** Tells whether somebody is away, to those with `away-notify`. (IRCv3 away-notify) */
export function createAway(hub: Hub, session: Session): Outgoing {
  const { awayText } = session;
  return hub.createFrom(
    session,
    "AWAY",
    awayText === undefined ? [] : [awayText],
  );
}
