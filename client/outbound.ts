import { parseAction } from "../protocol/ctcp.ts";
import type { Message } from "../protocol/message.ts";
import { foldName } from "../protocol/names.ts";
import {
  ERR_CANNOTSENDTOCHAN,
  ERR_INPUTTOOLONG,
  ERR_NORECIPIENT,
  ERR_NOSUCHCHANNEL,
  ERR_NOSUCHNICK,
  ERR_NOTEXTTOSEND,
  ERR_TOOMANYTARGETS,
} from "../protocol/numerics.ts";
import type { SayKind } from "./outgoing.ts";

/**
 * How the server lets us know that a message was delivered.
 *
 * - `label`: its answer bears our label. (IRCv3 labeled-response)
 * - `echo`: it sends our message back to us. (IRCv3 echo-message)
 * - `pong`: not at all; but it has dealt with everything that was sent before a
 *   PING when it answers that.
 */
export type Receipt = "echo" | "label" | "pong";

/** A message of our own of which we do not yet know whether it was delivered. */
export interface WaitingMessage {
  /** The label: unique in this connection. */
  readonly id: string;
  readonly target: string;
  readonly text: string;
  readonly kind: SayKind;
}

/** What became of a waiting message. */
export interface Outcome {
  readonly message: WaitingMessage;
  /** Why it was refused; missing: it was delivered. */
  readonly refusal?: string;
  /** Whether what brought the outcome is the message itself. */
  readonly isEcho: boolean;
}

/**
 * Keeps what was sent until the server has said what became of it.
 *
 * Pure bookkeeping: the caller sends the messages and the PINGs.
 */
export class Outbound {
  readonly #receipt: Receipt;
  /** In the order of sending. */
  readonly #waiting = new Map<string, WaitingMessage>();
  #count = 0;
  /** The last message before the PING that is under way. */
  #pinged: number | undefined;

  constructor(receipt: Receipt) {
    this.#receipt = receipt;
  }

  /** What waits, oldest first. */
  get waiting(): WaitingMessage[] {
    return [...this.#waiting.values()];
  }

  /** How many wait. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Notes a message that is about to be sent. */
  add(message: Omit<WaitingMessage, "id">): WaitingMessage {
    const id = `m${++this.#count}`;
    const waiting = { id, ...message };
    this.#waiting.set(id, waiting);
    return waiting;
  }

  /** The token of the PING to send now, or `undefined` if none is needed. */
  takePing(): string | undefined {
    const isNeeded = this.#receipt !== "label" && this.#waiting.size > 0 &&
      this.#pinged === undefined;
    if (!isNeeded) return undefined;
    this.#pinged = this.#count;
    return `delivered-${this.#count}`;
  }

  /**
   * Takes the server's next message, and tells what it says of those waiting.
   *
   * @param isOwn Whether the message comes from our own nick.
   */
  apply(message: Message, isOwn: boolean): Outcome[] {
    if (message.command === "PONG") return this.#applyPong(message);
    const label = message.tags.get("label");
    const refusal = refusalOf(message);
    if (label !== undefined) {
      const waiting = this.#waiting.get(label);
      // An answer of several messages, such as one that tells that the other is
      // away, ends with an ACK. (see Batches)
      const isLast = refusal !== undefined || isEcho(message, isOwn) ||
        message.command === "ACK" || !message.tags.has("batch");
      return waiting && isLast
        ? [this.#settle(waiting, message, isOwn, refusal)]
        : [];
    }
    if (this.#receipt === "label") return [];
    const waiting = refusal !== undefined
      ? this.#findRefused(message)
      : this.#receipt === "echo" && isEcho(message, isOwn)
      ? this.#findEchoed(message)
      : undefined;
    return waiting ? [this.#settle(waiting, message, isOwn, refusal)] : [];
  }

  #settle(
    message: WaitingMessage,
    answer: Message,
    isOwn: boolean,
    refusal: string | undefined,
  ): Outcome {
    this.#waiting.delete(message.id);
    return {
      message,
      isEcho: isEcho(answer, isOwn),
      ...(refusal !== undefined && { refusal }),
    };
  }

  #applyPong({ params }: Message): Outcome[] {
    const token = /^delivered-(\d+)$/.exec(params.at(-1) ?? "")?.[1];
    if (token === undefined || Number(token) !== this.#pinged) return [];
    this.#pinged = undefined;
    const passed = this.waiting.filter(({ id }) =>
      Number(id.slice(1)) <= Number(token)
    );
    for (const { id } of passed) this.#waiting.delete(id);
    return passed.map((message) => ({
      message,
      isEcho: false,
      ...(this.#receipt === "echo" && {
        refusal: "the server did not pass it on",
      }),
    }));
  }

  #findRefused({ command, params }: Message): WaitingMessage | undefined {
    if (command === "FAIL") {
      const isOurs = /^(?:BATCH|PRIVMSG)$/.test(params[0] ?? "");
      return isOurs ? this.waiting[0] : undefined;
    }
    if (!REFUSALS.has(command)) return undefined;
    const subject = params.length > 2 ? foldName(params[1] ?? "") : undefined;
    return this.waiting.find(({ target }) =>
      subject === undefined || foldName(target) === subject
    );
  }

  #findEchoed({ params }: Message): WaitingMessage | undefined {
    const [target = "", text = ""] = params;
    const toTarget = this.waiting.filter((message) =>
      foldName(message.target) === foldName(target)
    );
    const said = parseAction(text) ?? text;
    // A server may change a text, such as by dropping colours.
    return toTarget.find((message) => message.text === said) ?? toTarget[0];
  }
}

/**
 * Numerics that may answer a PRIVMSG; 439, 477, 489 and 531 are what networks
 * added for targets that refuse some senders.
 */
const REFUSALS: ReadonlySet<string> = new Set([
  ERR_NOSUCHNICK,
  ERR_NOSUCHCHANNEL,
  ERR_CANNOTSENDTOCHAN,
  ERR_TOOMANYTARGETS,
  ERR_NORECIPIENT,
  ERR_NOTEXTTOSEND,
  ERR_INPUTTOOLONG,
  "439",
  "477",
  "489",
  "531",
]);

function isEcho({ command }: Message, isOwn: boolean): boolean {
  return isOwn && command === "PRIVMSG";
}

/** The server's reason if the message says no to something. */
function refusalOf({ command, params }: Message): string | undefined {
  const isError = /^[45]\d\d$/.test(command) || command === "FAIL";
  return isError ? params.at(-1) ?? command : undefined;
}
