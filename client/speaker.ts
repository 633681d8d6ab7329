import {
  type CapabilityName,
  parseMultilineLimits,
} from "../protocol/capabilities.ts";
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
import { formatEdit } from "./edit_lines.ts";
import type { ChatEvent } from "./events.ts";
import { Outbound, type Receipt, type WaitingMessage } from "./outbound.ts";
import {
  formatPart,
  type OutgoingOptions,
  type OutgoingPart,
  type SayKind,
  splitOutgoing,
} from "./outgoing.ts";
import { tellOutcome, toOwn } from "./outcome_event.ts";
import { type ChatState, isOwnNick, sourceBytes } from "./state.ts";

/** What may be said of a message besides its text. */
export type SpeakOptions = Pick<
  WaitingMessage,
  "isResent" | "part" | "replyTo" | "sendId"
>;

/** What a `Speaker` needs. */
export interface SpeakerDeps {
  readonly connection: Connection;
  readonly state: ChatState;
  /** Those in use: name to value. */
  readonly capabilities: ReadonlyMap<CapabilityName, string>;
  readonly makeSendId: () => string;
}

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
  readonly #deps: SpeakerDeps;
  readonly #connection: Connection;
  readonly #state: ChatState;
  readonly #capabilities: ReadonlyMap<CapabilityName, string>;
  readonly #receipt: Receipt;
  readonly #outbound: Outbound;
  #edits = 0;

  constructor(deps: SpeakerDeps) {
    const { connection, state, capabilities } = deps;
    this.#deps = deps;
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
    return splitOutgoing(text, this.#limits(target, kind));
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
    const hasTags = this.#capabilities.has("message-tags");
    let isFirst = true;
    const known = this.#partOf(options, target, kind);
    for (const part of known ? [known] : this.split(target, text, kind)) {
      const sendId = this.#makeSendId(known ? options.sendId : undefined);
      const { id } = this.#outbound.add({
        target,
        text: part.text,
        kind,
        lines: part.pieces.length,
        ...(isFirst && options.replyTo !== undefined && {
          replyTo: options.replyTo,
        }),
        ...(options.isResent && { isResent: true }),
        ...(sendId !== undefined && { sendId, part }),
      });
      const names = {
        id,
        isLabelled,
        ...(isFirst && hasTags && options.replyTo !== undefined && {
          replyTo: options.replyTo,
        }),
        ...(sendId !== undefined && { sendId }),
      };
      const messages = formatPart(part, { target, kind }, names);
      for (const message of messages) this.#connection.send(message);
      isFirst = false;
    }
    this.#ping();
  }

  /** As `formatEdit`; sends it. */
  edit(target: string, id: string, text: string, kind: SayKind): void {
    const lines = formatEdit(text, {
      ...this.#limits(target, kind),
      id,
      isKnown: this.#capabilities.has("chat/edit"),
      reference: `e${++this.#edits}`,
    });
    for (const line of lines) this.#connection.send(line);
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
    // Said under an earlier nick, perhaps, and known again by its send id.
    const isEcho = outcomes.some(({ isEcho }) => isEcho);
    const settled = outcomes.flatMap((outcome) =>
      tellOutcome(outcome, this.#state, now)
    );
    this.#ping();
    return {
      events: [
        ...(isEcho && !isOwn ? events.map(toOwn) : events),
        ...settled,
      ],
      hasSettled: outcomes.length > 0,
    };
  }

  #limits(target: string, kind: SayKind): OutgoingOptions {
    const multiline = this.#capabilities.has("batch")
      ? parseMultilineLimits(this.#capabilities.get("draft/multiline") ?? "")
      : undefined;
    return {
      target,
      kind,
      sourceBytes: sourceBytes(this.#state),
      ...(multiline && { multiline }),
    };
  }

  /**
   * What was sent before with a send id, which goes with that text only: not a
   * byte of it may be another.
   */
  #partOf(
    { part, sendId }: SpeakOptions,
    target: string,
    kind: SayKind,
  ): OutgoingPart | undefined {
    if (!part || sendId === undefined) return undefined;
    const { multiline } = this.#limits(target, kind);
    const isCarried = part.pieces.length === 1 || multiline !== undefined;
    return isCarried && this.#capabilities.has("chat/send-id")
      ? part
      : undefined;
  }

  #makeSendId(known: string | undefined): string | undefined {
    if (!this.#capabilities.has("chat/send-id")) return undefined;
    return known ?? this.#deps.makeSendId();
  }

  #ping(): void {
    const token = this.#outbound.takePing();
    if (token !== undefined) {
      this.#connection.send(createMessage("PING", [token]));
    }
  }
}
