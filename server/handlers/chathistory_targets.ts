import { allReadable, type Asker, listReadable } from "../history/access.ts";

/** Where something was said. */
export interface Target {
  /** The channel or the nick. */
  readonly name: string;
  /** When something was said there last, in ms since 1970. */
  readonly time: number;
}

/** Targets that are looked at before others are served. */
const TARGETS_AT_ONCE = 50;

/** Which targets are asked for. */
export interface TargetsQuery {
  /** Counted from here, in ms since 1970, up to `to`: both are excluded. */
  readonly from: number;
  readonly to: number;
  readonly limit: number;
}

/**
 * Gives where something was said last between two times, and that the asker may
 * read: ordered by that time, whether it is counted forwards or backwards.
 *
 * @throws {StoreError} If it cannot be read.
 */
export async function listTargets(
  asker: Asker,
  { from, to, limit }: TargetsQuery,
): Promise<Target[]> {
  const [after, before] = from <= to ? [from, to] : [to, from];
  const targets: Target[] = [];
  for (const [index, readable] of allReadable(asker).entries()) {
    if (index % TARGETS_AT_ONCE === TARGETS_AT_ONCE - 1) {
      await asker.hub.flusher.turnEnd();
    }
    const [last] = listReadable(asker.hub.history.store, readable, {
      kinds: ["said"],
      limit: 1,
      end: "newest",
    });
    const time = last?.message.time ?? -Infinity;
    if (time > after && time < before) {
      targets.push({ name: readable.name, time });
    }
  }
  targets.sort((one, other) => one.time - other.time);
  return from <= to
    ? targets.slice(0, limit)
    : targets.slice(Math.max(0, targets.length - limit));
}
