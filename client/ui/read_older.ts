import type { ChatEvent } from "../events.ts";
import { isSaid } from "../said.ts";
import { type Moment, momentOf } from "./buffer_past.ts";
import type { SessionLink } from "./session_link.ts";

/** What was read of the past. */
export interface Older {
  /** Oldest first. */
  readonly events: readonly ChatEvent[];
  /** Where to go on from. */
  readonly oldest: Moment | undefined;
  /** Whether there is nothing older. */
  readonly isAll: boolean;
}

/** How far to read back. */
export interface ReadOlderOptions {
  /** What stands behind it; missing: nothing, it is the newest. */
  readonly before: Moment | undefined;
  /** Messages; who came and went is not counted. */
  readonly count: number;
  /** Whether it goes back far enough already. */
  readonly isEnough?: (events: readonly ChatEvent[]) => boolean;
}

/** A channel in which people only come and go is not read to its beginning. */
const MAX_QUESTIONS = 10;

/**
 * Reads what was said in a place, from the newest to the older.
 *
 * @throws {RangeError} If the server does not give it.
 */
export async function readOlder(
  link: Pick<SessionLink, "archive" | "state">,
  name: string,
  { before, count, isEnough = () => false }: ReadOlderOptions,
): Promise<Older> {
  let events: readonly ChatEvent[] = [];
  let oldest = before;
  for (let asked = 0; asked < MAX_QUESTIONS; asked++) {
    const missing = count - events.filter(isSaid).length;
    if (missing <= 0 || isEnough(events)) break;
    const reference = referenceTo(oldest, link);
    const page = await link.archive.history(name, {
      limit: missing,
      ...(reference !== undefined && { before: reference }),
    });
    events = [...page.events, ...events];
    const [first] = page.events;
    if (first) {
      const { oldest: id } = page;
      oldest = { ...momentOf(first), ...(id !== undefined && { id }) };
    }
    if (page.isAll || !first) return { events, oldest, isAll: true };
  }
  return { events, oldest, isAll: false };
}

/** What the server knows a moment by. */
export function referenceTo(
  moment: Moment | undefined,
  { state }: Pick<SessionLink, "state">,
): number | string | undefined {
  const isNamed = state.historyRefs.includes("msgid");
  return isNamed ? moment?.id ?? moment?.time : moment?.time;
}
