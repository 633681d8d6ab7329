import {
  type CapabilityName,
  parseMultilineLimits,
} from "../protocol/capabilities.ts";
import { formatAction } from "../protocol/ctcp.ts";
import { byteLength, tooLongPart } from "../protocol/limits.ts";
import {
  createMessage,
  formatMessage,
  type Message,
  parseSource,
} from "../protocol/message.ts";
import { applyMessage } from "./apply_message.ts";
import { Batches } from "./batches.ts";
import type { Clock } from "./clock.ts";
import type { Connection } from "./connection.ts";
import type { ChatEvent } from "./events.ts";
import { JoinError } from "./join_error.ts";
import {
  Outbound,
  type Outcome,
  type Receipt,
  type WaitingMessage,
} from "./outbound.ts";
import { formatPart, type SayKind, splitOutgoing } from "./outgoing.ts";
import type { Registered } from "./registration.ts";
import {
  type ChatState,
  createState,
  isOwnNick,
  sourceBytes,
} from "./state.ts";

/** How long a server may take to close the connection after our QUIT. */
const QUIT_MS = 5_000;

/** Above this a server may find a parameter too long, such as a topic. */
const LONG_LINE_BYTES = 256;

/** A connection on which the server has let us in. */
export class Client {
  /** Kept up to date by `events`. */
  readonly state: ChatState;
  readonly #connection: Connection;
  readonly #messages: AsyncGenerator<Message, void, void>;
  readonly #clock: Clock;
  readonly #capabilities: ReadonlyMap<CapabilityName, string>;
  readonly #receipt: Receipt;
  readonly #outbound: Outbound;
  readonly #batches = new Batches();
  #changed = Promise.withResolvers<void>();
  #closingWords: string | undefined;
  #cancelQuit: (() => void) | undefined;
  #isLeaving = false;
  #isOver = false;

  constructor(
    connection: Connection,
    messages: AsyncGenerator<Message, void, void>,
    { nick, serverName, capabilities }: Registered,
    clock: Clock,
  ) {
    this.state = createState(nick, serverName);
    this.#connection = connection;
    this.#messages = messages;
    this.#clock = clock;
    this.#capabilities = capabilities;
    this.#receipt = capabilities.has("labeled-response")
      ? "label"
      : capabilities.has("echo-message")
      ? "echo"
      : "pong";
    this.#outbound = new Outbound(this.#receipt);
  }

  /** The server's address as people write it. */
  get address(): string {
    return this.#connection.address;
  }

  /** Own messages whose delivery the server has not confirmed, oldest first. */
  get waiting(): WaitingMessage[] {
    return this.#outbound.waiting;
  }

  /**
   * Gives what happens until the connection ends. Must be called once, and read
   * to its end: it is what drives everything else.
   *
   * @throws {JoinError} If the connection ends before `quit`.
   */
  async *events(): AsyncGenerator<ChatEvent, void, void> {
    try {
      for await (const message of this.#messages) {
        for (const whole of this.#batches.push(message)) {
          yield* this.#apply(whole);
        }
      }
    } catch (error) {
      if (!this.#isLeaving) throw error;
    } finally {
      this.#isOver = true;
      this.#cancelQuit?.();
      this.#changed.resolve();
      this.#connection.close();
    }
    if (this.#isLeaving) return;
    const words = this.#closingWords === undefined
      ? ""
      : `: ${this.#closingWords}`;
    throw new JoinError(
      `stay at ${this.address}`,
      `it closed the connection${words}`,
    );
  }

  /**
   * Says a text of any length in a channel or to a person. It waits in
   * `waiting` until the server confirms it.
   *
   * @throws {RangeError} If the target is too long for any text to fit a line.
   * @throws {ProtocolError} If the target is none that a message can have.
   */
  say(target: string, text: string, kind: SayKind = "message"): void {
    if (this.#isLeaving) return;
    const isLabelled = this.#receipt === "label";
    const limits = this.#capabilities.has("batch")
      ? parseMultilineLimits(this.#capabilities.get("draft/multiline") ?? "")
      : undefined;
    const parts = splitOutgoing(text, {
      target,
      kind,
      sourceBytes: sourceBytes(this.state),
      ...(limits && { multiline: limits }),
    });
    for (const part of parts) {
      const { id } = this.#outbound.add({
        target,
        text: part.text,
        kind,
        lines: part.pieces.length,
      });
      const messages = formatPart(part, { target, kind }, { id, isLabelled });
      for (const message of messages) this.#connection.send(message);
    }
    this.#ping();
  }

  /**
   * Sends any other command.
   *
   * @throws {RangeError} If it does not fit a line.
   * @throws {ProtocolError} If a parameter is none that a line can carry.
   */
  send(command: string, ...params: string[]): void {
    const message = createMessage(command, params);
    const line = formatMessage(message);
    if (tooLongPart(line) !== undefined) {
      throw new RangeError(
        `Cannot send the ${command} as it is too long for one line`,
      );
    }
    if (byteLength(line) > LONG_LINE_BYTES) this.#outbound.noteLong();
    this.#connection.send(message);
  }

  /** Waits until at most `count` own messages wait, or the connection ends. */
  async settled(count: number): Promise<void> {
    while (this.#outbound.size > count && !this.#isOver) {
      await this.#changed.promise;
    }
  }

  /**
   * Takes leave; `events` ends when the server has closed the connection.
   *
   * @throws {RangeError} If the text does not fit a line.
   */
  quit(text = ""): void {
    if (this.#isLeaving || this.#isOver) return;
    this.send("QUIT", ...(text === "" ? [] : [text]));
    this.#isLeaving = true;
    this.#cancelQuit = this.#clock.setTimer(
      QUIT_MS,
      () => this.#connection.close(),
    );
  }

  /** Leaves without a word; `events` ends at once. */
  close(): void {
    this.#isLeaving = true;
    this.#connection.close();
  }

  *#apply(message: Message): Generator<ChatEvent> {
    if (message.command === "ERROR") this.#closingWords = message.params.at(-1);
    const from = parseSource(message.source ?? "").name;
    const isOwn = isOwnNick(this.state, from);
    const outcomes = this.#outbound.apply(message, isOwn);
    const isRefusal = outcomes.some(({ refusal }) => refusal !== undefined);
    const now = this.#clock.now();
    // A refused message is one event, and not an error besides.
    const events = isRefusal ? [] : applyMessage(this.state, message, now);
    const settled = outcomes.flatMap((outcome) => this.#report(outcome, now));
    this.#ping();
    if (outcomes.length > 0) {
      this.#changed.resolve();
      this.#changed = Promise.withResolvers();
    }
    yield* events;
    yield* settled;
  }

  /** The event of an outcome, unless the echo has made one already. */
  #report({ message, refusal, isEcho }: Outcome, now: number): ChatEvent[] {
    const { target, text, kind } = message;
    if (refusal !== undefined) {
      return [{
        type: "refused",
        time: now,
        to: target,
        text,
        reason: refusal,
      }];
    }
    if (isEcho) return [];
    return applyMessage(
      this.state,
      createMessage("PRIVMSG", [
        target,
        kind === "action" ? formatAction(text) : text,
      ], { source: this.state.nick }),
      now,
    );
  }

  #ping(): void {
    const token = this.#outbound.takePing();
    if (token !== undefined) this.send("PING", token);
  }
}
