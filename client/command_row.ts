import type { CommandPast } from "./command_past.ts";
import type { SayKind } from "./outgoing.ts";
import type { SettingsControl } from "./settings_control.ts";
import type { RecentMessage } from "./recent_message.ts";

/** What commands may do. */
export interface CommandContext {
  /** Where plain text goes: a channel or a nick; missing: nowhere. */
  readonly current: string | undefined;
  /** Our own nick. */
  readonly nick: string;
  /** Whether we may keep order in the channel that is shown. */
  readonly isOperator: boolean;
  /** What the person has chosen, to read and to change. */
  readonly settings: SettingsControl;
  /** What only changes what is seen here. */
  readonly view: CommandView;
  /** What was said earlier. */
  readonly past: CommandPast;
  /** Shows a line to the person alone. */
  show(text: string): void;
  /** Sends a command to the server. */
  send(command: string, ...params: string[]): void;
  /** Says a text in a channel or to a person. */
  say(target: string, text: string, options?: SpeechOptions): void;
  /** Sends a reaction to a message of the buffer that is shown. */
  react(message: RecentMessage, reaction: string): void;
  /** Enters a channel, or switches to it if we are in it. */
  enter(channel: string, key?: string): void;
  /** Leaves a channel, or closes the buffer of a person. */
  leave(target: string, text: string): void;
  /** Measures how long the server takes to answer. */
  ping(): void;
  /**
   * Asks for something that nobody should see.
   *
   * @param use Called with the answer, unless there is none.
   */
  askSecret(question: string, use: (answer: string) => void): void;
  /** Takes leave of the server. */
  quit(text: string): void;
}

/** How a text is said. */
export interface SpeechOptions {
  /** Default: `message`. */
  readonly kind?: SayKind;
  /** The `id` of the message that it answers. */
  readonly replyTo?: string;
}

/** The buffers and the window, as commands see them. */
export interface CommandView {
  /** Opens the buffer of a person and shows it. */
  query(nick: string): void;
  /**
   * Shows another buffer.
   *
   * @param text Its number, its name, or the start of it.
   * @throws {RangeError} If there is none.
   */
  switchTo(text: string): void;
  /** Lists the buffers. */
  listBuffers(): void;
  /** Empties the window. */
  clear(): void;
  /** Opens the person's editor. */
  edit(): void;
  /** Has Enter begin another line, until Ctrl-D sends all of them. */
  paste(): void;
  /** Who wrote the last direct message to us. */
  readonly lastSender: string | undefined;
  /** The message so many back in the buffer that is shown, from 1. */
  back(count: number, who: "all" | "others" | "own"): RecentMessage | undefined;
  /** Says who we are, and where. */
  describeSelf(): string;
  /** What others can run to come here. */
  describeLink(): string;
}

/** The parts of the help, in its order. */
export const COMMAND_GROUPS = [
  "talk",
  "channels",
  "people",
  "history",
  "screen",
  "settings",
  "server",
  "moderation",
] as const;

/** One part of the help. */
export type CommandGroup = typeof COMMAND_GROUPS[number];

/** What the first word behind a command can be. */
export type Completes =
  | "alias"
  | "buffer"
  | "channel"
  | "command"
  | "filter"
  | "level"
  | "nick"
  | "setting"
  | "theme";

/** One command of the person. */
export interface CommandRow {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly group: CommandGroup;
  /** As shown in the help: `[...]` may be left out. */
  readonly params: string;
  readonly help: string;
  /** Words that have to stand behind it; default 0. */
  readonly minWords?: number;
  readonly completes?: Completes;
  /** Whether line breaks may stand in the text; else they become spaces. */
  readonly hasLines?: boolean;
  /** @throws {RangeError} For wrong usage; its message says what is wrong. */
  run(context: CommandContext, rest: string): void;
}

/** A command as the help shows it. */
export function synopsis(
  { name, params }: Pick<CommandRow, "name" | "params">,
): string {
  return params === "" ? `/${name}` : `/${name} ${params}`;
}

/** Finds a command by its name or a short one. */
export function findRow(
  rows: readonly CommandRow[],
  word: string,
): CommandRow | undefined {
  const name = word.toLowerCase();
  return rows.find((row) => row.name === name || row.aliases.includes(name));
}
