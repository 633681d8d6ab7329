import type { HistoryReference } from "./history_reference.ts";
import type { ChatEvent } from "./events.ts";

/** More than is said while a page is fetched; what is beyond is asked for. */
const MAX_HELD = 1_000;

/** The same in characters of text. */
const MAX_HELD_CHARACTERS = 2 * 1024 * 1024;

/**
 * What is missing of a channel, or of what somebody wrote to us, until it is
 * there. What is said meanwhile waits behind it.
 */
export class Gap {
  /** The channel or the nick. */
  readonly place: string;
  /** Behind which it begins; missing: only the newest are asked for. */
  reference: HistoryReference | undefined;
  /** When the connection was lost; missing: we were not there before. */
  lostAt: number | undefined;
  /** Whether it was told that something was missed. */
  isTold = false;
  /** Whether the server did not know the message that was referred to. */
  isByTime = false;
  #held: ChatEvent[] = [];
  #heldCharacters = 0;
  #isOverfull = false;

  constructor(place: string) {
    this.place = place;
  }

  /** Keeps what happens meanwhile, until it is too much. */
  hold(event: ChatEvent): void {
    const characters = "text" in event ? event.text?.length ?? 0 : 0;
    const isFull = this.#held.length >= MAX_HELD ||
      this.#heldCharacters + characters > MAX_HELD_CHARACTERS;
    if (isFull) {
      this.release();
      this.#isOverfull = true;
    }
    this.#held.push(event);
    this.#heldCharacters += characters;
  }

  /** Whether something held was dropped since the last call. */
  takeOverfull(): boolean {
    const isOverfull = this.#isOverfull;
    this.#isOverfull = false;
    return isOverfull;
  }

  /** Takes what is held. */
  release(): ChatEvent[] {
    this.#heldCharacters = 0;
    return this.#held.splice(0);
  }
}
