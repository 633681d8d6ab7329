import { parseAction } from "../protocol/ctcp.ts";
import type { Message } from "../protocol/message.ts";
import { foldName } from "../protocol/names.ts";
import { ERR_INPUTTOOLONG } from "../protocol/numerics.ts";
import type { OutgoingPart, SayKind } from "./outgoing.ts";
import { refusalOf, REFUSALS } from "./refusals.ts";

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
  /** How many lines of the wire it took. */
  readonly lines: number;
  /** The `id` of the message that it answers. */
  readonly replyTo?: string;
  /** Whether it was sent before, without a send id. */
  readonly isResent?: true;
  /** What the server knows it by, however often it comes. (chat/send-id) */
  readonly sendId?: string;
  /** What was sent with that id. */
  readonly part?: OutgoingPart;
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
  /** The last message of which an answer told its label. */
  #answered = 0;
  /**
   * Until a message behind this one is answered, a refusal without a label may
   * be about something else.
   */
  #doubtful = -1;

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

  /**
   * Notes that something else was sent that a server may find too long, and say
   * so without a label.
   */
  noteLong(): void {
    this.#doubtful = this.#count;
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
      if (!waiting) return [];
      const isOurs = isOwn || isAgain(message, waiting);
      // An answer of several messages, such as one that tells that the other is
      // away, ends with an ACK. (see Batches)
      const isLast = refusal !== undefined || isEcho(message, isOurs) ||
        message.command === "ACK" || !message.tags.has("batch");
      this.#answered = Math.max(this.#answered, numberOf(waiting));
      return isLast ? [this.#settle(waiting, message, isOurs, refusal)] : [];
    }
    const waiting = refusal !== undefined
      ? this.#receipt === "label"
        ? this.#findUnlabelled(message)
        : this.#findRefused(message)
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
    // Each line of a refused batch may be refused once more, by itself.
    if (refusal !== undefined && message.lines > 1) {
      this.#doubtful = Math.max(this.#doubtful, numberOf(message));
    }
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
    const passed = this.waiting.filter((message) =>
      numberOf(message) <= Number(token)
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

  /**
   * Finds what an error is about though it has no label, as of a line that a
   * server refuses before it looks at the tags. As answers come in order it is
   * the oldest, unless something else may be meant.
   */
  #findUnlabelled({ command, params }: Message): WaitingMessage | undefined {
    const isRefusal = command === ERR_INPUTTOOLONG ||
      (command === "FAIL" && /^(?:\*|BATCH|PRIVMSG)$/.test(params[0] ?? ""));
    const isDoubtful = this.#answered <= this.#doubtful;
    return isRefusal && !isDoubtful ? this.waiting[0] : undefined;
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

function numberOf({ id }: WaitingMessage): number {
  return Number(id.slice(1));
}

function isEcho({ command }: Message, isOwn: boolean): boolean {
  return isOwn && command === "PRIVMSG";
}

/** Whether an answer is what was said, though under another nick. */
function isAgain(
  { command, params: [target = "", said = ""] }: Message,
  { sendId, target: to, text }: WaitingMessage,
): boolean {
  return sendId !== undefined && command === "PRIVMSG" &&
    foldName(target) === foldName(to) && (parseAction(said) ?? said) === text;
}
