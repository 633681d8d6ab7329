import { deliver } from "./delivery.ts";
import { type Flusher, SpoolSet } from "./flusher.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Session } from "./session.ts";

/** The rank of a member; ISUPPORT `PREFIX=(ov)@+`. */
export interface Membership {
  isOperator: boolean;
  hasVoice: boolean;
}

/** The modes without a parameter; ISUPPORT `CHANMODES=b,,,mnt`. */
export type ChannelFlag = "m" | "n" | "t";

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
  /** Whether it stays when the last member leaves, and makes no operators. */
  readonly isKept?: boolean;
}

/** A channel: its members are the set to which messages are broadcast. */
export class Channel {
  readonly name: string;
  readonly createdAt: number;
  readonly isKept: boolean;
  readonly members = new Map<Session, Membership>();
  readonly flags = new Set<ChannelFlag>(["n"]);
  /** Masks of those who may neither enter nor speak, with who set them. */
  readonly bans = new Map<string, Topic>();
  topic: Topic | undefined;
  /** Sees what the members see: the console. */
  watcher: ((message: Outgoing) => void) | undefined;
  readonly #flusher: Flusher;
  readonly #spools = new SpoolSet();

  constructor({ name, flusher, createdAt, isKept = false }: ChannelOptions) {
    this.name = name;
    this.createdAt = createdAt;
    this.isKept = isKept;
    this.#flusher = flusher;
  }

  /** Takes a session in; the first one becomes operator. */
  join(session: Session): void {
    const isOperator = this.members.size === 0 && !this.isKept;
    this.members.set(session, { isOperator, hasVoice: false });
    session.channels.add(this);
  }

  /** Lets a session go. */
  part(session: Session): void {
    this.members.delete(session);
    session.channels.delete(this);
  }

  /**
   * Gives the members that somebody may see: who hides with `+i` is seen by
   * those who are in, or share another channel.
   */
  *membersFor(asker: Session): Generator<readonly [Session, Membership]> {
    const isMember = this.members.has(asker);
    for (const member of this.members) {
      if (isMember || member[0].isVisibleTo(asker)) yield member;
    }
  }

  /** Sends a message to all members but one, awaiting nobody. */
  broadcast(
    message: Outgoing,
    { except }: { readonly except?: Session } = {},
  ): void {
    this.watcher?.(message);
    deliver(message, this.members.keys(), {
      flusher: this.#flusher,
      spools: this.#spools,
      except,
    });
  }

  /** Gives the modes as in numeric 324. */
  get modes(): string {
    return `+${[...this.flags].sort().join("")}`;
  }

  /** Whether a ban covers a session, unless it is operator or has voice. */
  isBanned(session: Session): boolean {
    const membership = this.members.get(session);
    if (membership?.isOperator || membership?.hasVoice) return false;
    for (const mask of this.bans.keys()) {
      if (matchesMask(session.source, mask)) return true;
    }
    return false;
  }

  /** Whether a session may say something here; otherwise why not. */
  refusal(session: Session): string | undefined {
    const membership = this.members.get(session);
    if (membership === undefined && this.flags.has("n")) {
      return "Cannot send to channel (you are not in it)";
    }
    const isRaised = membership?.isOperator || membership?.hasVoice;
    if (this.flags.has("m") && !isRaised) {
      return "Cannot send to channel (+m)";
    }
    return this.bans.size > 0 && this.isBanned(session)
      ? "Cannot send to channel (+b)"
      : undefined;
  }
}

/** Gives the prefixes of a member's rank: all, or the highest. */
export function prefixOf(
  { isOperator, hasVoice }: Membership,
  { all }: { readonly all: boolean },
): string {
  const prefixes = `${isOperator ? "@" : ""}${hasVoice ? "+" : ""}`;
  return all ? prefixes : prefixes.slice(0, 1);
}

/** Completes a ban mask to `nick!user@host`. */
export function completeMask(mask: string): string {
  if (/!.*@/.test(mask)) return mask;
  if (mask.includes("@")) return `*!${mask}`;
  return mask.includes("!") ? `${mask}@*` : `${mask}!*@*`;
}

/**
 * Whether a source fits a mask with `*` and `?`, in any case. Takes time
 * proportional to the product of the lengths, whatever the mask.
 */
export function matchesMask(source: string, mask: string): boolean {
  const text = [...source.toLowerCase()];
  const pattern = [...mask.toLowerCase()];
  let at = 0;
  let next = 0;
  let star = -1;
  let retryAt = 0;
  while (at < text.length) {
    if (pattern[next] === "*") {
      star = next++;
      retryAt = at;
    } else if (pattern[next] === "?" || pattern[next] === text[at]) {
      next++;
      at++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++retryAt;
    } else return false;
  }
  while (pattern[next] === "*") next++;
  return next === pattern.length;
}
