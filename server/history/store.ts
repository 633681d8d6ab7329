import type { Outgoing } from "../outgoing.ts";
import type { Rank } from "../ranks.ts";

/**
 * What a stored message is: said (PRIVMSG, NOTICE), tags alone (TAGMSG), or
 * what happened in the place (JOIN, TOPIC, REDACT and the like).
 */
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** All that there are. */
export const MESSAGE_KINDS = ["event", "said", "tags"] as const;

/** People, the latest first met, with whom one can read what was said. */
export const MAX_CONVERSATIONS = 500;

/** A message as it is stored. */
export interface StoredMessage {
  /**
   * Where it stands among all messages of all places: a whole number that rises
   * in the order in which the server dealt with them, also over restarts. The
   * end of its msgid is the same number; of one event in several channels all
   * rows have the msgid of the first.
   */
  readonly id: number;
  /** The number of the channel or of the conversation, as the store gave it. */
  readonly place: number;
  readonly kind: MessageKind;
  /** The identity that it is of; empty: the server's. */
  readonly author: string;
  /** The rank from which on members of the channel got it; missing: all. */
  readonly least?: Rank["prefix"] | undefined;
  /** What the sender tells it by if it sends it again: 32 hexadecimal digits. */
  readonly sendId?: string | undefined;
  /** As it was passed on, its msgid included. */
  readonly message: Outgoing & { readonly msgid: string };
}

/** Which messages of some places. */
export interface RangeQuery {
  readonly places: readonly number[];
  /** Only those behind this `id`. */
  readonly after?: number | undefined;
  /** Only those in front of this `id`. */
  readonly before?: number | undefined;
  readonly kinds: readonly MessageKind[];
  /** Most messages to give. */
  readonly limit: number;
  /** The end of the range that is given where there are more. */
  readonly end: "newest" | "oldest";
}

/** One thing that a message has to hold. */
export interface SearchTerm {
  /** A word, or several that stand side by side. */
  readonly text: string;
  /** Whether the last word may go on. */
  readonly isPrefix: boolean;
}

/** What somebody looks for. */
export interface SearchQuery {
  /** All have to be in it; none: whatever it says. */
  readonly terms: readonly SearchTerm[];
  /** The nick of who said it, in any case of letters. */
  readonly from?: string | undefined;
  /** Where it was said; of each the `id` behind which the asker may read. */
  readonly places: ReadonlyMap<number, number>;
  /** Only those behind this `id`. */
  readonly after?: number | undefined;
  /** Only those in front of this `id`. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** A channel as it is stored. */
export interface StoredChannel {
  readonly place: number;
  readonly name: string;
  /** What `Store.saveChannel` was given last. */
  readonly state: string | undefined;
}

/** What a step of `Store.prune` may take away. */
export interface PruneLimits {
  /** Messages of before this time go; ms since 1970. */
  readonly before: number;
  /** Messages of each kind that each place keeps. */
  readonly perPlace: number;
  /** Most messages to take away in this step; a step is short. */
  readonly limit: number;
}

/**
 * Keeps what was said. All calls are done when they return; what was written
 * since the last `commit` is seen by all that read, and is there after a crash
 * only once `commit` has returned.
 *
 * @throws {StoreError} From every method, where the disk does not do as it
 * should; what was written since the last `commit` is lost then.
 */
export interface Store {
  /** The file; missing: nothing is kept when the server ends. */
  readonly path: string | undefined;
  /** The highest `id` that a message ever had; 0: none. */
  readonly lastId: number;

  /** Appends a message; its `id` is the highest. */
  append(message: StoredMessage): void;
  /** Makes all that was written last. Does nothing where nothing was. */
  commit(): void;
  /** Writes down the message with its `id` anew: its text has changed. */
  replace(message: StoredMessage): void;
  /** Takes a message out, also of what is searched. */
  remove(id: number): void;

  /** Finds the message with an `id`. */
  find(id: number): StoredMessage | undefined;
  /** Finds the message that was sent with a send id. */
  findSent(sendId: string): StoredMessage | undefined;
  /** Gives a range, oldest first. */
  list(query: RangeQuery): StoredMessage[];
  /** Gives the lowest `id` of what has a time not before this one; ms. */
  firstSince(time: number): number | undefined;
  /**
   * Does a short step of what makes a search fast; to be called before each
   * until there is no more to do, with pauses for others.
   *
   * @returns Whether there is more to do.
   */
  prepareSearch(): boolean;
  /** Gives what was said and is found, newest first. */
  search(query: SearchQuery): StoredMessage[];
  /**
   * Does some of what makes a search fast, and has what was taken out leave the
   * file for good; to be called when there is time.
   *
   * @param limit About how many messages to deal with.
   * @returns Whether there is more to do.
   */
  tidy(limit: number): boolean;
  /**
   * Takes away some of what is too old or too much, and of what is left over of
   * it: read marks, conversations, closed channels, and identities that nobody
   * saved since then.
   *
   * @returns Whether there is more to do.
   */
  prune(limits: PruneLimits): boolean;

  /** Finds the place of a channel by its name, in any case of letters. */
  findChannel(name: string): StoredChannel | undefined;
  /** The same; makes one where there is none. */
  openChannel(name: string): StoredChannel;
  /** All channels with a state. */
  channels(): StoredChannel[];
  /** Keeps what a channel is like, in words of the caller; `undefined`: forget. */
  saveChannel(place: number, state: string | undefined): void;
  /** Gives a place another name; one that had it is found no more. */
  renameChannel(place: number, name: string): void;
  /** Has a channel found no more by its name: the next of that name is another. */
  closeChannel(place: number): void;

  /** Finds the place of what two identities say to each other. */
  findConversation(one: string, other: string): number | undefined;
  /** The same; makes one where there is none. */
  openConversation(one: string, other: string): number;
  /**
   * Those with whom an identity has spoken: their identities by place; the
   * `MAX_CONVERSATIONS` that were begun last, newest first.
   */
  conversations(identity: string): Map<number, string>;

  /** Finds with whom an identity speaks in a place; `undefined`: it does not. */
  findPartner(place: number, identity: string): string | undefined;

  /** Keeps who may come back as an identity: who knows a secret of that hash. */
  saveIdentity(identity: string, secretHash: string): void;
  /** Finds the identity by the hash of its secret. */
  findIdentity(secretHash: string): string | undefined;

  /** Up to when an identity has read a target: folded name to ms since 1970. */
  marks(identity: string): Map<string, number>;
  /** Keeps one; `undefined`: forgets it. */
  saveMark(identity: string, target: string, time: number | undefined): void;

  /** Gives what was kept under a name. */
  value(name: string): string | undefined;
  saveValue(name: string, value: string): void;

  /** Lets go of the file. */
  close(): void;
}
