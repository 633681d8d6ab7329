import { Channel } from "../channel.ts";
import type { Flusher } from "../flusher.ts";
import type { Log } from "../log.ts";
import type { Outgoing } from "../outgoing.ts";
import type { Rank } from "../ranks.ts";
import type { Session } from "../session.ts";
import { LastNicks } from "./last_nicks.ts";
import { formatMessageId, parseMessageId } from "./message_ids.ts";
import type { MessageKind, Store, StoredMessage } from "./store.ts";
import { StoreError } from "./store_error.ts";

/** What a history is made of. */
export interface HistoryParts {
  readonly store: Store;
  readonly flusher: Flusher;
  readonly log: Log;
  /** A random word that differs from every other start of a server. */
  readonly idPrefix: string;
  /**
   * What messages are numbered from: rises from start to start, also where
   * nothing is kept, as clients ask for what came after a message of before.
   */
  readonly idsAfter: number;
}

/** Who speaks with whom; be it that one of them is not here. */
type Speaker = Pick<Session, "identity">;

/** Where something is said: in a channel, or from one to the other. */
export type Where = Channel | readonly [one: Speaker, other: Speaker];

/** What is noted of a message besides what it says. */
export interface NoteOptions {
  /** Default: what the command says. */
  readonly kind?: MessageKind;
  /** Missing: the server itself. */
  readonly author?: string | undefined;
  readonly least?: Rank["prefix"] | undefined;
  readonly sendId?: string | undefined;
  /** Takes back what was done of it, if it is lost; the newest one first. */
  readonly undo?: () => void;
  /**
   * Called with why, if it could not be stored after all: then nobody was told
   * of it that is `isStored`.
   */
  readonly onLost?: (reason: string) => void;
}

/**
 * What was said, and the order that it has. What is noted in a turn of the event
 * loop is stored in one go at the turn's end, before anything leaves for anybody;
 * if that fails, what is `isStored` does not leave.
 */
export class History {
  readonly store: Store;
  readonly lastNicks: LastNicks;
  /** Called before a turn is stored, to write what is left for then. */
  onCommit: () => void = () => {};
  /** Called before a place is opened, to write what that depends on. */
  onOpen: () => void = () => {};
  readonly #flusher: Flusher;
  readonly #log: Log;
  readonly #idPrefix: string;
  #lastId: number;
  /** Of this turn: what to take back, and whom to tell, if it is lost. */
  #undos: (() => void)[] = [];
  #losses: ((reason: string) => void)[] = [];
  /** What failed in the middle of this turn. */
  #failure: StoreError | undefined;
  /** Whether something is to be stored at the end of this turn. */
  #isPending = false;
  #isBroken = false;

  constructor({ store, flusher, log, idPrefix, idsAfter }: HistoryParts) {
    this.store = store;
    this.lastNicks = new LastNicks(store);
    this.#flusher = flusher;
    this.#log = log;
    this.#idPrefix = idPrefix;
    this.#lastId = Math.max(store.lastId, idsAfter);
    flusher.store = () => this.#commit();
  }

  /** The highest `id` so far, of what is stored and of what is to be. */
  get lastId(): number {
    return this.#lastId;
  }

