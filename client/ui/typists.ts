import { foldName } from "../../protocol/names.ts";

/** "active notifications: the client should assume … after 6 seconds" */
const ACTIVE_MS = 6_000;

/** Those of one place that are shown, and remembered at all. */
const MAX_TYPISTS = 50;

interface Typist {
  readonly place: string;
  readonly nick: string;
  readonly until: number;
}

/** Who is typing, and where. (IRCv3 typing) */
export class Typists {
  /** Folded place and nick to who it is. */
  readonly #typists = new Map<string, Typist>();

  /** Somebody types. */
  add(place: string, nick: string, now: number): void {
    const key = keyOf(place, nick);
    this.#typists.delete(key);
    if (this.#typists.size >= MAX_TYPISTS) this.#expire(now);
    if (this.#typists.size >= MAX_TYPISTS) return;
    this.#typists.set(key, {
      place: foldName(place),
      nick,
      until: now + ACTIVE_MS,
    });
  }

  /** Somebody types no more; without a place: nowhere. */
  remove(nick: string, place?: string): void {
    if (place !== undefined) {
      this.#typists.delete(keyOf(place, nick));
      return;
    }
    for (const [key, typist] of this.#typists) {
      if (foldName(typist.nick) === foldName(nick)) this.#typists.delete(key);
    }
  }

  /** Nobody types any more. */
  clear(): void {
    this.#typists.clear();
  }

  /** Who types in a place. */
  in(place: string, now: number): string[] {
    this.#expire(now);
    const folded = foldName(place);
    return [...this.#typists.values()]
      .filter((typist) => typist.place === folded)
      .map(({ nick }) => nick);
  }

  /** When the next one is to be forgotten, ms since 1970. */
  get nextExpiry(): number | undefined {
    const times = [...this.#typists.values()].map(({ until }) => until);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  #expire(now: number): void {
    for (const [key, { until }] of this.#typists) {
      if (until <= now) this.#typists.delete(key);
    }
  }
}

function keyOf(place: string, nick: string): string {
  return `${foldName(place)} ${foldName(nick)}`;
}
