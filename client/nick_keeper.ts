import { foldName } from "../protocol/names.ts";
import type { Clock } from "./clock.ts";
import type { ChatEvent } from "./events.ts";

/** How often a nick is tried that is still taken, and how often in all. */
const RETRY_MS = 60_000;
const MAX_TRIES = 15;

/** Taken, held back by the server, changed too often. */
const REFUSALS: ReadonlySet<string> = new Set(["433", "437", "438"]);

/** What a nick keeper needs from outside. */
export interface NickKeeperDeps {
  readonly clock: Clock;
  /** Asks the server for a nick. */
  readonly ask: (nick: string) => void;
}

/**
 * Takes our nick back after we had to come back with another, as the server
 * may not have noticed yet that our last connection is gone.
 */
export class NickKeeper {
  readonly #deps: NickKeeperDeps;
  #wanted: string;
  #tries = 0;
  /** Requests that the server has not answered. */
  #open = 0;
  #cancelTimer: (() => void) | undefined;

  /** @param wanted The nick that we were let in with first. */
  constructor(wanted: string, deps: NickKeeperDeps) {
    this.#wanted = wanted;
    this.#deps = deps;
  }

  /** The nick that the person has chosen. */
  get wanted(): string {
    return this.#wanted;
  }

  /** Begins to try, if we are let in with another nick. */
  begin(nick: string): void {
    this.stop();
    if (foldName(nick) !== foldName(this.#wanted)) this.#wait();
  }

  /** Tries no more, until `begin`. */
  stop(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#tries = 0;
    this.#open = 0;
  }

  /**
   * Takes what happened.
   *
   * @returns Whether it is of no interest to the person.
   */
  apply(event: ChatEvent): boolean {
    if (event.type === "nick" && event.own) {
      this.#wanted = event.nick;
      this.stop();
    } else if (event.type === "nick" || event.type === "quit") {
      const isFree = this.#cancelTimer !== undefined &&
        foldName(event.from) === foldName(this.#wanted);
      if (isFree) this.#try();
    } else if (event.type === "error" && REFUSALS.has(event.code)) {
      const isOurs = event.subject === undefined ||
        foldName(event.subject) === foldName(this.#wanted);
      if (this.#open === 0 || !isOurs) return false;
      this.#open--;
      return true;
    }
    return false;
  }

  #wait(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#deps.clock.setTimer(RETRY_MS, () => this.#try());
  }

  #try(): void {
    this.#tries++;
    this.#open++;
    if (this.#tries < MAX_TRIES) this.#wait();
    else {
      this.#cancelTimer?.();
      this.#cancelTimer = undefined;
    }
    this.#deps.ask(this.#wanted);
  }
}
