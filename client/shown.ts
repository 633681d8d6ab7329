import { foldName, isChannelTarget } from "../protocol/names.ts";
import type { ChatEvent } from "./events.ts";
import { placeOf } from "./replay.ts";
import { idOf } from "./said.ts";
import type { ChatState } from "./state.ts";

/** The last thing that was told of a place. */
export interface LastShown {
  /** Missing: the server gives none. */
  readonly msgid?: string;
  /** ms since 1970, by the server's clock if it tells. */
  readonly time: number;
}

const SAYING: ReadonlySet<ChatEvent["type"]> = new Set([
  "action",
  "edit",
  "message",
  "notice",
  "react",
  "redact",
]);

/** More than what may come twice; bounds what a talkative server costs. */
const MAX_KNOWN = 20_000;

/** Channels and people of whom it is known what came last. */
const MAX_PLACES = 2_000;

/** Remembers what was told, so that nothing is told twice. */
export class Shown {
  readonly #state: ChatState;
  /** Places with ids of messages, in the order in which they were told. */
  readonly #known = new Set<string>();
  /** By folded name of the place. */
  readonly #last = new Map<string, LastShown>();
  #newest: number | undefined;

  constructor(state: ChatState) {
    this.#state = state;
  }

  /** When the last thing happened that was told as it happened, ms since 1970. */
  get newest(): number | undefined {
    return this.#newest;
  }

  /** What was told last of a place. */
  last(place: string): LastShown | undefined {
    return this.#last.get(foldName(place));
  }

  /** Whether an event was told before: in each of the places that it is of. */
  has(event: ChatEvent): boolean {
    const id = idOf(event);
    if (id === undefined) return false;
    const places = this.#placesOf(event);
    return places.length > 0 &&
      places.every((place) => this.#known.has(toKey(place, id)));
  }

  /** Notes that an event is told that comes behind all others of its place. */
  note(event: ChatEvent): void {
    const msgid = idOf(event);
    if (msgid === undefined && !isOwnJoin(event)) return;
    const { time } = event;
    const last = { time, ...(msgid !== undefined && { msgid }) };
    for (const place of this.#placesOf(event)) {
      const folded = foldName(place);
      this.#last.delete(folded);
      this.#last.set(folded, last);
      dropOldest(this.#last, MAX_PLACES);
    }
    // Not the highest of all: one message from the future would stay it for ever.
    if (!event.replayed) this.#newest = time;
    this.noteEarlier(event);
  }

  /** Notes that an event is told that is of before others of its place. */
  noteEarlier(event: ChatEvent): void {
    const id = idOf(event);
    if (id === undefined) return;
    for (const place of this.#placesOf(event)) {
      this.#known.add(toKey(place, id));
      dropOldest(this.#known, MAX_KNOWN);
    }
  }

  #placesOf(event: ChatEvent): readonly string[] {
    if (event.place !== undefined) return [event.place];
    if (event.type === "quit") return event.channels;
    if (event.type === "nick") {
      const folded = foldName(event.nick);
      return [...this.#state.channels.values()]
        .filter(({ members }) => members.has(folded))
        .map(({ name }) => name);
    }
    const place = placeOf(event);
    return place === undefined ? [] : [place];
  }
}

/** Whether an event is what somebody has said, or what became of that. */
export function isSaying({ type }: ChatEvent): boolean {
  return SAYING.has(type);
}

/**
 * One message may tell something in several channels. Of people the nick may
 * change, and nothing else has the id of what was written to one.
 */
function toKey(place: string, id: string): string {
  return isChannelTarget(place) ? `${foldName(place)} ${id}` : id;
}

/** From there on there is something to miss. */
function isOwnJoin(event: ChatEvent): boolean {
  return event.type === "join" && event.own;
}

function dropOldest(
  entries: {
    size: number;
    keys(): Iterator<string>;
    delete(key: string): boolean;
  },
  max: number,
): void {
  if (entries.size <= max) return;
  const oldest = entries.keys().next().value;
  if (oldest !== undefined) entries.delete(oldest);
}
