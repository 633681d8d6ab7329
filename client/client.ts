import type { CapabilityName } from "../protocol/capabilities.ts";
import { byteLength } from "../protocol/limits.ts";
import { createMessage, type Message } from "../protocol/message.ts";
import type { Tags } from "../protocol/tags.ts";
import { Batches, type KeptBatch } from "./batches.ts";
import { Changes } from "./changes.ts";
import type { Clock } from "./clock.ts";
import type { Connection } from "./connection.ts";
import type { ChatEvent } from "./events.ts";
import { JoinError } from "./join_error.ts";
import type { WaitingMessage } from "./outbound.ts";
import type { OutgoingPart, SayKind } from "./outgoing.ts";
import type { Registered } from "./registration.ts";
import { replay } from "./replay.ts";
import { type Answer, type Question, Requests } from "./requests.ts";
import { Speaker, type SpeakOptions } from "./speaker.ts";
import { type ChatState, createState, renewState } from "./state.ts";
import { toLine } from "./to_line.ts";

/** How long a server may take to close the connection after our QUIT. */
const QUIT_MS = 5_000;

/** Above this a server may find a parameter too long, such as a topic. */
const LONG_LINE_BYTES = 256;

/** A connection on which the server has let us in. */
export class Client {
  /** Kept up to date by `events`. */
  readonly state: ChatState;
  /** Those in use: name to value. */
  readonly capabilities: Registered["capabilities"];
  /** What we came back to; missing: we are new to the server. */
  readonly resumed: Registered["resumed"];
  readonly #connection: Connection;
  readonly #messages: AsyncGenerator<Message, void, void>;
  readonly #clock: Clock;
  readonly #speaker: Speaker;
  readonly #requests: Requests;
  readonly #batches = new Batches();
  readonly #changes = new Changes();
  #closingWords: string | undefined;
  #cancelQuit: (() => void) | undefined;
  #isLeaving = false;

