import { foldName } from "../protocol/names.ts";
import { Channel } from "./channel.ts";
import type { Flusher } from "./flusher.ts";
import { Lookalikes } from "./lookalikes.ts";
import type { Session } from "./session.ts";

/** Learns what becomes of channels, to keep it. */
export interface ChannelKeeper {
  /** Something changed that is kept over a restart. */
  readonly onChange: (channel: Channel) => void;
  /** It has another name. */
  readonly onRename: (channel: Channel) => void;
  /** Nobody is in it any more: gives whether it stays nevertheless. */
  readonly onEmpty: (channel: Channel) => boolean;
  /** It is no more. */
  readonly onEnd: (channel: Channel) => void;
}

/** What a registry is made of. */
export interface RegistryOptions {
  readonly flusher: Flusher;
  readonly keeper: ChannelKeeper;
  /** Names that nobody may take: the server's own. */
  readonly reserved: readonly string[];
}

/** Who and what is here: nicks and channels by their folded names. */
export class Registry {
  readonly #flusher: Flusher;
  readonly #keeper: ChannelKeeper;
  readonly #reserved: ReadonlySet<string>;
  readonly #sessions = new Map<string, Session>();
  readonly #channels = new Map<string, Channel>();
  /** The nicks of all sessions, and what is reserved. */
  readonly #lookalikes: Lookalikes;
  readonly #channelLookalikes = new Lookalikes();

  constructor({ flusher, keeper, reserved }: RegistryOptions) {
    this.#flusher = flusher;
    this.#keeper = keeper;
    this.#reserved = new Set(reserved.map(foldName));
    this.#lookalikes = new Lookalikes(reserved);
  }

  /** Whether a nick can be taken by a session: is free, or its own. */
  isFree(nick: string, session: Session): boolean {
    return this.nickRefusal(nick, session) === undefined;
  }

  /** Why a session cannot take a nick, for people; `undefined` if it can. */
  nickRefusal(nick: string, session: Session): string | undefined {
    const folded = foldName(nick);
    const owner = this.#sessions.get(folded);
    const isTaken = this.#reserved.has(folded) ||
      (owner !== undefined && owner !== session);
    if (isTaken) return "Nickname is already in use";
    const own = this.#owns(session) ? session.nick : undefined;
    const other = this.#lookalikes.find(nick, own);
    return other && `Nickname looks like ${other}, which is in use`;
  }

  /** Gives a nick to a session, in place of the one it had. */
  claim(nick: string, session: Session): void {
    this.release(session);
    this.#sessions.set(foldName(nick), session);
    this.#lookalikes.add(nick);
    session.rename({ nick });
  }

  /** Frees the nick of a session. */
  release(session: Session): void {
    if (!this.#owns(session)) return;
    this.#sessions.delete(foldName(session.nick!));
    this.#lookalikes.remove(session.nick!);
  }

  /** Whether a session has its nick: before it is let in, it only wishes for it. */
  #owns(session: Session): boolean {
    return session.nick !== undefined && this.session(session.nick) === session;
  }

  /** Finds a registered session by its nick. */
  session(nick: string): Session | undefined {
    return this.#sessions.get(foldName(nick));
  }

  /** All registered sessions. */
  sessions(): IterableIterator<Session> {
    return this.#sessions.values();
  }

  /** Finds a channel. */
  channel(name: string): Channel | undefined {
    return this.#channels.get(foldName(name));
  }

  /** All channels. */
  channels(): IterableIterator<Channel> {
    return this.#channels.values();
  }

  /** How many channels there are. */
  get channelCount(): number {
    return this.#channels.size;
  }

  /** The channel that another name looks like, if there is one. */
  channelLike(name: string): string | undefined {
    return this.#channelLookalikes.find(name, undefined);
  }

  /** Finds a channel or opens it. */
  openChannel(
    name: string,
    { createdAt, isKept = false }: {
      /** Milliseconds since 1970. */
      readonly createdAt: number;
      readonly isKept?: boolean;
    },
  ): Channel {
    const folded = foldName(name);
    const known = this.#channels.get(folded);
    if (known !== undefined) return known;
    const flusher = this.#flusher;
    const onChange = () => this.#keeper.onChange(channel);
    const channel: Channel = new Channel({
      name,
      flusher,
      createdAt,
      onChange,
      isKept,
    });
    this.#channels.set(folded, channel);
    this.#channelLookalikes.add(name);
    return channel;
  }

  /** Gives a channel another name, which no other one may have. */
  renameChannel(channel: Channel, name: string): void {
    this.#channels.delete(foldName(channel.name));
    this.#channelLookalikes.remove(channel.name);
    channel.name = name;
    this.#channels.set(foldName(name), channel);
    this.#channelLookalikes.add(name);
    this.#keeper.onRename(channel);
  }

  /** Forgets a channel that nobody is in. */
  closeIfEmpty(channel: Channel): void {
    if (channel.isOpen || this.#keeper.onEmpty(channel)) return;
    this.#channels.delete(foldName(channel.name));
    this.#channelLookalikes.remove(channel.name);
    for (const session of channel.invited) channel.uninvite(session);
    this.#keeper.onEnd(channel);
  }
}
