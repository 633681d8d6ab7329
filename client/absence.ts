import { foldName, isChannelTarget } from "../protocol/names.ts";
import type { Clock } from "./clock.ts";
import type { ChatState } from "./state.ts";

/** How long somebody may take to come back after us. */
const WAIT_MS = 30_000;

/** What an `Absence` needs. */
export interface AbsenceDeps {
  readonly clock: Clock;
  /** Called when it is waited for nobody any more. */
  readonly onOver: () => void;
}

/**
 * Knows who may not be back yet after a restart of the server: what is said to
 * them has to wait, as the server would know nobody of that name.
 */
export class Absence {
  readonly #state: ChatState;
  readonly #deps: AbsenceDeps;
  #isUnderWay = false;
  #cancelTimer = () => {};

  constructor(state: ChatState, deps: AbsenceDeps) {
    this.#state = state;
    this.#deps = deps;
  }

  /** Waits for others from now on, for a while. */
  begin(): void {
    this.#isUnderWay = true;
    this.#cancelTimer = this.#deps.clock.setTimer(WAIT_MS, () => {
      this.#isUnderWay = false;
      this.#deps.onOver();
    });
  }

  /** Waits for nobody, as the connection is over. */
  stop(): void {
    this.#isUnderWay = false;
    this.#cancelTimer();
  }

  /** Whether something may be said to a channel or a person. */
  mayHear(target: string): boolean {
    if (!this.#isUnderWay || isChannelTarget(target)) return true;
    const folded = foldName(target);
    return [...this.#state.channels.values()]
      .some(({ members }) => members.has(folded));
  }
}
