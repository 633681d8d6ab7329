import { foldName } from "../protocol/names.ts";
import type { Channel } from "./channel.ts";
import type { History } from "./history/history.ts";
import { StoreError } from "./history/store_error.ts";
import type { Hub } from "./hub.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Session } from "./session.ts";

/** Channels and people of which somebody's marks are kept. */
export const MAX_READ_MARKS = 256;

/**
 * Up to when somebody has read what was said in a channel or by a person. Nobody
 * else is told; the marks belong to the identity, and are stored for who can come
 * back as the same. (IRCv3 draft/read-marker)
 */
export class ReadMarks {
  readonly #history: History;
  /**
   * What was asked for, as it is to be stored: session to folded name to milliseconds
   * since 1970, the latest set last.
   */
  readonly #marks = new WeakMap<Session, Map<string, number>>();

  constructor(history: History) {
    this.#history = history;
  }

  /**
   * The mark of a channel or person, in milliseconds since 1970.
   *
   * @throws {StoreError} If it cannot be read.
   */
  find(session: Session, target: string): number | undefined {
    return this.#marksOf(session).get(foldName(target));
  }

  /**
   * Moves a mark forward: "The last read timestamp of a target SHOULD only ever
   * increase." Where there are too many, the one is forgotten that was not set
   * for the longest time.
   *
   * @param mark `time`: milliseconds since 1970; `onLost`: called with why, if
   * it could not be stored after all.
   * @throws {StoreError} If the marks cannot be read.
   */
  advance(session: Session, target: string, mark: {
    readonly time: number;
    readonly onLost?: (reason: string) => void;
  }): void {
    const marks = this.#marksOf(session);
    const folded = foldName(target);
    const before = marks.get(folded);
    const latest = Math.max(mark.time, before ?? 0);
    marks.delete(folded);
    marks.set(folded, latest);
    if (latest === before) return;
    this.#save(session, folded, latest, mark.onLost);
    const [oldest] = marks.keys();
    if (marks.size <= MAX_READ_MARKS) return;
    marks.delete(oldest!);
    this.#save(session, oldest!, undefined);
  }

  /**
   * Moves the marks of some people to a channel's new name; where they cannot be
   * read, they stay.
   */
  rename(sessions: Iterable<Session>, from: string, to: string): void {
    if (foldName(from) === foldName(to)) return;
    for (const session of sessions) {
      try {
        const time = this.find(session, from);
        if (time === undefined) continue;
        this.#marksOf(session).delete(foldName(from));
        this.#save(session, foldName(from), undefined);
        this.advance(session, to, { time });
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        return;
      }
    }
  }

  /** Stores what was marked before it was known that its client can come back. */
  keep(session: Session): void {
    for (const [folded, time] of this.#marks.get(session) ?? []) {
      this.#save(session, folded, time);
    }
  }

  #marksOf(session: Session): Map<string, number> {
    const known = this.#marks.get(session);
    if (known !== undefined) return known;
    const stored = [...this.#history.store.marks(session.identity)];
    const marks = new Map(stored.sort(([, one], [, other]) => one - other));
    this.#marks.set(session, marks);
    return marks;
  }

  #save(
    session: Session,
    folded: string,
    time: number | undefined,
    onLost?: (reason: string) => void,
  ): void {
    const { identity, secretHash } = session;
    if (secretHash === undefined) return;
    this.#history.change(
      (store) => store.saveMark(identity, folded, time),
      (reason) => {
        // What is stored is read anew.
        this.#marks.delete(session);
        onLost?.(reason);
      },
    );
  }
}

/**
 * Makes the message that tells somebody up to when it has read.
 *
 * @throws {StoreError} If that cannot be read.
 */
export function createMark(
  hub: Hub,
  session: Session,
  target: string,
): Outgoing {
  const time = hub.readMarks.find(session, target);
  const text = time === undefined
    ? "*"
    : `timestamp=${new Date(time).toISOString()}`;
  // Nobody is told of a mark that could not be stored.
  return hub.create("MARKREAD", [target, text], { isStored: true });
}

/**
 * Gives what follows JOIN, before numeric 366, for those with
 * `draft/read-marker`; nothing if it cannot be read.
 */
export function* joinedMark(
  hub: Hub,
  session: Session,
  { name }: Channel,
): Generator<Outgoing> {
  if (!session.capabilities.has("draft/read-marker")) return;
  try {
    yield createMark(hub, session, name);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
  }
}
