import type { Rank } from "./ranks.ts";

/** What is remembered of a message: enough to say who may take it back. */
export interface RecentMessage {
  readonly msgid: string;
  /** The session that said it; `undefined` for the console. */
  readonly author: symbol | undefined;
  /** The channel or the session that it was said to. */
  readonly place: symbol;
  /** The rank from which on members of the channel got it; `undefined` for all. */
  readonly least?: Rank["prefix"] | undefined;
}

/** Messages that are remembered. */
const MAX_MESSAGES = 10_000;

/**
 * The last messages, for who takes one back. Each is noted as it is said, so
 * that costs next to nothing; few are ever looked for, so that may take a
 * search, from the newest on.
 */
export class RecentMessages {
  /** A ring: the next message takes the place of the oldest. */
  readonly #messages: (RecentMessage | undefined)[] = [];
  #next = 0;

  /** Takes note of a message. */
  add(message: RecentMessage): void {
    this.#messages[this.#next] = message;
    this.#next = (this.#next + 1) % MAX_MESSAGES;
  }

  /** Finds a message that is not too old. */
  find(msgid: string): RecentMessage | undefined {
    return this.#messages[this.#placeOf(msgid)];
  }

  /** Forgets a message: it was taken back. */
  remove(msgid: string): void {
    const place = this.#placeOf(msgid);
    if (place >= 0) this.#messages[place] = undefined;
  }

  /** Gives where a message is in the ring; -1 if it is not. */
  #placeOf(msgid: string): number {
    const { length } = this.#messages;
    for (let age = 1; age <= length; age++) {
      const place = (this.#next - age + length) % length;
      if (this.#messages[place]?.msgid === msgid) return place;
    }
    return -1;
  }
}