  /** @param state That of an earlier connection, to go on with. */
  constructor(
    connection: Connection,
    messages: AsyncGenerator<Message, void, void>,
    { nick, serverName, capabilities, resumed, resumeToken }: Registered,
    { clock, makeSendId, state }: {
      readonly clock: Clock;
      readonly makeSendId: () => string;
      readonly state?: ChatState;
    },
  ) {
    this.state = state
      ? renewState(state, { nick, serverName, now: clock.now() })
      : createState(nick, serverName);
    this.state.resumeToken = resumeToken;
    this.resumed = resumed;
    this.#connection = connection;
    this.#messages = messages;
    this.#clock = clock;
    this.capabilities = capabilities;
    this.#requests = new Requests({
      clock,
      send: (message) => connection.send(message),
      isLabelled: capabilities.has("labeled-response"),
      progress: () => this.#batches.keptCount,
    });
    this.#speaker = new Speaker({
      connection,
      state: this.state,
      capabilities,
      makeSendId,
    });
  }

  /** The server's address as people write it. */
  get address(): string {
    return this.#connection.address;
  }

  /** Own messages whose delivery the server has not confirmed, oldest first. */
  get waiting(): WaitingMessage[] {
    return this.#speaker.waiting;
  }

  /** How many wait. */
  get waitingCount(): number {
    return this.#speaker.waitingCount;
  }

  /** As `steps`, one by one. */
  async *events(): AsyncGenerator<ChatEvent, void, void> {
    for await (const events of this.steps()) yield* events;
  }

  /**
   * Gives what each message from the server has brought, which may be nothing,
   * until the connection ends. Must be called once, and read to its end: it is
   * what drives everything else.
   *
   * @throws {JoinError} If the connection ends before `quit`.
   */
  async *steps(): AsyncGenerator<readonly ChatEvent[], void, void> {
    try {
      for await (const message of this.#messages) {
        yield this.#batches.push(message).flatMap((whole) =>
          "messages" in whole ? this.#applyKept(whole) : this.#apply(whole)
        );
      }
    } catch (error) {
      if (!this.#isLeaving) throw error;
    } finally {
      this.#changes.end();
      this.#requests.end();
      this.#cancelQuit?.();
      this.#connection.close();
    }
    if (this.#isLeaving) return;
    const words = this.#closingWords && `: ${this.#closingWords}`;
    throw new JoinError(
      `stay at ${this.address}`,
      `it closed the connection${words ?? ""}`,
    );
  }

  /** Whether the server has agreed to a capability. */
  uses(name: CapabilityName): boolean {
    return this.capabilities.has(name);
  }

  /**
   * Asks for what the server keeps; `onAnswer` is called once, also when the
   * connection ends.
   *
   * @throws {RangeError} If the question does not fit a line.
   * @throws {ProtocolError} If a parameter is none that a line can carry.
   */
  ask(question: Question, onAnswer: (answer: Answer) => void): void {
    toLine(createMessage(question.command, question.params));
    this.#requests.ask(question, onAnswer);
  }

  /** As `Speaker.edit`. */
  edit(target: string, id: string, text: string, kind: SayKind): void {
    if (!this.#isLeaving) this.#speaker.edit(target, id, text, kind);
  }

  /** As `Speaker.split`. */
  split(target: string, text: string, kind: SayKind): OutgoingPart[] {
    return this.#speaker.split(target, text, kind);
  }

  /**
   * Says a text of any length in a channel or to a person. It waits in
   * `waiting` until the server confirms it.
   *
   * @throws {RangeError} If the target is too long for any text to fit a line.
   * @throws {ProtocolError} If the target is none that a message can have.
   */
  say(
    target: string,
    text: string,
    kind: SayKind = "message",
    options: SpeakOptions = {},
  ): void {
    if (!this.#isLeaving) this.#speaker.say(target, text, kind, options);
  }

  /**
   * Sends what is no message to read, such as that somebody types. Does nothing
   * where the server knows no message tags; what it says against it is dropped.
   *
   * @throws {RangeError} If it does not fit a line.
   * @throws {ProtocolError} If a line cannot carry the target or a tag.
   */
  sayTags(target: string, tags: Tags): void {
    if (!this.#isLeaving) this.#speaker.sayTags(target, tags);
  }

  /** As `Connection.check`. */
  check(): void {
    this.#connection.check();
  }

  /**
   * Sends any other command.
   *
   * @throws {RangeError} If it does not fit a line.
   * @throws {ProtocolError} If a parameter is none that a line can carry.
   */
  send(command: string, ...params: string[]): void {
    const message = createMessage(command, params);
    const line = toLine(message);
    if (byteLength(line) > LONG_LINE_BYTES) this.#speaker.noteLong();
    this.#connection.send(message);
  }

  /** Waits until at most `count` own messages wait, or the connection ends. */
  settled(count: number): Promise<void> {
    return this.#changes.until(() => this.waitingCount <= count);
  }

  /**
   * Takes leave; `events` ends when the server has closed the connection.
   *
   * @throws {RangeError} If the text does not fit a line.
   */
  quit(text = ""): void {
    if (this.#isLeaving || this.#changes.isOver) return;
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
    this.#requests.end();
    this.#connection.close();
  }

  #apply(message: Message): readonly ChatEvent[] {
    if (this.#requests.apply(message)) return [];
    if (message.command === "ERROR") this.#closingWords = message.params.at(-1);
    const { events, hasSettled } = this.#speaker.apply(
      message,
      this.#clock.now(),
    );
    if (hasSettled) this.#changes.note();
    return events;
  }

  /** What a server sends unasked of what was said before is told at once. */
  #applyKept(batch: KeptBatch): readonly ChatEvent[] {
    if (this.#requests.applyBatch(batch)) return [];
    const { target: place, messages } = batch;
    return replay(messages, {
      state: this.state,
      now: this.#clock.now(),
      ...(place !== "" && { place }),
    });
  }
}
