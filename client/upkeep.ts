import type { CapabilityName } from "../protocol/capabilities.ts";
import { AwayCheck } from "./away_check.ts";
import type { Clock } from "./clock.ts";
import type { ChatEvent } from "./events.ts";
import { NickKeeper } from "./nick_keeper.ts";
import { Rejoining } from "./rejoining.ts";
import type { ChatState } from "./state.ts";

/** What an `Upkeep` needs. */
export interface UpkeepDeps {
  readonly clock: Clock;
  /** Sends a command on the connection that there is now. */
  readonly send: (command: string, ...params: string[]) => void;
  /** Whether its server has agreed to a capability. */
  readonly uses: (name: CapabilityName) => boolean;
  /** Called when own messages wait for our channels no longer. */
  readonly onGiveUp: () => void;
}

/**
 * Keeps things as they are for the person, over all connections: our nick, our
 * channels, that we are away, and who else is.
 */
export class Upkeep {
  readonly #state: ChatState;
  readonly #deps: UpkeepDeps;
  readonly #rejoining: Rejoining;
  readonly #nickKeeper: NickKeeper;
  readonly #awayCheck: AwayCheck;

  /** @param state That of the first connection. */
  constructor(state: ChatState, deps: UpkeepDeps) {
    const { clock, send, uses, onGiveUp } = deps;
    this.#state = state;
    this.#deps = deps;
    this.#rejoining = new Rejoining(state, { clock, onGiveUp });
    this.#nickKeeper = new NickKeeper(state.nick, {
      clock,
      ask: (nick) => send("NICK", nick),
    });
    this.#awayCheck = new AwayCheck(state, {
      clock,
      isKeptUp: () => uses("away-notify"),
      ask: (channel) => send("WHO", channel),
    });
  }

  /** What we want to be called. */
  get nick(): string {
    return this.#nickKeeper.wanted;
  }

  /** As `Rejoining.isUnderWay`. */
  get isUnderWay(): boolean {
    return this.#rejoining.isUnderWay;
  }

  /** As `Rejoining.note`. */
  note(command: string, params: readonly string[]): void {
    this.#rejoining.note(command, params);
  }

  /** Puts things right in a new connection that follows another. */
  begin(): void {
    for (const [command = "", ...params] of this.#rejoining.begin()) {
      this.#deps.send(command, ...params);
    }
    this.#nickKeeper.begin(this.#state.nick);
  }

  /** Takes what happened, and gives what is worth telling of it. */
  apply(event: ChatEvent): ChatEvent[] {
    const isOfInterest = !this.#nickKeeper.apply(event) &&
      !this.#awayCheck.apply(event);
    return isOfInterest ? this.#rejoining.apply(event) : [];
  }

  /** Does nothing more by itself, as the connection is over. */
  stop(): void {
    this.#rejoining.stop();
    this.#nickKeeper.stop();
    this.#awayCheck.stop();
  }
}
