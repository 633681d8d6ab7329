import type { Client } from "./client.ts";
import type { Clock } from "./clock.ts";
import type { RefusedEvent } from "./events.ts";
import {
  type PendingMessage,
  SayQueue,
  type SendOptions,
} from "./say_queue.ts";

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

  /**
   * Has a text of any length wait for its turn.
   *
   * @param client Knows how long a message may be.
   * @throws {RangeError} If the target is too long for any text to fit a line,
   * or too much is waiting.
   * @throws {ProtocolError} If the target is none that a message can have.
   */
  add(client: Client, { target, text, kind, replyTo }: PendingMessage): void {
    this.queue.checkRoom(text);
    const parts = client.split(target, text, kind);
    this.queue.add(parts.map((part, index) => ({
      target,
      text: part.text,
      kind,
      ...(replyTo !== undefined && index === 0 && { replyTo }),
    })));
  }

  /**
   * Sends what waits, as far as the server has dealt with what was sent.
   *
   * @param mayHear As in `SendOptions`.
   */
  sendTo(client: Client, mayHear: SendOptions["mayHear"]): void {
    const now = this.#clock.now();
    const options = { maxUnderWay: MAX_UNDER_WAY, mayHear, now };
    this.#refused.push(...this.queue.sendTo(client, options));
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
