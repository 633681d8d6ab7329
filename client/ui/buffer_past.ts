import type { ChatEvent } from "../events.ts";
import { idOf, isSaid } from "../said.ts";

/** A moment of the past: where to go on from. */
export interface Moment {
  /** The `msgid` of what happened then; missing: the server gives none. */
  readonly id?: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** Events that are remembered of one buffer. */
const MAX_EVENTS = 10_000;

/** Characters that are remembered of all buffers together, and of one. */
const MAX_ALL_CHARACTERS = 16 * 1024 * 1024;
const MAX_CHARACTERS = 1024 * 1024;

/** What an event costs besides its text. */
const EVENT_CHARACTERS = 100;

/** What was shown of one buffer, and how far it was read. */
export class BufferPast {
  /** The first thing that was shown of it. */
  oldest: Moment | undefined;
  /** When the last message here was said, ms since 1970. */
  newestAt: number | undefined;
  /** Up to when the person has read, here or elsewhere: ms since 1970. */
  readTo: number | undefined;
  /** When the first message came that the person had not read. */
  unreadFrom: number | undefined;
  /** Whether older messages are being asked for. */
  isAsking = false;
  #events: ChatEvent[] = [];
  #characters = 0;
  #dropped = 0;

  /** What was shown here as it happened, oldest first. */
  get events(): readonly ChatEvent[] {
    return this.#events;
  }

  /** How many events were shown here and are forgotten. */
  get dropped(): number {
    return this.#dropped;
  }

  /**
   * Notes what is shown now.
   *
   * @param options `isHere`: whether it happened in this place, and is not only
   * shown there. `buffers`: how many there are, which share the room.
   */
  add(
    event: ChatEvent,
    { isHere, buffers }: { readonly isHere: boolean; readonly buffers: number },
  ): void {
    this.#events.push(event);
    this.#characters += sizeOf(event);
    const most = Math.min(MAX_CHARACTERS, MAX_ALL_CHARACTERS / buffers);
    while (
      this.#events.length > MAX_EVENTS ||
      (this.#characters > most && this.#events.length > 1)
    ) {
      this.#characters -= sizeOf(this.#events.shift());
      this.#dropped++;
    }
    if (!isHere) return;
    const isPlace = idOf(event) !== undefined || isSaid(event);
    if (isPlace && event.time < (this.oldest?.time ?? Infinity)) {
      this.oldest = momentOf(event);
    }
    if (isSaid(event)) {
      this.newestAt = Math.max(event.time, this.newestAt ?? 0);
    }
  }

  /** Notes up to when the person has read: it never goes back. */
  read(time: number): void {
    this.readTo = Math.max(time, this.readTo ?? 0);
  }

  /** Notes a message that the person cannot have seen. */
  miss(time: number): void {
    // What was unread before has been read since.
    if ((this.unreadFrom ?? 0) <= (this.readTo ?? 0)) this.unreadFrom = time;
  }
}

/** The moment of an event. */
export function momentOf(event: ChatEvent): Moment {
  const id = idOf(event);
  return { time: event.time, ...(id !== undefined && { id }) };
}

function sizeOf(event: ChatEvent | undefined): number {
  const text = event !== undefined && "text" in event ? event.text : undefined;
  return EVENT_CHARACTERS + (text?.length ?? 0);
}
