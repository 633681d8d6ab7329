import { Buffer } from "node:buffer";
import { foldName } from "../protocol/names.ts";
import { NO_TAGS } from "../protocol/tags.ts";
import { Census } from "./census.ts";
import type { Channel } from "./channel.ts";
import type { Clock } from "./clock.ts";
import { endSession } from "./end_session.ts";
import { Fairness } from "./fairness.ts";
import type { Flusher } from "./flusher.ts";
import { Holds } from "./holds.ts";
import { ChannelRecords } from "./history/channel_records.ts";
import { History } from "./history/history.ts";
import type { Store } from "./history/store.ts";
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
import { Registry } from "./registry.ts";
import type { Replies } from "./replies.ts";
import type { LastSearch } from "./service.ts";
import { SERVICE_NICK } from "./service_nick.ts";
import { describe, type Session } from "./session.ts";
import { Whowas } from "./whowas.ts";

/** More than anybody can try. */
const SECRET_BYTES = 32;

/** What a hub is made of. */
export interface HubOptions {
  readonly options: ServerOptions;
  readonly clock: Clock;
  readonly flusher: Flusher;
  readonly log: Log;
  /** A random word that differs from every other start of a server. */
  readonly idPrefix: string;
  /** As `HistoryParts.idsAfter`. */
  readonly idsAfter: number;
  /** Makes random bytes that nobody can guess. */
  readonly randomBytes: (length: number) => Uint8Array<ArrayBuffer>;
  /** Reads the message of the day anew. */
  readonly readMotd: () => readonly string[];
  /** Where what is said is kept. */
  readonly store: Store;
}

/** What all sessions share. */
export class Hub {
  readonly options: ServerOptions;
  readonly clock: Clock;
  readonly flusher: Flusher;
  readonly fairness: Fairness;
  readonly log: Log;
  readonly registry: Registry;
  readonly census = new Census();
  readonly news: News;
  readonly holds: Holds;
  readonly monitors: Monitors;
  readonly metadata: Metadata;
  readonly readMarks: ReadMarks;
  readonly whowas: Whowas;
  /** What was said. */
  readonly history: History;
  /** What each looked for last through the service. */
  readonly lastSearches = new WeakMap<Session, LastSearch>();
  readonly records: ChannelRecords;
  readonly logins: OperLogins;
  /** How often each command was used. */
  readonly commandCounts = new Map<string, number>();
  readonly startedAt: number;
  readonly lobby: Channel;
  readonly #idPrefix: string;
  readonly #randomBytes: (length: number) => Uint8Array<ArrayBuffer>;
  readonly #readMotd: () => readonly string[];
  #motd: readonly string[];
  #lastIdentity = 0;

  constructor(hubOptions: HubOptions) {
    const { options, clock, flusher, log, store } = hubOptions;
    const { idPrefix, idsAfter, randomBytes, readMotd } = hubOptions;
    this.options = options;
    this.clock = clock;
    this.flusher = flusher;
    this.fairness = new Fairness(clock);
    this.log = log;
    this.#idPrefix = idPrefix;
    this.#motd = options.motd;
    this.#randomBytes = randomBytes;
    this.#readMotd = readMotd;
    this.holds = new Holds(this);
    this.history = new History({ store, flusher, log, idPrefix, idsAfter });
    this.readMarks = new ReadMarks(this.history);
    this.monitors = new Monitors(this);
    this.metadata = new Metadata(this);
    this.whowas = new Whowas(clock);
    this.logins = new OperLogins(options.opers);
    this.startedAt = clock.now();
    this.records = new ChannelRecords(this);
    this.registry = new Registry({
      flusher,
      keeper: this.records,
      reserved: [options.network, options.serverName, SERVICE_NICK],
    });
    const { monitors, registry } = this;
    this.news = new News({ flusher, monitors, registry });
    this.lobby = registry.openChannel(LOBBY, {
      createdAt: this.startedAt,
      isKept: true,
    });
    this.records.restore();
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
    parts: Omit<OutgoingParts, "time" | "source"> = {},
  ): Outgoing {
    const { tags = NO_TAGS } = parts;
    return createOutgoing(command, params, {
      ...parts,
      time: this.clock.now(),
      source: session.source,
      tags: session.modes.has("B") ? new Map([["bot", ""], ...tags]) : tags,
    });
  }

  /** As `History.nextMessageId`. */
  nextMessageId(): string {
    return this.history.nextMessageId();
  }

  /** Makes an identity: no other session ever has it, of whatever start. */
  nextIdentity(): string {
    return `${this.#idPrefix}.${(++this.#lastIdentity).toString(36)}`;
  }

  /** Makes a secret by which somebody is known again. */
  createSecret(): string {
    const bytes = this.#randomBytes(SECRET_BYTES);
    return Buffer.from(bytes).toString("base64url");
  }

  /** Counts a session in, under the nick that it has. */
  register(session: Session): void {
    this.registry.claim(session.nick!, session);
    session.state = "registered";
    this.census.countIn(session);
    this.monitors.tellOnline(session);
    this.metadata.tellOnline(session);
    this.note(`${describe(session)} came`);
  }

  /** Gives a registered session another nick, and tells who is to know. */
  rename(session: Session, nick: string, replies: Replies): void {
    const { target } = session;
    const msgid = this.nextMessageId();
    const change = this.createFrom(session, "NICK", [nick], { msgid });
    const isOther = foldName(nick) !== foldName(target);
    if (isOther) this.whowas.note(session);
    this.registry.claim(nick, session);
    this.noteInChannels(session, change);
    replies.add(change);
    this.news.tellPeers(session, change);
    if (!isOther) return;
    this.monitors.tellOffline(target);
    this.monitors.tellOnline(session);
    this.metadata.tellOnline(session);
  }

  /** Takes note of what concerns all channels that somebody is in. */
  noteInChannels(session: Session, message: Outgoing): void {
    for (const channel of session.channels) {
      this.history.noteEvent(channel, message, session.identity);
    }
  }

  /** Tells the log what the console shows, where there is one. */
  note(text: string): void {
    this.log(this.options.hasConsole ? "debug" : "info", text);
  }

  /**
   * Ends a session: the others learn why, it gets its last words, its
   * connection closes. Does nothing for one that is gone.
   */
  end(session: Session, reason: string): void {
    endSession(this, session, { reason, isTold: true });
  }

  /** Ends many sessions at once: as all leave, nobody is told of the others. */
  endAll(sessions: Iterable<Session>, reason: string): void {
    this.records.freeze();
    for (const session of sessions) {
      endSession(this, session, { reason, isTold: false });
    }
  }
}
