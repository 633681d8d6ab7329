import type { Clock } from "./clock.ts";
import type { Channel } from "./channel.ts";
import { deliver } from "./delivery.ts";
import { type Flusher, SpoolSet } from "./flusher.ts";
import type { Log } from "./log.ts";
import { LOBBY, type ServerOptions } from "./options.ts";
import {
  createOutgoing,
  type Outgoing,
  type OutgoingParts,
} from "./outgoing.ts";
import { Registry } from "./registry.ts";
import type { Session } from "./session.ts";

/** What a hub is made of. */
export interface HubOptions {
  readonly options: ServerOptions;
  readonly clock: Clock;
  readonly flusher: Flusher;
  readonly log: Log;
  /** A random word that differs from every other start of a server. */
  readonly idPrefix: string;
}

/** What all sessions share. */
export class Hub {
  readonly options: ServerOptions;
  readonly clock: Clock;
  readonly flusher: Flusher;
  readonly log: Log;
  readonly registry: Registry;
  readonly startedAt: number;
  readonly lobby: Channel;
  readonly #idPrefix: string;
  readonly #spools = new SpoolSet();
  #lastId = 0;
  #mostUsers = 0;
  #users = 0;

  constructor({ options, clock, flusher, log, idPrefix }: HubOptions) {
    this.options = options;
    this.clock = clock;
    this.flusher = flusher;
    this.log = log;
    this.#idPrefix = idPrefix;
    this.startedAt = clock.now();
    this.registry = new Registry({
      flusher,
      reserved: [options.network, options.serverName],
    });
    this.lobby = this.registry.openChannel(LOBBY, {
      createdAt: this.startedAt,
      isKept: true,
    });
  }

  /** Registered clients now, and at the most so far. */
  get userCounts(): { readonly now: number; readonly most: number } {
    return { now: this.#users, most: this.#mostUsers };
  }

  /** Makes a message; without a source it comes from the server. */
  create(
    command: string,
    params: readonly string[],
    parts: Omit<OutgoingParts, "time"> = {},
  ): Outgoing {
    const time = this.clock.now();
    if (parts.source !== undefined) {
      return createOutgoing(command, params, { ...parts, time });
    }
    const { serverName: source, network: displayName } = this.options;
    return createOutgoing(command, params, {
      ...parts,
      source,
      displayName,
      time,
    });
  }

  /** Makes an id for a message: no other message ever has it. */
  nextMessageId(): string {
    return `${this.#idPrefix}-${(++this.#lastId).toString(36)}`;
  }

  /** Counts a session in. */
  register(session: Session): void {
    session.state = "registered";
    this.#users++;
    this.#mostUsers = Math.max(this.#mostUsers, this.#users);
    this.#note(`${session.source} came`);
  }

  /** Tells the log what the console shows, where there is one. */
  #note(text: string): void {
    this.log(this.options.hasConsole ? "debug" : "info", text);
  }

  /** Tells all who share a channel with a session, each once. */
  tellPeers(session: Session, message: Outgoing): void {
    const peers = new Set<Session>();
    for (const channel of session.channels) {
      channel.watcher?.(message);
      for (const member of channel.members.keys()) peers.add(member);
    }
    const { flusher } = this;
    const spools = this.#spools;
    deliver(message, peers, { flusher, spools, except: session });
  }

  /**
   * Ends a session: the others learn why, it gets its last words, its
   * connection closes. Does nothing for one that is gone.
   */
  end(session: Session, reason: string): void {
    this.#end(session, reason, { isTold: true });
  }

  /** Ends many sessions at once: as all leave, nobody is told of the others. */
  endAll(sessions: Iterable<Session>, reason: string): void {
    for (const session of sessions) {
      this.#end(session, reason, { isTold: false });
    }
  }

  #end(
    session: Session,
    reason: string,
    { isTold }: { readonly isTold: boolean },
  ): void {
    if (session.state === "gone") return;
    const wasRegistered = session.state === "registered";
    session.state = "gone";
    this.registry.release(session);
    if (wasRegistered) {
      this.#users--;
      const { source } = session;
      const quit = this.create("QUIT", [reason], { source });
      if (isTold) this.tellPeers(session, quit);
      for (const channel of session.channels) {
        channel.part(session);
        this.registry.closeIfEmpty(channel);
      }
      this.#note(`${source} left: ${reason}`);
    }
    const time = this.clock.now();
    const error = createOutgoing("ERROR", [`Closing link: ${reason}`], {
      time,
    });
    void session.close(error);
  }
}
