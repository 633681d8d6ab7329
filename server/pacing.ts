import { delay } from "./clock.ts";
import type { Hub } from "./hub.ts";
import type { Session } from "./session.ts";

/** Bytes that may wait for a client before it is served on. */
export const ANSWER_BYTES = 64 * 1024;

/**
 * Counts a message, and waits if the client sends too fast.
 *
 * @param weight How many messages it counts as; 0 costs nothing.
 */
export async function admit(
  hub: Hub,
  session: Session,
  weight = 1,
): Promise<void> {
  if (weight === 0) return;
  const ms = session.admit(hub.clock.now(), weight);
  if (ms > 0) await delay(hub.clock, ms);
}

/**
 * Waits while a client leaves much of what it was sent unread: who does not
 * read is not read from, and gets no more of its answers.
 *
 * @returns `undefined` if there is nothing to wait for.
 */
export function awaitReader(
  hub: Hub,
  session: Session,
): Promise<void> | undefined {
  const { outbox } = session;
  if (outbox.queuedBytes <= ANSWER_BYTES) return undefined;
  // It reads, so it lives: its PONG may wait behind what it said before.
  const onProgress = () => session.hear(hub.clock.now());
  return outbox.drainedTo(ANSWER_BYTES / 2, onProgress);
}
