import type { CapabilityName } from "../protocol/capabilities.ts";
import { foldName } from "../protocol/names.ts";
import { NO_TAGS } from "../protocol/tags.ts";
import type { Clock } from "./clock.ts";
import type { Channel } from "./channel.ts";
import { type Audience, deliver } from "./delivery.ts";
import { type Flusher, SpoolSet } from "./flusher.ts";
import type { Log } from "./log.ts";
import { Monitors } from "./monitors.ts";
import { OperLogins } from "./oper_logins.ts";
import { LOBBY, type ServerOptions } from "./options.ts";
import {
  createOutgoing,
  type Outgoing,
  type OutgoingParts,
} from "./outgoing.ts";
import { RecentMessages } from "./recent_messages.ts";
import { Registry } from "./registry.ts";
import type { Replies } from "./replies.ts";
import type { Session, UserMode } from "./session.ts";
import { Whowas } from "./whowas.ts";

/** What a hub is made of. */
export interface HubOptions {
  readonly options: ServerOptions;
  readonly clock: Clock;
  readonly flusher: Flusher;
  readonly log: Log;
  /** A random word that differs from every other start of a server. */
  readonly idPrefix: string;
  /** Reads the message of the day anew. */
  readonly readMotd: () => readonly string[];
}

/** Numbers of clients. */
export interface UserCounts {
  /** Registered clients. */
  readonly now: number;
  /** Registered clients at the most so far. */
  readonly most: number;
  readonly invisible: number;
  readonly operators: number;
  /** Connections that are not registered. */
  readonly unknown: number;
}

/** What all sessions share. */
export class Hub {
  readonly options: ServerOptions;
  readonly clock: Clock;
  readonly flusher: Flusher;
  readonly log: Log;
  readonly registry: Registry;
  /** All that are connected, registered or not. */
  readonly sessions = new Set<Session>();
  readonly monitors: Monitors;
  readonly whowas: Whowas;
  /** What was said lately, for who takes it back. */
  readonly recent = new RecentMessages();
  readonly logins: OperLogins;
  /** How often each command was used. */
  readonly commandCounts = new Map<string, number>();
  readonly startedAt: number;
  readonly lobby: Channel;
  readonly #idPrefix: string;
  readonly #readMotd: () => readonly string[];
  readonly #spools = new SpoolSet();
  #motd: readonly string[];
  #lastId = 0;
  #mostUsers = 0;
  #users = 0;
  #invisible = 0;
  #operators = 0;

  constructor(
    { options, clock, flusher, log, idPrefix, readMotd }: HubOptions,
  ) {
    this.options = options;
    this.clock = clock;
    this.flusher = flusher;
    this.log = log;
    this.#idPrefix = idPrefix;
    this.#motd = options.motd;
    this.#readMotd = readMotd;
    this.monitors = new Monitors(this);
    this.whowas = new Whowas(clock);
    this.logins = new OperLogins(options.opers);
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

  /** How many clients there are. */
  get userCounts(): UserCounts {
    let unknown = 0;
    for (const { state } of this.sessions) {
      if (state === "registering") unknown++;
    }
    return {
      now: this.#users,
      most: this.#mostUsers,
      invisible: this.#invisible,
      operators: this.#operators,
      unknown,
    };
  }

  /** The message of the day, line by line; none if empty. */
  get motd(): readonly string[] {
    return this.#motd;
  }

  /**
   * Reads again what can change while the server runs: the message of the day.
   *
   * @throws {RangeError} If that cannot be read; it stays as it was.
   */
  rehash(): void {
    this.#motd = this.#readMotd();
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

  /** Makes a message of somebody: it comes from there, and says if it is a bot. */
  createFrom(
    session: Session,
    command: string,
    params: readonly string[],
    { tags = NO_TAGS, ...parts }: Omit<OutgoingParts, "time" | "source"> = {},
  ): Outgoing {
    return this.create(command, params, {
      ...parts,
      source: session.source,
      tags: session.modes.has("B") ? new Map([["bot", ""], ...tags]) : tags,
    });
  }

  /** Makes an id for a message: no other message ever has it. */
  nextMessageId(): string {
    return `${this.#idPrefix}-${(++this.#lastId).toString(36)}`;
  }

  /** Counts a session in, under the nick that it has. */
  register(session: Session): void {
    this.registry.claim(session.nick!, session);
    session.state = "registered";
    this.#users++;
    this.#mostUsers = Math.max(this.#mostUsers, this.#users);
    this.monitors.tellOnline(session);
    this.#note(`${session.source} came`);
  }

  /** Gives a registered session another nick, and tells who is to know. */
  rename(session: Session, nick: string, replies: Replies): void {
    const { target } = session;
    const change = this.createFrom(session, "NICK", [nick]);
    const isOther = foldName(nick) !== foldName(target);
    if (isOther) this.whowas.note(session);
    this.registry.claim(nick, session);
    replies.add(change);
    this.tellPeers(session, change);
    if (!isOther) return;
    this.monitors.tellOffline(target);
    this.monitors.tellOnline(session);
  }

  /**
   * Switches a user mode.
   *
   * @returns Whether that changed something.
   */
  setUserMode(session: Session, mode: UserMode, on: boolean): boolean {
    if (session.modes.has(mode) === on) return false;
    if (on) session.modes.add(mode);
    else session.modes.delete(mode);
    if (session.state === "registered") this.#countMode(mode, on ? 1 : -1);
    return true;
  }

  #countMode(mode: UserMode, change: 1 | -1): void {
    if (mode === "i") this.#invisible += change;
    if (mode === "o") this.#operators += change;
  }

  /** Tells the log what the console shows, where there is one. */
  #note(text: string): void {
    this.log(this.options.hasConsole ? "debug" : "info", text);
  }

  /** Tells all who share a channel with a session, each once. */
  tellPeers(session: Session, message: Outgoing): void {
    for (const channel of session.channels) channel.watcher?.(message);
    this.#tell(message, peersOf(session), { except: session });
  }

  /**
   * Tells what became of a session to those who asked for such news with a
   * capability: who shares a channel with it, and who monitors it.
   * (IRCv3 extended-monitor)
   */
  tellNews(
    session: Session,
    message: Outgoing,
    capability: CapabilityName,
  ): void {
    const receivers = peersOf(session);
    for (const watcher of this.monitors.watchersOf(session.target)) {
      if (watcher.capabilities.has("extended-monitor")) receivers.add(watcher);
    }
    this.#tell(message, receivers, {
      except: session,
      when: ({ capabilities }) => capabilities.has(capability),
    });
  }

  /** Tells some of the registered, wherever they are. */
  tellAll(message: Outgoing, audience: Audience = {}): void {
    this.#tell(message, this.registry.sessions(), audience);
  }

  #tell(
    message: Outgoing,
    receivers: Iterable<Session>,
    audience: Audience,
  ): void {
    const { flusher } = this;
    deliver(message, receivers, {
      flusher,
      spools: this.#spools,
      ...audience,
    });
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
    this.monitors.forget(session);
    for (const channel of session.invitations) channel.uninvite(session);
    if (wasRegistered) {
      this.#users--;
      for (const mode of session.modes) this.#countMode(mode, -1);
      this.whowas.note(session);
      const { source, target } = session;
      if (isTold) this.monitors.tellOffline(target);
      const quit = this.createFrom(session, "QUIT", [reason]);
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

function peersOf(session: Session): Set<Session> {
  const peers = new Set<Session>();
  for (const channel of session.channels) {
    for (const member of channel.members.keys()) peers.add(member);
  }
  return peers;
}
