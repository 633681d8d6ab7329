import { byteLength, MAX_USER_BYTES } from "../protocol/limits.ts";
import { foldName } from "../protocol/names.ts";
import { type FormerNick, noteFormerNick } from "./own_nicks.ts";

/** Somebody in a channel. */
export interface Member {
  readonly nick: string;
  /** The marks of their roles, highest first, such as `@`; mostly empty. */
  readonly prefix: string;
  /** As far as the server tells. */
  readonly isAway: boolean;
}

/** A channel that we are in. */
export interface ChannelState {
  /** As the server spells it. */
  readonly name: string;
  topic: string;
  /** Folded nick to member. */
  readonly members: Map<string, Member>;
}

/** What we know of the server we are on. */
export interface ChatState {
  nick: string;
  /** Those that we had before, oldest first. */
  formerNicks: readonly FormerNick[];
  /** Our own `nick!user@host`, once the server has shown it. */
  source?: string | undefined;
  /** The server's name on the wire. */
  serverName: string;
  /** The server's name as people see it; ISUPPORT `NETWORK`, once it came. */
  network: string;
  /** Folded name to channel. */
  readonly channels: Map<string, ChannelState>;
  /** Folded name to the names of an answer that is not complete. */
  readonly names: Map<string, string[]>;
  /** Letters of the modes that are roles, highest first, to their marks. */
  prefixes: ReadonlyMap<string, string>;
  /** ISUPPORT `CHANMODES`: the letters of its four kinds. */
  channelModes: readonly string[];
  /** Folded name of a channel to the key that let us in. */
  readonly keys: Map<string, string>;
  /** Messages that one CHATHISTORY may bring; 0: any number. */
  historyLimit: number;
  /** What a CHATHISTORY may refer to; ISUPPORT `MSGREFTYPES`. */
  historyRefs: readonly string[];
  /** The secret by which the server knows us when we come back. (chat/resume) */
  resumeToken?: string | undefined;
  /** Whether the message of the day that greets has passed. */
  isGreeted: boolean;
  /** Whether the server has marked us as away. */
  isAway: boolean;
  /** Folded names of channels whose WHO the person did not ask for. */
  readonly whoAsked: Set<string>;
  /** Numerics of lists of which an answer has brought an entry so far. */
  readonly listed: Set<string>;
}

/** Roles and modes of servers that do not tell theirs. (RFC 2812, 4) */
const DEFAULT_PREFIXES: ReadonlyMap<string, string> = new Map([
  ["q", "~"],
  ["a", "&"],
  ["o", "@"],
  ["h", "%"],
  ["v", "+"],
]);

const DEFAULT_CHANNEL_MODES: readonly string[] = ["beI", "k", "l", "imnpst"];

const DEFAULT_HISTORY_REFS: readonly string[] = ["timestamp", "msgid"];

/** The state right after registration. */
export function createState(nick: string, serverName: string): ChatState {
  return {
    nick,
    formerNicks: [],
    serverName,
    network: serverName,
    channels: new Map(),
    names: new Map(),
    prefixes: DEFAULT_PREFIXES,
    channelModes: DEFAULT_CHANNEL_MODES,
    keys: new Map(),
    historyLimit: 0,
    historyRefs: DEFAULT_HISTORY_REFS,
    isGreeted: false,
    isAway: false,
    whoAsked: new Set(),
    listed: new Set(),
  };
}

/**
 * Goes on with a state in a new connection: the channels stay.
 *
 * @param now ms since 1970.
 */
export function renewState(
  state: ChatState,
  { nick, serverName, now }: {
    readonly nick: string;
    readonly serverName: string;
    readonly now: number;
  },
): ChatState {
  takeNick(state, nick, now);
  state.source = undefined;
  state.serverName = serverName;
  state.names.clear();
  state.isGreeted = false;
  state.whoAsked.clear();
  state.listed.clear();
  return state;
}

/** Notes that we are called otherwise from now on, a time in ms since 1970. */
export function takeNick(state: ChatState, nick: string, now: number): void {
  if (!isOwnNick(state, nick)) state.formerNicks = noteFormerNick(state, now);
  state.nick = nick;
}

/** Somebody who has just entered a channel. */
export function createMember(nick: string): Member {
  return { nick, prefix: "", isAway: false };
}

/** Whether a nick is our own. */
export function isOwnNick(state: ChatState, nick: string): boolean {
  return foldName(nick) === foldName(state.nick);
}

/** The longest host that a server may show in a source. (RFC 1034, 3.1) */
const MAX_HOST_BYTES = 63;

/**
 * Bytes of our own source as others see it; the most it can be until the server
 * has shown it.
 */
export function sourceBytes({ nick, source }: ChatState): number {
  if (source !== undefined) return byteLength(source);
  return byteLength(`${nick}!@`) + MAX_USER_BYTES + MAX_HOST_BYTES;
}
