import { foldName } from "../protocol/names.ts";
import type { Channel } from "./channel.ts";
import type { Hub } from "./hub.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Session } from "./session.ts";

/** Channels and people of which a session's marks are kept. */
export const MAX_READ_MARKS = 256;

/**
 * Up to when somebody has read what was said in a channel or by a person. Nobody
 * else is told; the marks are forgotten with the session.
 * (IRCv3 draft/read-marker)
 */
export class ReadMarks {
  /** Session to folded name to milliseconds since 1970, the latest set last. */
  readonly #marks = new WeakMap<Session, Map<string, number>>();

  /** The mark of a channel or person, in milliseconds since 1970. */
  find(session: Session, target: string): number | undefined {
    return this.#marks.get(session)?.get(foldName(target));
  }

  /**
   * Moves a mark forward: "The last read timestamp of a target SHOULD only ever
   * increase." Where there are too many, the one is forgotten that was not set
   * for the longest time.
   *
   * @param time Milliseconds since 1970.
   */
  advance(session: Session, target: string, time: number): void {
    const marks = this.#marks.get(session) ?? new Map<string, number>();
    const folded = foldName(target);
    const latest = Math.max(time, marks.get(folded) ?? 0);
    marks.delete(folded);
    this.#marks.set(session, marks.set(folded, latest));
    const [oldest] = marks.keys();
    if (marks.size > MAX_READ_MARKS) marks.delete(oldest!);
  }

  /** Moves the marks of some people to a channel's new name. */
  rename(sessions: Iterable<Session>, from: string, to: string): void {
    if (foldName(from) === foldName(to)) return;
    for (const session of sessions) {
      const time = this.find(session, from);
      if (time === undefined) continue;
      this.#marks.get(session)!.delete(foldName(from));
      this.advance(session, to, time);
    }
  }
}

/** Makes the message that tells somebody up to when it has read. */
export function createMark(
  hub: Hub,
  session: Session,
  target: string,
): Outgoing {
  const time = hub.readMarks.find(session, target);
  const text = time === undefined
    ? "*"
    : `timestamp=${new Date(time).toISOString()}`;
  return hub.create("MARKREAD", [target, text]);
}

/**
 * Gives what follows JOIN, before numeric 366, for those with
 * `draft/read-marker`.
 */
export function* joinedMark(
  hub: Hub,
  session: Session,
  { name }: Channel,
): Generator<Outgoing> {
  if (session.capabilities.has("draft/read-marker")) {
    yield createMark(hub, session, name);
  }
}
