import {
  MAX_METADATA_KEY_BYTES,
  MAX_METADATA_KEYS,
  MAX_METADATA_SUBS,
} from "../protocol/limits.ts";
import { Channel } from "./channel.ts";
import { type Audience, deliver } from "./delivery.ts";
import { SpoolSet } from "./flusher.ts";
import type { Hub } from "./hub.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Session } from "./session.ts";

/** What has metadata: a user or a channel. */
export type MetadataTarget = Channel | Session;

/** What became of a key. */
export type Change = "changed" | "known" | "full";

/** The visibility of all keys: for everyone who may know of the target. */
export const VISIBILITY = "*";

const NONE: ReadonlyMap<string, string> = new Map();
const NO_KEYS: ReadonlySet<string> = new Set();

/**
 * Whether a text can be a key: `a`–`z`, `0`–`9`, `_`, `.`, `/` and `-`.
 * (IRCv3 draft/metadata-2, "Keys and Values")
 */
export function isMetadataKey(text: string): boolean {
  return /^[a-z0-9_./-]+$/.test(text) && text.length <= MAX_METADATA_KEY_BYTES;
}

/** Gives the name of a user or a channel. */
export function nameOf(target: MetadataTarget): string {
  return target instanceof Channel ? target.name : target.target;
}

/**
 * Facts that people tell of themselves and their channels, and who wants to know
 * them. They are forgotten with the session or the channel.
 * (IRCv3 draft/metadata-2)
 */
export class Metadata {
  readonly #hub: Hub;
  readonly #spools = new SpoolSet();
  readonly #values = new WeakMap<MetadataTarget, Map<string, string>>();
  readonly #subscriptions = new WeakMap<Session, Set<string>>();

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  /** The keys and values of somebody or something. */
  valuesOf(target: MetadataTarget): ReadonlyMap<string, string> {
    return this.#values.get(target) ?? NONE;
  }

  /** Gives a key a value. */
  set(target: MetadataTarget, key: string, value: string): Change {
    const values = this.#values.get(target) ?? new Map<string, string>();
    if (values.get(key) === value) return "known";
    if (!values.has(key) && values.size >= MAX_METADATA_KEYS) return "full";
    this.#values.set(target, values.set(key, value));
    return "changed";
  }

  /**
   * Takes a key away.
   *
   * @returns Whether it was there.
   */
  remove(target: MetadataTarget, key: string): boolean {
    return this.#values.get(target)?.delete(key) ?? false;
  }

  /** Gives a session what another one, which it goes on for, said of itself. */
  inherit(heir: Session, other: Session): void {
    for (const [key, value] of this.valuesOf(other)) {
      const change = this.set(heir, key, value);
      if (change === "changed") this.tellChange(heir, heir, key);
    }
    for (const key of this.subscriptionsOf(other)) this.subscribe(heir, key);
  }

  /** The keys of which a session wants to be told. */
  subscriptionsOf(session: Session): ReadonlySet<string> {
    return this.#subscriptions.get(session) ?? NO_KEYS;
  }

  /** Adds a key to those of which a session wants to be told. */
  subscribe(session: Session, key: string): Change {
    const keys = this.#subscriptions.get(session) ?? new Set<string>();
    // Even for a key that it has: "the server does not process any further
    // keys".
    if (keys.size >= MAX_METADATA_SUBS) return "full";
    if (keys.has(key)) return "known";
    this.#subscriptions.set(session, keys.add(key));
    return "changed";
  }

  /** Takes a key from those of which a session wants to be told. */
  unsubscribe(session: Session, key: string): void {
    this.#subscriptions.get(session)?.delete(key);
  }

  /**
   * Makes the message that tells what a key is now: without a value, that it is
   * no more.
   *
   * @param author Who changed it; the server tells what it is.
   */
  create(target: MetadataTarget, key: string, author?: Session): Outgoing {
    const value = this.valuesOf(target).get(key);
    const params = [nameOf(target), key, VISIBILITY];
    if (value !== undefined) params.push(value);
    return author === undefined
      ? this.#hub.create("METADATA", params)
      : this.#hub.createFrom(author, "METADATA", params);
  }

  /**
   * Gives what a session is to know of somebody or something.
   *
   * @param keys Those that it asks for; otherwise all that it subscribed to.
   */
  *list(
    session: Session,
    target: MetadataTarget,
    keys: ReadonlySet<string> = this.subscriptionsOf(session),
  ): Generator<Outgoing> {
    for (const key of this.valuesOf(target).keys()) {
      if (keys.has(key)) yield this.create(target, key);
    }
  }

  /**
   * Tells those who want to know that somebody changed a key: the members of
   * the channel, or the user itself, who shares a channel with it, and who
   * monitors it.
   */
  tellChange(author: Session, target: MetadataTarget, key: string): void {
    const message = this.create(target, key, author);
    const when = (session: Session) => this.#wants(session, key);
    if (target instanceof Channel) {
      return target.tell(message, { except: author, when });
    }
    const receivers = new Set([target]);
    for (const channel of target.channels) {
      for (const member of channel.members.keys()) receivers.add(member);
    }
    for (const watcher of this.#hub.monitors.watchersOf(target.target)) {
      receivers.add(watcher);
    }
    this.#tell(message, receivers, { except: author, when });
  }

  /** Tells the members of a channel of somebody who is in it now, too. */
  tellJoin(session: Session, channel: Channel): void {
    for (const key of this.valuesOf(session).keys()) {
      channel.tell(this.create(session, key), {
        except: session,
        when: (member) => this.#wants(member, key),
      });
    }
  }

  /**
   * Tells those who monitor somebody that is there now: "when one of their
   * monitored users comes online".
   */
  tellOnline(session: Session): void {
    const watchers = this.#hub.monitors.watchersOf(session.target);
    for (const key of this.valuesOf(session).keys()) {
      this.#tell(this.create(session, key), watchers, {
        when: (watcher) => this.#wants(watcher, key),
      });
    }
  }

  /** Whether a session is told when a key changes. */
  #wants(session: Session, key: string): boolean {
    return session.capabilities.has("draft/metadata-2") &&
      this.subscriptionsOf(session).has(key);
  }

  #tell(
    message: Outgoing,
    receivers: Iterable<Session>,
    audience: Audience,
  ): void {
    const { flusher } = this.#hub;
    const spools = this.#spools;
    deliver(message, receivers, { flusher, spools, ...audience });
  }
}
