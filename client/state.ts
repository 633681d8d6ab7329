import { byteLength, MAX_USER_BYTES } from "../protocol/limits.ts";
import { foldName } from "../protocol/names.ts";

/** A channel that we are in. */
export interface ChannelState {
  /** As the server spells it. */
  readonly name: string;
  topic: string;
  /** Folded nick to nick. */
  readonly members: Map<string, string>;
}

/** What we know of the server we are on. */
export interface ChatState {
  nick: string;
  /** Our own `nick!user@host`, once the server has shown it. */
  source?: string;
  /** The server's name on the wire. */
  readonly serverName: string;
  /** The server's name as people see it; ISUPPORT `NETWORK`, once it came. */
  network: string;
  /** Folded name to channel. */
  readonly channels: Map<string, ChannelState>;
  /** Folded name to the names of an answer that is not complete. */
  readonly names: Map<string, string[]>;
}

/** The state right after registration. */
export function createState(nick: string, serverName: string): ChatState {
  return {
    nick,
    serverName,
    network: serverName,
    channels: new Map(),
    names: new Map(),
  };
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