  /** Makes an id for a message: no other message ever has it. */
  nextMessageId(): string {
    return formatMessageId(this.#idPrefix, ++this.#lastId);
  }

  /**
   * Takes note of a message, to be stored at the end of this turn.
   *
   * @param message With an id by `nextMessageId`, the newest one.
   */
  note(message: Outgoing, where: Where, options: NoteOptions = {}): void {
    if (!hasId(message)) throw new TypeError("A message without an id");
    const { author = "", kind = kindOf(message), least, sendId } = options;
    if (options.undo !== undefined) this.#undos.push(options.undo);
    if (options.onLost !== undefined) this.#losses.push(options.onLost);
    this.#write(() => {
      const place = this.placeOf(where);
      if (!(where instanceof Channel)) {
        this.lastNicks.note(place, message, author);
      }
      const id = this.#position(message.msgid);
      this.store.append({ id, place, kind, author, least, sendId, message });
    });
  }

  /**
   * Takes note of what happened in a channel: who came or went, the topic. The
   * others are told of it, be it that it cannot be stored.
   */
  noteEvent(channel: Channel, message: Outgoing, author?: string): void {
    this.note(message, channel, { kind: "event", author });
  }

  /**
   * Changes what is stored, as part of this turn.
   *
   * @param onLost Called with why, if that could not be stored after all.
   */
  change(
    change: (store: Store) => void,
    onLost?: (reason: string) => void,
  ): void {
    if (onLost !== undefined) this.#losses.push(onLost);
    this.#write(() => change(this.store));
  }

  /**
   * Resolves at the turn's end, for who is about to read: what is not stored by
   * then was never said.
   */
  settled(): Promise<void> {
    return this.#flusher.turnEnd();
  }

  /** Ends the turn now. */
  commit(): void {
    this.#flusher.endTurn();
  }

  /** @returns Whether all of this turn could be stored; else all of it is lost. */
  #commit(): boolean {
    if (!this.#isPending) return true;
    this.onCommit();
    this.#isPending = false;
    const undos = this.#undos;
    const losses = this.#losses;
    this.#undos = [];
    this.#losses = [];
    try {
      const failure = this.#failure;
      this.#failure = undefined;
      // Be it that all is lost: the store has to know that the turn is over.
      this.store.commit();
      if (failure !== undefined) throw failure;
      this.#noteHealth();
      return true;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#noteHealth(error);
      for (const undo of undos.reverse()) undo();
      for (const onLost of losses) onLost(error.message);
      return false;
    }
  }

  /**
   * Gives the number of a place.
   *
   * @throws {StoreError} If it has none yet, and none can be stored.
   */
  placeOf(where: Where): number {
    if (where instanceof Channel) {
      return where.place ?? this.#openChannel(where);
    }
    const [one, other] = where;
    return this.store.openConversation(one.identity, other.identity);
  }

  /** With the turn it may be lost that a place is open, or under which name. */
  #openChannel(channel: Channel): number {
    this.onOpen();
    if (this.#failure !== undefined) throw this.#failure;
    const { place } = this.store.openChannel(channel.name);
    channel.place = place;
    this.#undos.push(() => channel.place = undefined);
    this.#isPending = true;
    this.#flusher.schedule();
    return place;
  }

  /** Finds a message by its id. */
  find(msgid: string): StoredMessage | undefined {
    const id = parseMessageId(msgid);
    const found = id === undefined ? undefined : this.store.find(id);
    return found?.message.msgid === msgid ? found : undefined;
  }

  /** One event in several channels has one id, and a row in each. */
  #position(msgid: string): number {
    const id = parseMessageId(msgid) ?? 0;
    return id > this.store.lastId ? id : ++this.#lastId;
  }

  #write(write: () => void): void {
    this.#isPending = true;
    this.#flusher.schedule();
    if (this.#failure !== undefined) return;
    try {
      write();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#failure = error;
    }
  }

  /** Says once that it went wrong, and once that it is well again. */
  #noteHealth(error?: StoreError): void {
    if (error !== undefined && !this.#isBroken) {
      this.#log("error", `${error.message}: nothing can be said until it can`);
    } else if (error === undefined && this.#isBroken) {
      this.#log("info", "What is said can be stored again");
    }
    this.#isBroken = error !== undefined;
  }
}

function hasId(message: Outgoing): message is StoredMessage["message"] {
  return message.msgid !== undefined;
}

function kindOf({ command }: Outgoing): MessageKind {
  if (command === "PRIVMSG" || command === "NOTICE") return "said";
  return command === "TAGMSG" ? "tags" : "event";
}
