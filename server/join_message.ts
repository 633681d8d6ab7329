import type { Channel } from "./channel.ts";
import type { Hub } from "./hub.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Session } from "./session.ts";

/** Tells that somebody is in a channel now. */
export function createJoin(
  hub: Hub,
  session: Session,
  { name }: Channel,
  msgid?: string,
): Outgoing {
  return hub.createFrom(session, "JOIN", [name], { msgid });
}

/**
 * The same for those with `extended-join`: the account, `*` as there is none,
 * and the real name. (IRCv3 extended-join)
 */
export function createExtendedJoin(
  hub: Hub,
  session: Session,
  { name }: Channel,
  msgid?: string,
): Outgoing {
  const params = [name, "*", session.realName];
  return hub.createFrom(session, "JOIN", params, { msgid });
}

/** Whether JOIN is told to somebody in its extended form. */
export function hasExtendedJoin({ capabilities }: Session): boolean {
  return capabilities.has("extended-join");
}
