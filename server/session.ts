import type { CapabilityName } from "../protocol/capabilities.ts";
import type { Tags } from "../protocol/tags.ts";
import type { Channel } from "./channel.ts";
import type { Connection } from "./connection.ts";
import type { MultilineBatch } from "./multiline_batch.ts";
import type { Outbox } from "./outbox.ts";
import type { Outgoing } from "./outgoing.ts";
import { Throttle, type ThrottleOptions } from "./throttle.ts";
import {
  formatFor,
  PLAIN_VARIANT,
  type Variant,
  variantOf,
} from "./variants.ts";

/** What a peer may speak. */
export type Language = "irc" | "plain" | "http";

/**
 * What somebody is, or wishes, on the whole server: bot, invisible, operator of
 * the server, only messages of accounts, no CTCP, WALLOPS.
 */
export type UserMode = "B" | "i" | "o" | "R" | "T" | "w";

/** What a session is made of. */
export interface SessionOptions {
  readonly connection: Connection;
  /** A word that no other session ever has. */
  readonly identity: string;
  /** The host as others see it. */
  readonly host: string;
  /** `undefined` for a peer that may send as fast as it likes. */
  readonly throttle: ThrottleOptions | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** That the connection of a session is lost, and its client may come back. */
export interface Hold {
  /** Why it was lost; what the others learn if the client does not come. */
  readonly reason: string;
  /** When the time is over, in ms since 1970. */
  readonly until: number;
}

/** What everybody starts with; shared. */
const NO_CAPABILITIES: ReadonlySet<CapabilityName> = new Set();

/**
 * One client, from its first byte to its last, be it over several connections:
 * see `takeOver`.
 */
export class Session {
  /**
   * Stands for who it is where a nick would not do, as others may have that
   * before or after: in what is stored. Changed by `resumeIdentity` alone.
   */
  identity: string;
  readonly connectedAt: number;
  /** The session that has the connection now; then this one is gone. */
  heir: Session | undefined;
  /** Set by `Holds` alone. */
  hold: Hold | undefined;
  /** What RESUME brought: the secret of an earlier connection. */
  resumeToken: string | undefined;
  /** The hash of the secret by which its client can come back. */
  secretHash: string | undefined;
  #connection: Connection;
  #outbox: Outbox;
  #host: string;
  #throttle: Throttle | undefined;

  state: "registering" | "registered" | "gone" = "registering";
  /** In NFC; wished for, and its own once `Registry.claim` took it. */
  nick: string | undefined;
  user: string | undefined;
  realName = "";
  /** What PASS brought. */
  password: string | undefined;
  /** Whether CAP LS or REQ holds up the registration until CAP END. */
  isNegotiating = false;
  /** The highest version that CAP LS named: 302 for one that knows values. */
  capVersion = 0;
  /** Changed by `Census.setMode` alone, which counts them. */
  readonly modes = new Set<UserMode>();
  /** Why it is away; `undefined` if it is here. */
  awayText: string | undefined;
  readonly channels = new Set<Channel>();
  /** Channels that it may enter in spite of their modes. */
  readonly invitations = new Set<Channel>();
  /** When it last asked to be let into a channel, in ms since 1970. */
  knocks: WeakMap<Channel, number> | undefined;
  /** The multi-line message that the client is sending. */
  batch: MultilineBatch | undefined;

  lastHeardAt: number;
  /** When it last said something to somebody, for WHOIS. */
  lastSpokeAt: number;
  pingSentAt: number | undefined;

  #language: Language = "irc";
  #capabilities: ReadonlySet<CapabilityName> = NO_CAPABILITIES;
  #variant: Variant = variantOf(this.#capabilities);
  #source: string | undefined;

  constructor({ connection, identity, host, throttle, now }: SessionOptions) {
    this.#connection = connection;
    this.#outbox = connection.outbox;
    this.identity = identity;
    this.#host = host;
    this.#throttle = throttle && new Throttle(throttle);
    this.connectedAt = now;
    this.lastHeardAt = now;
    this.lastSpokeAt = now;
  }

  /** The connection that serves it; a closed one while it is held. */
  get connection(): Connection {
    return this.#connection;
  }

  get outbox(): Outbox {
    return this.#outbox;
  }

  /** The host as others see it: tells no address. */
  get host(): string {
    return this.#host;
  }

  /** How messages are written for this client. */
  get variant(): Variant {
    return this.#variant;
  }

  get capabilities(): ReadonlySet<CapabilityName> {
    return this.#capabilities;
  }

  set capabilities(capabilities: ReadonlySet<CapabilityName>) {
    this.#capabilities = capabilities;
    this.#variant = variantOf(capabilities);
    // What was begun with a capability ends with it.
    if (!this.#variant.hasMultiline) this.batch = undefined;
  }

  /** What the peer speaks, as far as it is known: it may still change. */
  get language(): Language {
    return this.#language;
  }

  set language(language: Language) {
    this.#language = language;
    this.#variant = language === "plain"
      ? PLAIN_VARIANT
      : variantOf(this.#capabilities);
  }

  /** The nick, or what stands for it until there is one. */
  get target(): string {
    return this.nick ?? "*";
  }

  /** `nick!user@host`. */
  get source(): string {
    return this.#source ??= `${this.target}!${this.user ?? "*"}@${this.host}`;
  }

  /** Changes nick or user. */
  rename(names: { readonly nick?: string; readonly user?: string }): void {
    if (names.nick !== undefined) this.nick = names.nick;
    if (names.user !== undefined) this.user = names.user;
    this.#source = undefined;
  }

  /**
   * Whether WHO may show it to another: that is itself, or shares a channel, or
   * is operator of the server.
   */
  isVisibleTo(other: Session): boolean {
    return !this.modes.has("i") || this === other || other.modes.has("o") ||
      this.sharesChannelWith(other);
  }

  /** Whether both are in some channel. */
  sharesChannelWith(other: Session): boolean {
    for (const channel of this.channels) {
      if (channel.members.has(other)) return true;
    }
    return false;
  }

  /**
   * Goes on with the connection of another session, which ends with that, and
   * with what was agreed on over it.
   */
  takeOver(other: Session): void {
    other.state = "gone";
    other.heir = this;
    this.#connection = other.#connection;
    this.#outbox = other.#outbox;
    this.#host = other.#host;
    this.#throttle = other.#throttle;
    this.#source = undefined;
    this.batch = undefined;
    this.capVersion = other.capVersion;
    this.language = other.language;
    this.capabilities = other.capabilities;
    this.hear(other.lastHeardAt);
  }

  /** Notes a sign of life. */
  hear(now: number): void {
    this.lastHeardAt = now;
    this.pingSentAt = undefined;
  }

  /**
   * Counts a message of the client.
   *
   * @param weight How many messages it counts as.
   * @returns Milliseconds to wait before it is handled.
   */
  admit(now: number, weight: number): number {
    return this.#throttle?.take(now, weight) ?? 0;
  }

  /** Queues a message for this client alone; never waits and never throws. */
  send(message: Outgoing, ownTags?: Tags): void {
    const text = this.#format(message, ownTags);
    this.#connection.send(text, message.isStored);
  }

  /** Closes the connection with a last message. */
  close(message: Outgoing): Promise<void> {
    return this.#connection.close(this.#format(message));
  }

  #format(message: Outgoing, ownTags?: Tags): string {
    // Its answer is a page, and nothing else.
    if (this.#language === "http") return "";
    return formatFor(this.#variant, message, ownTags);
  }
}

/** Names a session for the log, whose readers may know the address. */
export function describe({ source, connection }: Session): string {
  return `${source} (${connection.address})`;
}
