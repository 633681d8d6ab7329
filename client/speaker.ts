import {
  type CapabilityName,
  parseMultilineLimits,
} from "../protocol/capabilities.ts";
import { formatAction } from "../protocol/ctcp.ts";
import { tooLongPart } from "../protocol/limits.ts";
import {
  createMessage,
  formatMessage,
  type Message,
  parseSource,
} from "../protocol/message.ts";
import type { Tags } from "../protocol/tags.ts";
import { applyMessage } from "./apply_message.ts";
import type { Connection } from "./connection.ts";
import type { ChatEvent } from "./events.ts";
import {
  Outbound,
  type Outcome,
  type Receipt,
  type WaitingMessage,
} from "./outbound.ts";
import {
  formatPart,
  type OutgoingPart,
  type SayKind,
  splitOutgoing,
} from "./outgoing.ts";
import { type ChatState, isOwnNick, sourceBytes } from "./state.ts";

/** What may be said of a message besides its text. */
export type SpeakOptions = Pick<WaitingMessage, "isResent" | "replyTo">;

/** What a message from the server has brought. */
export interface Applied {
  readonly events: readonly ChatEvent[];
  /** Whether own messages wait no longer. */
  readonly hasSettled: boolean;
}

/** Of TAGMSG, to know what the server says against one; no message has it. */
const TAGS_LABEL = "tags";

/** Says own messages in one connection, and finds out what became of them. */
export class Speaker {
  readonly #connection: Connection;
  readonly #state: ChatState;
  readonly #capabilities: ReadonlyMap<CapabilityName, string>;
  readonly #receipt: Receipt;
  readonly #outbound: Outbound;

  /** @param capabilities Those in use: name to value. */
  constructor(
    connection: Connection,
    state: ChatState,
    capabilities: ReadonlyMap<CapabilityName, string>,
  ) {
    this.#connection = connection;
    this.#state = state;
    this.#capabilities = capabilities;
    this.#receipt = capabilities.has("labeled-response")
      ? "label"
      : capabilities.has("echo-message")
      ? "echo"
      : "pong";
    this.#outbound = new Outbound(this.#receipt);
  }

  /** Own messages whose delivery the server has not confirmed, oldest first. */
  get waiting(): WaitingMessage[] {
    return this.#outbound.waiting;
  }

  /** How many wait. */
  get waitingCount(): number {
    return this.#outbound.size;
  }

  /** As `Outbound.noteLong`. */
  noteLong(): void {
    this.#outbound.noteLong();
  }

  /**
   * Cuts a text into the messages that `say` makes of it, each of which stays
   * one if it is said by itself.
   *
   * @throws {RangeError} If the target is too long for any text to fit a line.
   * @throws {ProtocolError} If the target is none that a message can have.
   */
  split(target: string, text: string, kind: SayKind): OutgoingPart[] {
    const limits = this.#capabilities.has("batch")
      ? parseMultilineLimits(this.#capabilities.get("draft/multiline") ?? "")
      : undefined;
    return splitOutgoing(text, {
      target,
      kind,
      sourceBytes: sourceBytes(this.#state),
      ...(limits && { multiline: limits }),
    });
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
    kind: SayKind,
    options: SpeakOptions = {},
  ): void {
    const isLabelled = this.#receipt === "label";
    let { replyTo } = this.#capabilities.has("message-tags") ? options : {};
    for (const part of this.split(target, text, kind)) {
      const { id } = this.#outbound.add({
        ...options,
        target,
        text: part.text,
        kind,
        lines: part.pieces.length,
      });
      const names = {
        id,
        isLabelled,
        ...(replyTo !== undefined && { replyTo }),
      };
      const messages = formatPart(part, { target, kind }, names);
      for (const message of messages) this.#connection.send(message);
      replyTo = undefined;
    }
    this.#ping();
  }

  /**
   * Sends what is no message to read, such as that somebody types. Does nothing
   * where the server knows no message tags; what it says against it is dropped.
   *
   * @throws {RangeError} If it does not fit a line.
   * @throws {ProtocolError} If a line cannot carry the target or a tag.
   */
  sayTags(target: string, tags: Tags): void {
    if (!this.#capabilities.has("message-tags")) return;
    const label = this.#receipt === "label"
      ? [["label", TAGS_LABEL]] as const
      : [];
    const all = new Map([...label, ...tags]);
    const message = createMessage("TAGMSG", [target], { tags: all });
    if (tooLongPart(formatMessage(message)) !== undefined) {
      throw new RangeError("Cannot send the TAGMSG as it is too long");
    }
    this.#connection.send(message);
  }

  /** Takes the server's next message, at a time in ms since 1970. */
  apply(message: Message, now: number): Applied {
    const from = parseSource(message.source ?? "").name;
    const isOwn = isOwnNick(this.#state, from);
    const outcomes = this.#outbound.apply(message, isOwn);
    const isRefusal = outcomes.some(({ refusal }) => refusal !== undefined) ||
      (message.tags.get("label") === TAGS_LABEL &&
        message.command !== "TAGMSG");
    // A refused message is one event, and not an error besides.
    const events = isRefusal ? [] : applyMessage(this.#state, message, now);
    const settled = outcomes.flatMap((outcome) => this.#report(outcome, now));
    this.#ping();
    return { events: [...events, ...settled], hasSettled: outcomes.length > 0 };
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
      this.#state,
      createMessage("PRIVMSG", [
        target,
        kind === "action" ? formatAction(text) : text,
      ], { source: this.#state.nick }),
      now,
    );
  }

  #ping(): void {
    const token = this.#outbound.takePing();
    if (token !== undefined) {
      this.#connection.send(createMessage("PING", [token]));
    }
  }
}
