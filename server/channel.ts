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
  /** Stands for the channel where that is not to be kept for it. */
  readonly identity = Symbol("channel");
  /** Changed by `Registry.renameChannel` alone. */
  name: string;
  readonly createdAt: number;
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
  topic: Topic | undefined;
  /** Sees what the members see: the console. */
  watcher: ((message: Outgoing) => void) | undefined;
  readonly #flusher: Flusher;
  readonly #spools = new SpoolSet();

  constructor({ name, flusher, createdAt, isKept = false }: ChannelOptions) {
    this.name = name;
    this.createdAt = createdAt;
    this.isKept = isKept;
    this.flags = new Set(isKept ? KEPT_FLAGS : FIRST_FLAGS);
    this.#flusher = flusher;
  }

  /** Whether it is there: who makes one of its name otherwise makes another. */
  get isOpen(): boolean {
    return this.isKept || this.members.size > 0;
  }

  /** Takes a session in; the first one becomes operator. */
  join(session: Session): void {
    const isOperator = this.isKept
      ? session.modes.has("o")
      : this.members.size === 0;
    this.members.set(session, {
      isOperator,
      isHalfOperator: false,
      hasVoice: false,
    });
    session.channels.add(this);
    this.uninvite(session);
  }

  /** Lets a session go. */
  part(session: Session): void {
    this.members.delete(session);
    session.channels.delete(this);
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
