import { foldName } from "../protocol/names.ts";
import type { Clock } from "./clock.ts";
import type { ChatEvent } from "./events.ts";
import type { ChatState } from "./state.ts";

/** Of larger channels nobody looks at each member. */
const MAX_MEMBERS = 100;

/** Channels that wait to be asked about. */
const MAX_QUEUED = 50;

/** From one question to the next: what even strict servers take for ever. */
const PAUSE_MS = 2_000;

/** What an `AwayCheck` needs from outside. */
export interface AwayCheckDeps {
  readonly clock: Clock;
  /** Whether the server tells who goes away later, so that it stays true. */
  readonly isKeptUp: () => boolean;
  /** Asks the server who is in a channel. */
  readonly ask: (channel: string) => void;
}

/**
 * Finds out who was away before we entered a channel: the server tells by
 * itself only of those who go away later. (IRCv3 away-notify: "clients … should
 * use WHO")
 */
export class AwayCheck {
  readonly #state: ChatState;
  readonly #deps: AwayCheckDeps;
  /** Folded names of channels whose names are on their way. */
  readonly #entering = new Set<string>();
  #queue: string[] = [];
  #cancelTimer: (() => void) | undefined;

  constructor(state: ChatState, deps: AwayCheckDeps) {
    this.#state = state;
    this.#deps = deps;
  }

  /**
   * Takes what happened.
   *
   * @returns Whether it is of no interest to the person.
   */
  apply(event: ChatEvent): boolean {
    switch (event.type) {
      case "join":
        if (event.own && this.#entering.size < MAX_QUEUED) {
          this.#entering.add(foldName(event.channel));
        }
        return false;
      case "names":
        if (this.#entering.delete(foldName(event.channel))) {
          this.#enqueue(event.channel);
        }
        return false;
      case "error":
        if (event.subject !== "WHO" || this.#state.whoAsked.size === 0) {
          return false;
        }
        // It does not like being asked.
        this.stop();
        return true;
      default:
        return false;
    }
  }

  /** Asks no more. */
  stop(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#entering.clear();
    this.#queue = [];
    this.#state.whoAsked.clear();
  }

  #enqueue(channel: string): void {
    const members = this.#state.channels.get(foldName(channel))?.members;
    const isWorthIt = members !== undefined && members.size > 1 &&
      members.size <= MAX_MEMBERS && this.#queue.length < MAX_QUEUED;
    if (!isWorthIt || !this.#deps.isKeptUp()) return;
    this.#queue.push(channel);
    if (this.#cancelTimer === undefined) this.#askNext();
  }

  #askNext(): void {
    this.#cancelTimer = undefined;
    const channel = this.#queue.shift();
    if (channel === undefined) return;
    this.#cancelTimer = this.#deps.clock.setTimer(
      PAUSE_MS,
      () => this.#askNext(),
    );
    if (!this.#state.channels.has(foldName(channel))) return;
    this.#state.whoAsked.add(foldName(channel));
    this.#deps.ask(channel);
  }
}
