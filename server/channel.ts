import { type Audience, deliver } from "./delivery.ts";
import { type Flusher, SpoolSet } from "./flusher.ts";
import { MaskList } from "./mask_list.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Membership } from "./ranks.ts";
import type { Session } from "./session.ts";

/** The modes without a parameter; the last part of ISUPPORT `CHANMODES`. */
export type ChannelFlag = "C" | "U" | "i" | "m" | "n" | "s" | "t";

/** The modes that are lists of masks; the first part of ISUPPORT `CHANMODES`. */
export type ListMode = "b" | "e" | "I";

/**
 * "On most servers, newly-created channels have then protected topic `+t` and
 * no external messages `+n` modes enabled." (modern.ircdocs.horse, "Regular
 * Channels")
 */
const FIRST_FLAGS: readonly ChannelFlag[] = ["n", "t"];
/** Nobody in it need be operator, so that all may set its topic. */
const KEPT_FLAGS: readonly ChannelFlag[] = ["n"];

/** Those who left that may be awaited. */
const MAX_LEFT = 100;

/** What a channel is about. */
export interface Topic {
  readonly text: string;
  /** `nick!user@host`, or the server's name. */
  readonly setBy: string;
  /** Milliseconds since 1970. */
  readonly setAt: number;
}

/** What a channel is made of. */
export interface ChannelOptions {
  readonly name: string;
  readonly flusher: Flusher;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Called when something changes that is kept over a restart. */
  readonly onChange: () => void;
  /**
   * Whether it stays when the last member leaves, and belongs to the console
   * and the server's operators: nobody else becomes operator in it.
   */
  readonly isKept?: boolean;
}

/**
 * A channel: its members are the set to which messages are broadcast. What its
 * modes allow is decided in `channel_access.ts`.
 */
export class Channel {
  /** Its number in the store, once it is known; set by `History` alone. */
  place: number | undefined;
  /** Changed by `Registry.renameChannel` alone. */
  name: string;
  #createdAt: number;
  readonly isKept: boolean;
  readonly members = new Map<Session, Membership>();
  readonly flags: Set<ChannelFlag>;
  readonly masks: Readonly<Record<ListMode, MaskList>> = {
    b: new MaskList(),
    e: new MaskList(),
    I: new MaskList(),
  };
  /** Mode `k`. */
  key: string | undefined;
  /** Mode `f`: the channel where those go who may not enter this one. */
  forward: Channel | undefined;
  /** Mode `l`: members that may be in at once. */
  limit: number | undefined;
  /** Who may enter in spite of bans, key, limit and mode `i`. */
  readonly invited = new Set<Session>();
  /**
   * Who was in it and may come back though nobody is in it now, by identity; set
   * by `ChannelRecords` alone. As long as it is there, nobody becomes operator
   * by being the first.
   */
  awaited: Map<string, Membership> | undefined;
  /** Who left while it was private, by identity. */
  readonly #left = new Map<string, Membership>();
  /** Sees what the members see: the console. */
  watcher: ((message: Outgoing) => void) | undefined;
  #topic: Topic | undefined;
  readonly #flusher: Flusher;
  readonly #onChange: () => void;
  readonly #spools = new SpoolSet();

  constructor(options: ChannelOptions) {
    const { name, flusher, createdAt, onChange, isKept = false } = options;
    this.#onChange = onChange;
    this.name = name;
    this.#createdAt = createdAt;
    this.isKept = isKept;
    this.flags = new Set(isKept ? KEPT_FLAGS : FIRST_FLAGS);
    this.#flusher = flusher;
  }

  /** When it was made, or somebody began to run it anew; ms since 1970. */
  get createdAt(): number {
    return this.#createdAt;
  }

  /** Whether not everybody may know of it, or come in. */
  get isPrivate(): boolean {
    return this.flags.has("s") || this.flags.has("i") || this.key !== undefined;
  }

  /** Whether it is there: who makes one of its name otherwise makes another. */
  get isOpen(): boolean {
    return this.isKept || this.members.size > 0 || this.awaited !== undefined;
  }

