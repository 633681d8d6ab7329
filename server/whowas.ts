import { foldName } from "../protocol/names.ts";
import type { Clock } from "./clock.ts";
import type { Session } from "./session.ts";

/** How many are remembered in all, and how many of one nick. */
const MAX_ENTRIES = 1_000;
const MAX_ENTRIES_PER_NICK = 10;

/** Somebody who had a nick. */
export interface WhowasEntry {
  readonly nick: string;
  readonly user: string;
  readonly host: string;
  /** Shown to operators of the server. */
  readonly address: string;
  readonly realName: string;
  /** When the nick was given up; milliseconds since 1970. */
  readonly leftAt: number;
}

/**
 * Who was here, for WHOWAS. Where there is no more room, what is forgotten is
 * the oldest of the nick that nobody has given up for the longest time.
 */
export class Whowas {
  readonly #clock: Clock;
  /**
   * Folded nick to those who had it, the first one first; the nick that was
   * given up last is the last.
   */
  readonly #entries = new Map<string, WhowasEntry[]>();
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Notes that a session gives its nick up. */
  note({ target, user, host, connection, realName }: Session): void {
    const folded = foldName(target);
    const entries = this.#entries.get(folded) ?? [];
    this.#entries.delete(folded);
    this.#entries.set(folded, entries);
    entries.push({
      nick: target,
      user: user!,
      host,
      address: connection.address,
      realName,
      leftAt: this.#clock.now(),
    });
    this.#count++;
    if (entries.length > MAX_ENTRIES_PER_NICK) this.#forgetFirst(folded);
    if (this.#count > MAX_ENTRIES) {
      const [stalest] = this.#entries.keys();
      this.#forgetFirst(stalest!);
    }
  }

  /** Gives who had a nick, the last one first. */
  find(nick: string): WhowasEntry[] {
    return [...this.#entries.get(foldName(nick)) ?? []].reverse();
  }

  #forgetFirst(folded: string): void {
    const entries = this.#entries.get(folded)!;
    entries.shift();
    this.#count--;
    if (entries.length === 0) this.#entries.delete(folded);
  }
}
