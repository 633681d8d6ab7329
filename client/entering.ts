import { foldName } from "../protocol/names.ts";
import type { ChatEvent } from "./events.ts";

/** Knows of which channels the server has not said whether it lets us in. */
export class Entering {
  /** Folded names. */
  readonly #undecided: Set<string>;

  /** @param channels Those that are asked for. */
  constructor(channels: readonly string[]) {
    this.#undecided = new Set(channels.map(foldName));
  }

  /** Whether there is none. */
  get isDecided(): boolean {
    return this.#undecided.size === 0;
  }

  /**
   * Takes what happened.
   *
   * @returns Whether it is the answer for a channel that we waited for.
   */
  apply(event: ChatEvent): boolean {
    const name = event.type === "join" && event.own
      ? event.channel
      : event.type === "error"
      ? event.subject
      : undefined;
    return name !== undefined && this.#undecided.delete(foldName(name));
  }
}
