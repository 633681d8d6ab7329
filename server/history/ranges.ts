import type { Hub } from "../hub.ts";
import type { Session } from "../session.ts";
import { listReadable, type Readable } from "./access.ts";
import { kindsFor, knowsCommandOf } from "./playback.ts";
import { type Position, positionOf, type Reference } from "./references.ts";
import type { RangeQuery } from "./store.ts";

/** What CHATHISTORY gives messages of a place by. */
export type RangeName = "AFTER" | "AROUND" | "BEFORE" | "BETWEEN" | "LATEST";

/** Some messages of a place. */
export interface Range {
  readonly name: RangeName;
  /** Two for BETWEEN; none for the LATEST of all. */
  readonly references: readonly Reference[];
  /** Most messages to give. */
  readonly limit: number;
}

/** Who asks, and what for. */
export interface RangeOptions {
  readonly hub: Hub;
  readonly session: Session;
  readonly readable: Readable;
  /** The highest `id` to look at. */
  readonly lastId: number;
}

type Bounds = Pick<RangeQuery, "after" | "before" | "end" | "limit">;

/**
 * Gives the ids of the messages of a range, oldest first.
 *
 * @returns `undefined` where a reference is none of ours.
 * @throws {StoreError} If they cannot be read.
 */
export function idsOf(
  { hub, session, readable, lastId }: RangeOptions,
  { name, references, limit }: Range,
): number[] | undefined {
  const { store } = hub.history;
  const positions: Position[] = [];
  for (const reference of references) {
    const position = positionOf(store, readable, reference);
    if (position === undefined) return undefined;
    positions.push(position);
  }
  const kinds = kindsFor(session);
  const known: Readable = {
    ...readable,
    mayRead: (message) =>
      readable.mayRead(message) && knowsCommandOf(session, message),
  };
  return BOUNDS[name](limit, positions).flatMap((bounds) => {
    const before = Math.min(bounds.before ?? Infinity, lastId + 1);
    return listReadable(store, known, { ...bounds, before, kinds })
      .map(({ id }) => id);
  });
}

/** The ranges that each takes, the oldest first. */
const BOUNDS: Readonly<
  Record<RangeName, (limit: number, positions: readonly Position[]) => Bounds[]>
> = {
  LATEST: (limit, [from]) => [{ after: from?.after, limit, end: "newest" }],
  BEFORE: (limit, [from]) => [{ before: from!.before, limit, end: "newest" }],
  AFTER: (limit, [from]) => [{ after: from!.after, limit, end: "oldest" }],
  // What is meant comes after as many as can be in front of it.
  AROUND: (limit, [middle]) => [
    { before: middle!.before, limit: Math.floor(limit / 2), end: "newest" },
    {
      after: middle!.before - 1,
      limit: Math.ceil(limit / 2),
      end: "oldest",
    },
  ],
  // "counted starting from and excluding the first message selector"
  BETWEEN: (limit, [from, to]) =>
    from!.before <= to!.before
      ? [{ after: from!.after, before: to!.before, limit, end: "oldest" }]
      : [{ after: to!.after, before: from!.before, limit, end: "newest" }],
};
