import { byteLength } from "../protocol/limits.ts";
import type { Client } from "./client.ts";
import type { RefusedEvent } from "./events.ts";
import { isExpected } from "./is_expected.ts";
import type { WaitingMessage } from "./outbound.ts";

/** An own message that the server has not confirmed. */
export type PendingMessage = Omit<WaitingMessage, "id" | "lines">;

/** How `SayQueue.sendTo` sends. */
export interface SendOptions {
  readonly maxUnderWay: number;
  /** Whether something may be said to a channel or a person, or has to wait. */
  readonly mayHear: (target: string) => boolean;
  /** The time, in ms since 1970. */
  readonly now: number;
}

/** More than anyone types while a connection is lost. */
const MAX_MESSAGES = 1_000;

const MAX_BYTES = 4 * 1024 * 1024;

const LOST_TWICE =
  "the connection was lost before the server confirmed it, twice";

/** Own messages that are still to be sent, oldest first. */
export class SayQueue {
  #messages: PendingMessage[] = [];
  #bytes = 0;

  /** What is to be sent, oldest first. */
  get messages(): readonly PendingMessage[] {
    return this.#messages;
  }

  /**
   * Adds what one text makes, in its order.
   *
   * @throws {RangeError} If too much is waiting.
   */
  add(messages: readonly PendingMessage[]): void {
    const bytes = sizeOf(messages);
    const isFull = this.#messages.length + messages.length > MAX_MESSAGES ||
      this.#bytes + bytes > MAX_BYTES;
    if (isFull) throw full();
    for (const message of messages) this.#messages.push(message);
    this.#bytes += bytes;
  }

  /**
   * Makes sure that there may be room for a text before work is put into it.
   *
   * @throws {RangeError} If there is none in any case.
   */
  checkRoom(text: string): void {
    // A character takes a byte or more.
    if (this.#bytes + text.length > MAX_BYTES) throw full();
  }

  /**
   * Sends what waits, oldest first, until so many messages are under way.
   *
   * @returns What cannot be sent at all.
   */
  sendTo(
    client: Client,
    { maxUnderWay, mayHear, now }: SendOptions,
  ): RefusedEvent[] {
    const refused: RefusedEvent[] = [];
    while (client.waitingCount < maxUnderWay) {
      const message = this.#take(mayHear);
      if (!message) break;
      const { target, text, kind, ...options } = message;
      try {
        client.say(target, text, kind, options);
      } catch (error) {
        // As the server shows us by a longer name than before.
        if (!isExpected(error)) throw error;
        refused.push(toRefused(message, now, error.message));
      }
    }
    return refused;
  }

  /**
   * Takes back what was under way when a connection was lost, to be sent again
   * before all else: as often as needed where the server knows it again by a
   * send id, else once more.
   *
   * @param now The time, in ms since 1970.
   * @returns What had been sent once more already.
   */
  takeBack(client: Client, now: number): RefusedEvent[] {
    const refused: RefusedEvent[] = [];
    const messages: PendingMessage[] = [];
    for (const { id: _, lines: __, ...message } of client.waiting) {
      if (message.sendId !== undefined) messages.push(message);
      else if (message.isResent) {
        refused.push(toRefused(message, now, LOST_TWICE));
      } else messages.push({ ...message, isResent: true });
    }
    this.#messages.unshift(...messages);
    this.#bytes += sizeOf(messages);
    return refused;
  }

  #take(mayHear: SendOptions["mayHear"]): PendingMessage | undefined {
    const index = this.#messages.findIndex(({ target }) => mayHear(target));
    const [message] = index < 0 ? [] : this.#messages.splice(index, 1);
    if (message) this.#bytes -= sizeOf([message]);
    return message;
  }
}

function full(): RangeError {
  return new RangeError(
    "Cannot say more as too much is waiting for the server: " +
      "wait until it is sent, or say less",
  );
}

function toRefused(
  { target: to, text }: PendingMessage,
  time: number,
  reason: string,
): RefusedEvent {
  return { type: "refused", time, to, text, reason };
}

function sizeOf(messages: readonly PendingMessage[]): number {
  return messages.reduce((sum, { text }) => sum + byteLength(text), 0);
}
