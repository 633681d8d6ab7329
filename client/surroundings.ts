import type { Clock } from "./clock.ts";

/** What `Surroundings` are watched with. */
export interface SurroundingsDeps {
  readonly clock: Clock;
  /**
   * Gives the addresses that this machine has in its networks; missing: a
   * change of the network is not noticed.
   */
  readonly listAddresses?: () => readonly string[];
}

/** Late enough that it was a sleep of the machine, and not a busy moment. */
const SLEEP_MS = 10_000;

/** How often it looks. */
const TICK_MS = 2_000;

/**
 * Notices what may have broken a connection, or made one possible: that the
 * machine, or this program, has slept (the time has moved on and the timers have
 * not), and that the machine is in another network.
 */
export class Surroundings {
  readonly #deps: SurroundingsDeps;
  /** The addresses when they were looked at last. */
  #addresses: string;

  constructor(deps: SurroundingsDeps) {
    this.#deps = deps;
    this.#addresses = this.#look();
  }

  /**
   * Calls back soon after each change, one between two watches included.
   *
   * @returns What ends the watch.
   */
  watch(onChange: () => void): () => void {
    const { clock } = this.#deps;
    let cancel = () => {};
    const tick = () => {
      const due = clock.now() + TICK_MS;
      cancel = clock.setTimer(TICK_MS, () => {
        const hasSlept = clock.now() - due >= SLEEP_MS;
        const before = this.#addresses;
        this.#addresses = this.#look();
        tick();
        if (hasSlept || this.#addresses !== before) onChange();
      });
    };
    tick();
    return () => cancel();
  }

  #look(): string {
    // Their order means nothing.
    return [...this.#deps.listAddresses?.() ?? []].sort().join();
  }
}
