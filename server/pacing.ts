import type { Channel } from "./channel.ts";
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

/** Channels or people that are looked at before others are served. */
const ITEMS_AT_ONCE = 250;

/**
 * Gives the channels that there are now, however many, and lets others be
 * served in between; one that gets another name meanwhile is not met twice.
 */
export async function* channelsInTurn(hub: Hub): AsyncGenerator<Channel> {
  for await (const channel of itemsInTurn(hub, [...hub.registry.channels()])) {
    if (channel.isOpen) yield channel;
  }
}

/**
 * The same for those who are registered now; who takes another nick meanwhile
 * is not met twice.
 */
export async function* sessionsInTurn(hub: Hub): AsyncGenerator<Session> {
  for await (const session of itemsInTurn(hub, [...hub.registry.sessions()])) {
    if (session.state === "registered") yield session;
  }
}

async function* itemsInTurn<Item>(
  { clock }: Hub,
  items: Iterable<Item>,
): AsyncGenerator<Item> {
  let count = 0;
  for (const item of items) {
    if (count++ === ITEMS_AT_ONCE) {
      count = 0;
      await delay(clock, 1);
    }
    yield item;
  }
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
