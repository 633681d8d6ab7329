import { foldName } from "../protocol/names.ts";
import { NO_TAGS } from "../protocol/tags.ts";
import { Census } from "./census.ts";
import type { Channel } from "./channel.ts";
import type { Clock } from "./clock.ts";
import type { Flusher } from "./flusher.ts";
import type { Log } from "./log.ts";
import { Metadata } from "./metadata.ts";
import { Monitors } from "./monitors.ts";
import { News } from "./news.ts";
import { OperLogins } from "./oper_logins.ts";
import { LOBBY, type ServerOptions } from "./options.ts";
import {
  createOutgoing,
  type Outgoing,
  type OutgoingParts,
} from "./outgoing.ts";
import { ReadMarks } from "./read_marks.ts";
import { RecentMessages } from "./recent_messages.ts";
import { Registry } from "./registry.ts";
import type { Replies } from "./replies.ts";
import { describe, type Session } from "./session.ts";
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

/** What all sessions share. */
export class Hub {
  readonly options: ServerOptions;
  readonly clock: Clock;
  readonly flusher: Flusher;
  readonly log: Log;
  readonly registry: Registry;
  readonly census = new Census();
  readonly news: News;
  readonly monitors: Monitors;
  readonly metadata: Metadata;
  readonly readMarks = new ReadMarks();
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
  #motd: readonly string[];
  #lastId = 0;

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
    this.metadata = new Metadata(this);
    this.whowas = new Whowas(clock);
    this.logins = new OperLogins(options.opers);
    this.startedAt = clock.now();
    this.registry = new Registry({
      flusher,
      reserved: [options.network, options.serverName],
    });
    const { monitors, registry } = this;
    this.news = new News({ flusher, monitors, registry });
    this.lobby = registry.openChannel(LOBBY, {
      createdAt: this.startedAt,
      isKept: true,
    });
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
    return createOutgoing(command, params, {
      ...parts,
      time: this.clock.now(),
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
    this.census.countIn(session);
    this.monitors.tellOnline(session);
    this.metadata.tellOnline(session);
    this.#note(`${describe(session)} came`);
  }

  /** Gives a registered session another nick, and tells who is to know. */
  rename(session: Session, nick: string, replies: Replies): void {
    const { target } = session;
    const change = this.createFrom(session, "NICK", [nick]);
    const isOther = foldName(nick) !== foldName(target);
    if (isOther) this.whowas.note(session);
    this.registry.claim(nick, session);
    replies.add(change);
    this.news.tellPeers(session, change);
    if (!isOther) return;
    this.monitors.tellOffline(target);
    this.monitors.tellOnline(session);
    this.metadata.tellOnline(session);
  }

  /** Tells the log what the console shows, where there is one. */
  #note(text: string): void {
    this.log(this.options.hasConsole ? "debug" : "info", text);
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
      this.census.countOut(session);
      this.whowas.note(session);
      const { target } = session;
      if (isTold) this.monitors.tellOffline(target);
      const quit = this.createFrom(session, "QUIT", [reason]);
      if (isTold) this.news.tellPeers(session, quit);
      for (const channel of session.channels) {
        channel.part(session);
        this.registry.closeIfEmpty(channel);
      }
      this.#note(`${describe(session)} left: ${reason}`);
    }
    const time = this.clock.now();
    const error = createOutgoing("ERROR", [`Closing link: ${reason}`], {
      time,
    });
    void session.close(error);
  }
}
