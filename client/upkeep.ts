import { Absence } from "./absence.ts";
import { AwayCheck } from "./away_check.ts";
import type { Client } from "./client.ts";
import type { Clock } from "./clock.ts";
import type { ChatEvent, ReconnectedEvent } from "./events.ts";
import { NickKeeper } from "./nick_keeper.ts";
import { Past } from "./past.ts";
import { Rejoining } from "./rejoining.ts";
import type { ChatState } from "./state.ts";

/** What an `Upkeep` needs. */
export interface UpkeepDeps {
  readonly clock: Clock;
  /** Gives the connection that there is now. */
  readonly client: () => Client;
  /** Called when own messages wait for channels or people no longer. */
  readonly onGiveUp: () => void;
  /** How many earlier messages to get of a channel that we enter. */
  readonly earlier: () => number;
}

/**
 * Keeps things as they are for the person, over all connections: our nick, our
 * channels, that we are away, who else is, and what is said.
 */
export class Upkeep {
  readonly #state: ChatState;
  readonly #deps: UpkeepDeps;
  readonly #rejoining: Rejoining;
  readonly #nickKeeper: NickKeeper;
  readonly #awayCheck: AwayCheck;
  readonly #past: Past;
  readonly #absence: Absence;

  /** @param state That of the first connection. */
  constructor(state: ChatState, deps: UpkeepDeps) {
    const { clock, client, onGiveUp } = deps;
    this.#state = state;
    this.#deps = deps;
    this.#rejoining = new Rejoining(state, { clock, onGiveUp });
    this.#nickKeeper = new NickKeeper(state.nick, {
      clock,
      ask: (nick) => client().send("NICK", nick),
    });
    this.#awayCheck = new AwayCheck(state, {
      clock,
      isKeptUp: () => client().uses("away-notify"),
      ask: (channel) => client().send("WHO", channel),
    });
    this.#past = new Past(state, deps);
    this.#absence = new Absence(state, { clock, onOver: onGiveUp });
  }

  /** What we want to be called. */
  get nick(): string {
    return this.#nickKeeper.wanted;
  }

  /** What we are called, and whether it is what we want. */
  get naming(): Pick<ReconnectedEvent, "nick" | "renamed"> {
    const { nick } = this.#state;
    return { nick, ...(nick !== this.nick && { renamed: true }) };
  }

  /** As `Rejoining.isUnderWay`. */
  get isUnderWay(): boolean {
    return this.#rejoining.isUnderWay;
  }

  /** As `Absence.mayHear`. */
  mayHear(target: string): boolean {
    return this.#absence.mayHear(target);
  }

  /** As `Rejoining.note`. */
  note(command: string, params: readonly string[]): void {
    this.#rejoining.note(command, params);
  }

  /**
   * Puts things right in a new connection that follows another.
   *
   * @param lostAt When that was lost, in ms since 1970.
   */
  begin(lostAt: number): void {
    const client = this.#deps.client();
    const isSession = client.resumed === "session";
    const commands = this.#rejoining.begin(isSession);
    for (const [command = "", ...params] of commands) {
      client.send(command, ...params);
    }
    this.#nickKeeper.begin(this.#state.nick);
    this.#past.begin(lostAt, isSession);
    // Others know as little of us.
    if (client.resumed === "identity") this.#absence.begin();
  }

  /** Takes what a message has brought, and gives what to tell now. */
  apply(events: readonly ChatEvent[]): ChatEvent[] {
    const told = events.flatMap((event) => {
      if (event.replayed) return [event];
      const isOfInterest = !this.#nickKeeper.apply(event) &&
        !this.#awayCheck.apply(event);
      return isOfInterest ? this.#rejoining.apply(event) : [];
    }).flatMap((event) => this.#past.apply(event));
    return [...told, ...this.#past.take()];
  }

  /** Does nothing more by itself, as the connection is over. */
  stop(): void {
    this.#rejoining.stop();
    this.#nickKeeper.stop();
    this.#awayCheck.stop();
    this.#past.stop();
    this.#absence.stop();
  }

  /** Gives what waits to be told, as there is no connection to come. */
  end(): ChatEvent[] {
    return this.#past.end();
  }
}
