import { CatchUp, type CatchUpDeps } from "./catch_up.ts";
import type { Clock } from "./clock.ts";
import type { ChatEvent } from "./events.ts";
import { Returning } from "./returning.ts";
import type { ChatState } from "./state.ts";

/** What a `Past` needs. */
export interface PastDeps extends Omit<CatchUpDeps, "isReturn"> {
  readonly clock: Clock;
}

/** Of a PING whose answer brings what is to be told. */
const WAKE_TOKEN = "returned";

/** Has what happens tie in with what was before, over all connections. */
export class Past {
  readonly #catchUp: CatchUp;
  readonly #returning: Returning;

  /** @param state That of the first connection. */
  constructor(state: ChatState, deps: PastDeps) {
    const returning = new Returning(state, {
      clock: deps.clock,
      wake: () => deps.client().send("PING", WAKE_TOKEN),
    });
    this.#returning = returning;
    this.#catchUp = new CatchUp(state, {
      ...deps,
      isReturn: (event) => returning.isReturn(event),
    });
  }

  /**
   * Goes on in a new connection that follows one that was lost.
   *
   * @param lostAt When, in ms since 1970.
   * @param isSession Whether the server has kept us where we were.
   */
  begin(lostAt: number, isSession: boolean): void {
    this.#catchUp.begin(lostAt);
    this.#returning.begin(isSession);
  }

  /** Takes what happens now, and gives what is to be told of it now. */
  apply(event: ChatEvent): ChatEvent[] {
    return this.#filter(this.#catchUp.apply(event));
  }

  /** Takes what else is to be told now. */
  take(): ChatEvent[] {
    return [...this.#filter(this.#catchUp.take()), ...this.#returning.take()];
  }

  /** Notes that the connection is lost. */
  stop(): void {
    this.#catchUp.stop();
    this.#returning.stop();
  }

  /** Gives all that is held, as there will be no connection any more. */
  end(): ChatEvent[] {
    return this.#filter(this.#catchUp.end());
  }

  #filter(events: readonly ChatEvent[]): ChatEvent[] {
    return events.filter((event) => !this.#returning.isReturn(event));
  }
}
