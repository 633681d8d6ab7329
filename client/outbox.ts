import type { Client } from "./client.ts";
import type { Clock } from "./clock.ts";
import type { RefusedEvent } from "./events.ts";
import { SayQueue } from "./say_queue.ts";

/**
 * Own messages that may be under way at a time: servers close the connection of
 * whoever sends a lot more than they have dealt with.
 */
const MAX_UNDER_WAY = 10;

/** How long messages may still take to be sent before the last word. */
const FAREWELL_MS = 5_000;

/** Sends own messages at the server's pace, and takes leave behind them. */
export class Outbox {
  /** What is still to be sent. */
  readonly queue = new SayQueue();
  readonly #clock: Clock;
  #refused: RefusedEvent[] = [];
  #sayFarewell: (() => void) | undefined;
  #cancelTimer = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Sends what waits, as far as the server has dealt with what was sent. */
  sendTo(client: Client): void {
    const now = this.#clock.now();
    this.#refused.push(...this.queue.sendTo(client, MAX_UNDER_WAY, now));
    if (this.queue.messages.length === 0) this.#finish();
  }

  /** Takes what could not even be sent, to be told of. */
  takeRefused(): RefusedEvent[] {
    return this.#refused.splice(0);
  }

  /** Has the last word said behind all that waits, or when that takes long. */
  end(sayFarewell: () => void): void {
    this.#sayFarewell = sayFarewell;
    this.#cancelTimer = this.#clock.setTimer(
      FAREWELL_MS,
      () => this.#finish(),
    );
  }

  /** Says no last word any more. */
  stop(): void {
    this.#cancelTimer();
    this.#sayFarewell = undefined;
  }

  #finish(): void {
    const say = this.#sayFarewell;
    this.stop();
    say?.();
  }
}
