import { foldName } from "../../protocol/names.ts";
import {
  MAX_CONVERSATIONS,
  type StoredChannel,
  type StoredMessage,
} from "./store.ts";

/** Places that are remembered in which somebody spoke. */
const MAX_SPOKEN = 50_000;
/** Channels that are remembered in which nobody did, as to join makes one. */
const MAX_SILENT = 5_000;

/** What places need of the messages in them. */
export interface MemoryPlacesOptions {
  /** Called when a place is forgotten: nobody finds what is in it. */
  readonly onForget: (place: number) => void;
}

/**
 * The channels and conversations in memory. Those that have no state go when
 * there are too many, or all that happened in them is gone.
 */
export class MemoryPlaces {
  readonly #onForget: (place: number) => void;
  readonly #channels = new Map<number, StoredChannel>();
  readonly #named = new Map<string, number>();
  readonly #conversations = new Map<string, Map<string, number>>();
  readonly #pairs = new Map<number, readonly [one: string, other: string]>();
  /** Those without a state; first where nothing happened for longest. */
  readonly #silent = new Set<number>();
  readonly #spoken = new Set<number>();
  /** Those with a state in which somebody spoke. */
  readonly #spokenWithState = new Set<number>();
  #lastPlace = 0;

  constructor({ onForget }: MemoryPlacesOptions) {
    this.#onForget = onForget;
  }

  /** Has to be called for each new message. */
  note({ place, kind }: StoredMessage): void {
    if (kind !== "said") return;
    if (this.#channels.get(place)?.state !== undefined) {
      this.#spokenWithState.add(place);
    } else if (this.#channels.has(place) || this.#pairs.has(place)) {
      this.#silent.delete(place);
      this.#addTo(this.#spoken, place);
    }
  }

  /** Forgets a place; not a channel with a state. */
  forget(place: number): void {
    if (!this.#silent.delete(place) && !this.#spoken.delete(place)) return;
    this.#takeName(place);
    const [one, other] = this.#pairs.get(place) ?? [];
    this.#pairs.delete(place);
    if (one !== undefined && other !== undefined) {
      this.#part(one, other);
      this.#part(other, one);
    }
    this.#onForget(place);
  }

  findChannel(name: string): StoredChannel | undefined {
    const place = this.#named.get(foldName(name));
    return place === undefined ? undefined : this.#channels.get(place);
  }

  openChannel(name: string): StoredChannel {
    const known = this.findChannel(name);
    if (known !== undefined) return known;
    const place = ++this.#lastPlace;
    const channel = { place, name, state: undefined };
    this.#channels.set(place, channel);
    this.#named.set(foldName(name), place);
    this.#addTo(this.#silent, place);
    return channel;
  }

  channels(): StoredChannel[] {
    return [...this.#channels.values()]
      .filter(({ state }) => state !== undefined);
  }

  saveChannel(place: number, state: string | undefined): void {
    const channel = this.#channels.get(place);
    if (channel === undefined) return;
    this.#channels.set(place, { ...channel, state });
    if (state === undefined) {
      const isSpoken = this.#spoken.has(place) ||
        this.#spokenWithState.delete(place);
      this.#addTo(isSpoken ? this.#spoken : this.#silent, place);
    } else {
      if (this.#spoken.delete(place)) this.#spokenWithState.add(place);
      this.#silent.delete(place);
    }
  }

  renameChannel(place: number, name: string): void {
    const channel = this.#channels.get(place);
    if (channel === undefined) return;
    this.#unname(channel);
    this.#named.set(foldName(name), place);
    this.#channels.set(place, { ...channel, name });
  }

  closeChannel(place: number): void {
    if (!this.#takeName(place)) return;
    this.#spoken.delete(place);
    this.#spokenWithState.delete(place);
    this.#addTo(this.#silent, place);
  }

  findConversation(one: string, other: string): number | undefined {
    return this.#conversations.get(one)?.get(other);
  }

  openConversation(one: string, other: string): number {
    const known = this.findConversation(one, other);
    if (known !== undefined) return known;
    const place = ++this.#lastPlace;
    for (const [from, to] of [[one, other], [other, one]] as const) {
      const others = this.#conversations.get(from) ??
        new Map<string, number>();
      others.set(to, place);
      this.#conversations.set(from, others);
    }
    this.#pairs.set(place, [one, other]);
    this.#addTo(this.#spoken, place);
    return place;
  }

  conversations(identity: string): Map<number, string> {
    const others = [...this.#conversations.get(identity) ?? []];
    return new Map(
      others.slice(-MAX_CONVERSATIONS).reverse()
        .map(([other, place]) => [place, other]),
    );
  }

  #takeName(place: number): boolean {
    const channel = this.#channels.get(place);
    if (channel !== undefined) this.#unname(channel);
    return this.#channels.delete(place);
  }

  #unname({ place, name }: StoredChannel): void {
    const folded = foldName(name);
    if (this.#named.get(folded) === place) this.#named.delete(folded);
  }

  findPartner(place: number, identity: string): string | undefined {
    const [one, other] = this.#pairs.get(place) ?? [];
    return one === identity ? other : other === identity ? one : undefined;
  }

  #part(from: string, to: string): void {
    const others = this.#conversations.get(from);
    others?.delete(to);
    if (others?.size === 0) this.#conversations.delete(from);
  }

  /** Adds a place as the newest; where there are too many, the oldest goes. */
  #addTo(places: Set<number>, place: number): void {
    places.delete(place);
    places.add(place);
    const most = places === this.#silent ? MAX_SILENT : MAX_SPOKEN;
    if (places.size <= most) return;
    const [oldest] = places;
    this.forget(oldest!);
  }
}