  get topic(): Topic | undefined {
    return this.#topic;
  }

  set topic(topic: Topic | undefined) {
    this.#topic = topic;
    this.touch();
  }

  /**
   * Whether something was said while the channel was there: who opens an empty
   * one runs it from then on, but not what others said in one before.
   *
   * @param time Milliseconds since 1970.
   */
  wasOpenAt(time: number): boolean {
    return this.isKept || time >= this.#createdAt;
  }

  /** Lets who comes first run an empty channel to which no operator may return. */
  reopen(now: number): void {
    const isEmpty = this.awaited !== undefined && this.members.size === 0;
    const rows = [...this.awaited?.values() ?? []];
    if (!isEmpty || rows.some(({ isOperator }) => isOperator)) return;
    this.awaited = undefined;
    this.#createdAt = now;
  }

  /** Has an empty channel wait for those who left it. */
  awaitPeople(): void {
    this.awaited = new Map(this.#left);
  }

  /** Says that something was changed that is kept over a restart. */
  touch(): void {
    this.#onChange();
  }

  /**
   * Takes a session in; the first one becomes operator, and who was in before a
   * restart is what it was.
   *
   * @param joinedId The `id` of its JOIN among all messages.
   */
  join(session: Session, joinedId = 0): void {
    const before = this.awaited?.get(session.identity);
    const isFirst = this.members.size === 0 && this.awaited === undefined;
    this.awaited?.delete(session.identity);
    this.#left.delete(session.identity);
    this.members.set(session, {
      isOperator: this.isKept
        ? session.modes.has("o")
        : before?.isOperator ?? isFirst,
      isHalfOperator: before?.isHalfOperator ?? false,
      hasVoice: before?.hasVoice ?? false,
      joinedId: before?.joinedId ?? joinedId,
    });
    session.channels.add(this);
    this.uninvite(session);
    this.touch();
  }

  /** Lets a session go. */
  part(session: Session): void {
    this.#remember(session);
    this.members.delete(session);
    session.channels.delete(this);
    this.touch();
  }

  #remember(session: Session): void {
    const membership = this.members.get(session);
    const canReturn = this.isPrivate && session.secretHash !== undefined;
    if (membership === undefined || !canReturn) return;
    this.awaited?.set(session.identity, membership);
    this.#left.set(session.identity, membership);
    const [oldest] = this.#left.keys();
    if (this.#left.size > MAX_LEFT) this.#left.delete(oldest!);
  }

  /** Lets somebody enter, whatever the modes say. */
  invite(session: Session): void {
    this.invited.add(session);
    session.invitations.add(this);
  }

  /** Forgets an invitation. */
  uninvite(session: Session): void {
    this.invited.delete(session);
    session.invitations.delete(this);
  }

  /** Whether somebody may know that there is such a channel. (mode `s`) */
  isVisibleTo(asker: Session): boolean {
    return !this.flags.has("s") || this.members.has(asker) ||
      asker.modes.has("o");
  }

  /**
   * Gives the members that somebody may see: who hides with `+i` is seen by
   * those who are in, or share another channel, and by the server's operators.
   */
  *membersFor(asker: Session): Generator<readonly [Session, Membership]> {
    const wasMember = this.members.has(asker);
    for (const member of this.members) {
      // Much may have happened since the last one was taken.
      const isMember = this.members.has(asker);
      if (isMember !== wasMember || !this.isVisibleTo(asker)) return;
      if (isMember || member[0].isVisibleTo(asker)) yield member;
    }
  }

  /** Sends a message to all members, or some, awaiting nobody. */
  broadcast(message: Outgoing, audience: Audience = {}): void {
    this.watcher?.(message);
    this.tell(message, audience);
  }

  /** The same without the watcher: one of several forms of one message. */
  tell(message: Outgoing, { except, when }: Audience): void {
    deliver(message, this.members.keys(), {
      flusher: this.#flusher,
      spools: this.#spools,
      except,
      when,
    });
  }
}
