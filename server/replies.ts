import { isError } from "../protocol/is_error.ts";
import { byteLength, MAX_LABEL_BYTES } from "../protocol/limits.ts";
import { ERR_NEEDMOREPARAMS } from "../protocol/numerics.ts";
import type { Tags } from "../protocol/tags.ts";
import type { Connection } from "./connection.ts";
import type { Hub } from "./hub.ts";
import type { Outgoing } from "./outgoing.ts";
import { awaitReader } from "./pacing.ts";
import type { Session } from "./session.ts";

/** How a command is answered. */
export interface RepliesOptions {
  /** The label that came with the command. */
  readonly label?: string | undefined;
  /**
   * Whether nothing is said of what went wrong: "automatic replies must never
   * be sent in response to a NOTICE message. This rule applies to servers too -
   * they must not send any error reply back to the client on receipt of a
   * notice." (RFC 1459, 4.4.2)
   */
  readonly hidesErrors?: boolean;
}

/**
 * The answer to one command. Label and batch (IRCv3 labeled-response) are added
 * here, so that no handler has to know of them.
 */
export class Replies {
  readonly #hub: Hub;
  #session: Session;
  /** What is answered over another connection than was asked answers nobody. */
  readonly #connection: Connection;
  #hidesErrors: boolean;
  #label: string | undefined;
  #held: Outgoing | undefined;
  #batch: string | undefined;
  /** The batch that the answer has of its own. */
  #inner: string | undefined;

  constructor(
    hub: Hub,
    session: Session,
    { label, hidesErrors = false }: RepliesOptions = {},
  ) {
    this.#hub = hub;
    this.#session = session;
    this.#connection = session.connection;
    this.#hidesErrors = hidesErrors;
    if (label !== undefined) this.relabel(label);
  }

  /** Answers another session that has the connection of the first one now. */
  serve(heir: Session): void {
    this.#session = heir;
  }

  /** Whether nobody waits for the answer any more: nothing more is to be done. */
  get isOver(): boolean {
    return this.#session.state === "gone" || this.#connection.isClosing ||
      !this.#isHere;
  }

  /** Leaves the answer to a later command: this one needs no ACK. */
  defer(): void {
    this.#label = undefined;
  }

  /** Says nothing of what went wrong from now on, as for NOTICE. */
  hideErrors(): void {
    this.#hidesErrors = true;
  }

  /** Answers under the label of an earlier command. */
  relabel(label: string): void {
    if (acceptsLabel(this.#session, label)) this.#label = label;
  }

  /**
   * Gives what answers, when the command is long dealt with, that it could not be
   * stored after all: under its label, in place of the answer that was dropped.
   *
   * @param context What is spoken of, before the reason.
   */
  notStored(
    command: string,
    ...context: readonly string[]
  ): (reason: string) => void {
    const label = this.#label;
    return (reason) => {
      const params = [command, "NOT_STORED", ...context, reason];
      const tags = label === undefined ? label : new Map([["label", label]]);
      this.#send(this.#hub.create("FAIL", params), tags);
    };
  }

  /** Answers with a message as it is. */
  add(message: Outgoing): void {
    if (this.#inner !== undefined) {
      this.#openBatch();
      const tags = new Map([["batch", this.#inner]]);
      return this.#send(message, tags);
    }
    if (this.#label === undefined) return this.#send(message);
    if (this.#batch === undefined && this.#held === undefined) {
      this.#held = message;
      return;
    }
    this.#openBatch();
    this.#send(message, this.#batchTags);
  }

  /** Answers with a numeric; the client's nick is put first. */
  numeric(numeric: string, ...params: readonly string[]): void {
    if (this.#hidesErrors && isError(numeric)) return;
    this.add(this.#hub.create(numeric, [this.#session.target, ...params]));
  }

  /** Answers that a command lacks a parameter, or has an empty one. */
  needMoreParams(command: string): void {
    this.numeric(ERR_NEEDMOREPARAMS, command, "Not enough parameters");
  }

  /**
   * Answers that a command failed. (IRCv3 standard-replies)
   *
   * @param context What the code speaks of, before the text for people.
   */
  fail(command: string, code: string, ...context: readonly string[]): void {
    this.add(this.#hub.create("FAIL", [command, code, ...context]));
  }

  /**
   * Answers with many messages, made only as fast as the client takes them.
   * Resolves when all are queued or the client is gone.
   */
  async stream(messages: Iterable<Outgoing>): Promise<void> {
    for (const message of messages) {
      if (this.isOver) return;
      this.add(message);
      const reading = awaitReader(this.#hub, this.#session);
      if (reading !== undefined) await reading;
      // The kernel may have taken all at once.
      const pause = this.#hub.fairness.giveWay();
      if (pause !== undefined) await pause;
    }
  }

  /**
   * Begins a batch: what is answered until `endBatch` is in it, for those who
   * know batches. (IRCv3 batch)
   */
  beginBatch(type: string, ...params: readonly string[]): void {
    if (!this.#session.capabilities.has("batch")) return;
    const reference = this.#hub.nextMessageId();
    this.add(this.#hub.create("BATCH", [`+${reference}`, type, ...params]));
    this.#inner = reference;
  }

  /** Ends what `beginBatch` began. */
  endBatch(): void {
    if (this.#inner === undefined) return;
    const message = this.#hub.create("BATCH", [`-${this.#inner}`]);
    this.#inner = undefined;
    this.add(message);
  }

  /** Ends the answer: what comes later has no label. */
  flush(): void {
    if (this.#label === undefined) return;
    if (this.#batch !== undefined) {
      this.#send(this.#hub.create("BATCH", [`-${this.#batch}`]));
    } else {
      const message = this.#held ?? this.#hub.create("ACK", []);
      this.#send(message, new Map([["label", this.#label]]));
    }
    this.#label = undefined;
    this.#held = undefined;
  }

  get #batchTags(): Tags {
    return new Map([["batch", this.#batch!]]);
  }

  #openBatch(): void {
    if (this.#held === undefined) return;
    this.#batch = this.#hub.nextMessageId();
    this.#send(
      this.#hub.create("BATCH", [`+${this.#batch}`, "labeled-response"]),
      new Map([["label", this.#label!]]),
    );
    const held = this.#held;
    this.#held = undefined;
    this.#send(held, this.#batchTags);
  }

  #send(message: Outgoing, tags?: Tags): void {
    if (this.#isHere) this.#session.send(message, tags);
  }

  get #isHere(): boolean {
    return this.#session.connection === this.#connection;
  }
}

function acceptsLabel({ capabilities }: Session, label: string): boolean {
  return capabilities.has("labeled-response") && capabilities.has("batch") &&
    label !== "" && byteLength(label) <= MAX_LABEL_BYTES;
}
