import type { EventBase, TargetedEvent } from "./event_base.ts";
import type { EditEvent, GapEvent, ReadMarkEvent } from "./history_events.ts";

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
  /** The `id` of the message that it answers. */
  readonly replyTo?: string;
  /** Whether the server says that a program said it. (IRCv3 bot-mode) */
  readonly bot?: true;
  /** Whether the text is not the first that it had. (chat/edit) */
  readonly edited?: true;
  readonly own: boolean;
}

/** Somebody entered a channel. */
export interface JoinEvent extends EventBase {
  readonly type: "join";
  readonly from: string;
  readonly channel: string;
  readonly own: boolean;
  /** Whether we are back in it after the connection was lost. */
  readonly again?: true;
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
  /** The command that a `FAIL` refuses. */
  readonly command?: string;
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

/** Somebody types, or has ceased to. Never our own. (IRCv3 typing) */
export interface TypingEvent extends TargetedEvent {
  readonly type: "typing";
  readonly state: "active" | "done" | "paused";
}

/** Somebody reacts to a message, or takes that back. (IRCv3 react, reply) */
export interface ReactEvent extends TargetedEvent {
  readonly type: "react";
  /** Mostly an emoji. */
  readonly text: string;
  /** The `id` of the message. */
  readonly target: string;
  readonly removed: boolean;
}

/** A message is taken back. (IRCv3 message-redaction) */
export interface RedactEvent extends TargetedEvent {
  readonly type: "redact";
  /** The `id` of the message. */
  readonly id: string;
  /** Why; mostly empty. */
  readonly text: string;
}

/** A channel goes by another name. (IRCv3 channel-rename) */
export interface RenameEvent extends EventBase {
  readonly type: "rename";
  readonly from: string;
  /** What it was called. */
  readonly channel: string;
  /** What it is called. */
  readonly name: string;
  /** Why; mostly empty. */
  readonly text: string;
}

/** Somebody goes away or is back. (IRCv3 away-notify) */
export interface AwayEvent extends EventBase {
  readonly type: "away";
  readonly from: string;
  /** Missing: back. */
  readonly text?: string;
}

/** Somebody changes their real name. (IRCv3 setname) */
export interface SetnameEvent extends EventBase {
  readonly type: "setname";
  readonly from: string;
  readonly text: string;
  readonly own: boolean;
}

/** Modes of a channel are changed. */
export interface ModeEvent extends EventBase {
  readonly type: "mode";
  readonly from: string;
  readonly channel: string;
  /** The changes, such as `+o bob`. */
  readonly text: string;
}

/** The connection was lost; it is being tried again. */
export interface DisconnectedEvent extends EventBase {
  readonly type: "disconnected";
  readonly reason: string;
}

/** The connection is back, and the channels are about to be. */
export interface ReconnectedEvent extends EventBase {
  readonly type: "reconnected";
  /** Our nick now. */
  readonly nick: string;
  /** Whether that is another than the one we want. */
  readonly renamed?: true;
  /** When the connection was lost, by our clock: ms since 1970. */
  readonly lostAt: number;
}

/** The server has answered a PING that was sent to measure how long it takes. */
export interface PongEvent extends EventBase {
  readonly type: "pong";
  readonly token: string;
}

/** Something that happened in the chat. Texts are as they came: not sanitised. */
export type ChatEvent =
  | AwayEvent
  | DisconnectedEvent
  | EditEvent
  | ErrorEvent
  | GapEvent
  | InfoEvent
  | InviteEvent
  | JoinEvent
  | KickEvent
  | ListEvent
  | ModeEvent
  | NamesEvent
  | NickEvent
  | PartEvent
  | PongEvent
  | QuitEvent
  | ReactEvent
  | ReadMarkEvent
  | ReconnectedEvent
  | RedactEvent
  | RefusedEvent
  | RenameEvent
  | SaidEvent
  | SetnameEvent
  | TopicEvent
  | TypingEvent;
