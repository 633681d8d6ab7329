/** What every event has. */
interface EventBase {
  /** When it happened, by the server's clock if it tells: ms since 1970. */
  readonly time: number;
}

/** Somebody said something. */
export interface SaidEvent extends EventBase {
  readonly type: "action" | "message" | "notice";
  readonly from: string;
  /** Missing: it was said to one person. */
  readonly channel?: string;
  /** Whom it was said to: the channel or a nick. */
  readonly to: string;
  /** May hold LF. */
  readonly text: string;
  readonly id?: string;
  readonly own: boolean;
}

/** Somebody entered a channel. */
export interface JoinEvent extends EventBase {
  readonly type: "join";
  readonly from: string;
  readonly channel: string;
  readonly own: boolean;
}

/** Somebody left a channel. */
export interface PartEvent extends EventBase {
  readonly type: "part";
  readonly from: string;
  readonly channel: string;
  readonly text: string;
  readonly own: boolean;
}

/** Somebody left the server. */
export interface QuitEvent extends EventBase {
  readonly type: "quit";
  readonly from: string;
  /** Where they were seen. */
  readonly channels: readonly string[];
  readonly text: string;
  readonly own: boolean;
}

/** Somebody was put out of a channel. */
export interface KickEvent extends EventBase {
  readonly type: "kick";
  readonly from: string;
  readonly channel: string;
  readonly nick: string;
  readonly text: string;
  /** Whether it was we who were put out. */
  readonly own: boolean;
}

/** Somebody is asked into a channel. */
export interface InviteEvent extends EventBase {
  readonly type: "invite";
  readonly from: string;
  readonly channel: string;
  readonly nick: string;
  /** Whether it is we who are asked. */
  readonly own: boolean;
}

/** Somebody goes by another nick. */
export interface NickEvent extends EventBase {
  readonly type: "nick";
  readonly from: string;
  readonly nick: string;
  readonly own: boolean;
}

/** A channel's topic was told, or set by `from`. */
export interface TopicEvent extends EventBase {
  readonly type: "topic";
  readonly from?: string;
  readonly channel: string;
  /** Empty: there is none. */
  readonly text: string;
}

/** Who is in a channel. */
export interface NamesEvent extends EventBase {
  readonly type: "names";
  readonly channel: string;
  /** With the prefixes of their roles. */
  readonly names: readonly string[];
}

/** One channel of the server's list. */
export interface ListEvent extends EventBase {
  readonly type: "list";
  readonly channel: string;
  readonly members: number;
  readonly text: string;
}

/** The server refused something. */
export interface ErrorEvent extends EventBase {
  readonly type: "error";
  /** The numeric or the code of a `FAIL`. */
  readonly code: string;
  /** What it is about: mostly a channel or a nick. */
  readonly subject?: string;
  readonly text: string;
}

/** The server has something to say. */
export interface InfoEvent extends EventBase {
  readonly type: "info";
  readonly text: string;
}

/** A message of our own was not delivered. */
export interface RefusedEvent extends EventBase {
  readonly type: "refused";
  readonly to: string;
  readonly text: string;
  readonly reason: string;
}

/** Something that happened in the chat. Texts are as they came: not sanitised. */
export type ChatEvent =
  | ErrorEvent
  | InfoEvent
  | InviteEvent
  | JoinEvent
  | KickEvent
  | ListEvent
  | NamesEvent
  | NickEvent
  | PartEvent
  | QuitEvent
  | RefusedEvent
  | SaidEvent
  | TopicEvent;
