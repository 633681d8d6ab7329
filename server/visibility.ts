import type { Channel } from "./channel.ts";
import type { Session } from "./session.ts";

/**
 * Gives the channels in which somebody is seen by another: not the secret ones
 * that the other is not in, and of who hides with `+i` only those of people
 * who share one. The same holds for a channel's list of members.
 */
export function* channelsSeenBy(
  asker: Session,
  person: Session,
): Generator<Channel> {
  const isVisible = person.isVisibleTo(asker);
  for (const channel of person.channels) {
    if (channel.members.has(asker)) yield channel;
    else if (isVisible && channel.isVisibleTo(asker)) yield channel;
  }
}

/** Whether somebody may see another's address: only its own, or as operator. */
export function seesAddress(asker: Session, person: Session): boolean {
  return asker === person || asker.modes.has("o");
}

/** Writes an address so that it can stand in the middle of a message. */
export function formatHost(address: string): string {
  return address.startsWith(":") ? `0${address}` : address;
}
