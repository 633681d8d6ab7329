import { parseSource } from "../../protocol/message.ts";
import type { Outgoing } from "../outgoing.ts";
import { MESSAGE_KINDS, type Store } from "./store.ts";

/** Conversations that are known by heart; more are read again. */
const MAX_KNOWN = 20_000;

/** Under which nicks two spoke last. */
interface LastSaid {
  /** The identity of who spoke. */
  readonly author: string;
  readonly from: string;
  readonly to: string;
}

/**
 * The nicks under which people last spoke, or were spoken to, in each of their
 * conversations. To read them all from the store takes long for who had many:
 * each is read once.
 */
export class LastNicks {
  readonly #store: Store;
  readonly #known = new Map<number, LastSaid>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Has to be called for each message of a conversation. */
  note(
    place: number,
    { source = "", params: [to = ""] }: Outgoing,
    author: string,
  ): void {
    this.#set(place, { author, from: parseSource(source).name, to });
  }

  /**
   * Gives the nick that somebody had in a conversation; `undefined` if nothing
   * of it is left.
   *
   * @throws {StoreError} If it cannot be read.
   */
  find(
    { place, identity }: {
      readonly place: number;
      readonly identity: string;
    },
  ): string | undefined {
    const last = this.#known.get(place) ?? this.#read(place);
    return last?.author === identity ? last.from : last?.to;
  }

  #read(place: number): LastSaid | undefined {
    const [last] = this.#store.list({
      places: [place],
      kinds: MESSAGE_KINDS,
      limit: 1,
      end: "newest",
    });
    if (last === undefined) return undefined;
    this.note(place, last.message, last.author);
    return this.#known.get(place);
  }

  #set(place: number, last: LastSaid): void {
    if (this.#known.size >= MAX_KNOWN && !this.#known.has(place)) {
      const [oldest] = this.#known.keys();
      this.#known.delete(oldest!);
    }
    this.#known.set(place, last);
  }
}
