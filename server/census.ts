import type { Session, UserMode } from "./session.ts";

/** Numbers of clients. */
export interface UserCounts {
  /** Registered clients. */
  readonly now: number;
  /** Registered clients at the most so far. */
  readonly most: number;
  readonly invisible: number;
  readonly operators: number;
  /** Connections that are not registered. */
  readonly unknown: number;
}

/** Who is connected, and how many are what. */
export class Census {
  /** All that are connected, registered or not. */
  readonly sessions = new Set<Session>();
  readonly #modes: Record<UserMode, number> = {
    B: 0,
    R: 0,
    T: 0,
    i: 0,
    o: 0,
    w: 0,
  };
  #now = 0;
  #most = 0;

  /** How many clients there are. */
  get counts(): UserCounts {
    let unknown = 0;
    for (const { state } of this.sessions) {
      if (state === "registering") unknown++;
    }
    return {
      now: this.#now,
      most: this.#most,
      invisible: this.#modes.i,
      operators: this.#modes.o,
      unknown,
    };
  }

  /** Counts in a session that is registered now. */
  countIn({ modes }: Session): void {
    this.#now++;
    this.#most = Math.max(this.#most, this.#now);
    for (const mode of modes) this.#modes[mode]++;
  }

  /** Counts out a session that was registered. */
  countOut({ modes }: Session): void {
    this.#now--;
    for (const mode of modes) this.#modes[mode]--;
  }

  /**
   * Switches a user mode.
   *
   * @returns Whether that changed something.
   */
  setMode({ modes, state }: Session, mode: UserMode, on: boolean): boolean {
    if (modes.has(mode) === on) return false;
    if (on) modes.add(mode);
    else modes.delete(mode);
    if (state === "registered") this.#modes[mode] += on ? 1 : -1;
    return true;
  }
}
