import { isChannelTarget } from "../protocol/names.ts";
import { toChannelName } from "./channel_name.ts";
import { nearest } from "./nearest.ts";
import { checkName } from "./options.ts";
import type { SayKind } from "./outgoing.ts";

/** What commands may do. */
export interface CommandContext {
  /** The channel that plain text goes to; missing: we are in none. */
  readonly current: string | undefined;
  /** Shows a line to the person alone. */
  show(text: string): void;
  /** Sends a command to the server. */
  send(command: string, ...params: string[]): void;
  /** Says a text in a channel or to a person. */
  say(target: string, text: string, kind?: SayKind): void;
  /** Enters a channel, or switches to it if we are in it. */
  enter(channel: string, key?: string): void;
  /** Takes leave of the server. */
  quit(text: string): void;
}

/** One command of the person. */
export interface CommandRow {
  readonly name: string;
  readonly aliases: readonly string[];
  /** As shown in the help: `[...]` may be left out. */
  readonly params: string;
  readonly help: string;
  /** Whether line breaks may stand in the text; else they become spaces. */
  readonly hasLines?: boolean;
  /** @throws {RangeError} For wrong usage; its message says what is wrong. */
  run(context: CommandContext, rest: string): void;
}

/** What can be typed, in the order of the help. */
export const COMMANDS: readonly CommandRow[] = [
  {
    name: "help",
    aliases: ["h", "?"],
    params: "[command]",
    help: "what can be typed",
    run: runHelp,
  },
  {
    name: "msg",
    aliases: ["m", "dm"],
    params: "nick text",
    help: "say something to one person",
    hasLines: true,
    run(context, rest) {
      const [target, text] = splitWord(rest);
      if (target === "" || text === "") throw usage("msg");
      context.say(toTarget(target), text);
    },
  },
  {
    name: "me",
    aliases: [],
    params: "text",
    help: "say what you do: * you text",
    hasLines: true,
    run(context, rest) {
      if (rest === "") throw usage("me");
      context.say(needChannel(context), rest, "action");
    },
  },
  {
    name: "names",
    aliases: ["n", "users"],
    params: "[#channel]",
    help: "who is here",
    run(context, rest) {
      const channel = rest === "" ? needChannel(context) : toChannelName(rest);
      context.send("NAMES", channel);
    },
  },
  {
    name: "join",
    aliases: ["j"],
    params: "#channel [key]",
    help: "enter a channel, or switch to it",
    run(context, rest) {
      const [channel, key] = splitWord(rest);
      if (channel === "") throw usage("join");
      if (key.includes(" ")) throw usage("join", "a key is one word");
      context.enter(toChannelName(channel), key === "" ? undefined : key);
    },
  },
  {
    name: "part",
    aliases: ["leave", "close"],
    params: "[#channel] [text]",
    help: "leave this channel or another",
    run(context, rest) {
      const [word, others] = splitWord(rest);
      const isNamed = isChannelTarget(word);
      const channel = isNamed ? toChannelName(word) : needChannel(context);
      const text = isNamed ? others : rest;
      context.send("PART", channel, ...(text === "" ? [] : [text]));
    },
  },
  {
    name: "topic",
    aliases: [],
    params: "[text]",
    help: "read or set what the channel is about",
    run(context, rest) {
      const channel = needChannel(context);
      context.send("TOPIC", channel, ...(rest === "" ? [] : [rest]));
    },
  },
  {
    name: "list",
    aliases: ["rooms"],
    params: "",
    help: "the channels of this server",
    run: (context) => context.send("LIST"),
  },
  {
    name: "nick",
    aliases: [],
    params: "name",
    help: "change your name",
    run(context, rest) {
      if (rest === "") throw usage("nick");
      checkName(rest);
      context.send("NICK", rest);
    },
  },
  {
    name: "quit",
    aliases: ["exit", "bye"],
    params: "[text]",
    help: "leave (Ctrl-D and Ctrl-C do as well)",
    run: (context, rest) => context.quit(rest),
  },
];

/**
 * Does what a typed line asks for: a command if it starts with `/`, else a
 * message to the current channel. `//x` says `/x`.
 *
 * @throws {RangeError} If it cannot be done; its message is for the person.
 */
export function runInput(text: string, context: CommandContext): void {
  if (text.trim() === "") return;
  if (!text.startsWith("/") || text.startsWith("//")) {
    const said = text.startsWith("//") ? text.slice(1) : text;
    context.say(needChannel(context), said);
    return;
  }
  const [word, rest] = splitWord(text.slice(1));
  const command = findCommand(word);
  const trimmed = rest.trimEnd();
  command.run(context, command.hasLines ? trimmed : oneLine(trimmed));
}

function runHelp(context: CommandContext, rest: string): void {
  const word = rest.replace(/^\//, "");
  const rows = word === "" ? COMMANDS : [findCommand(word)];
  const width = Math.max(...rows.map((row) => synopsis(row).length));
  for (const row of rows) {
    const aliases = row.aliases.map((alias) => `/${alias}`).join(" ");
    context.show(
      `${synopsis(row).padEnd(width)}  ${row.help}` +
        (aliases === "" ? "" : ` (also ${aliases})`),
    );
  }
}

function findCommand(word: string): CommandRow {
  const name = word.toLowerCase();
  const found = COMMANDS.find((row) =>
    row.name === name || row.aliases.includes(name)
  );
  if (found) return found;
  const near = nearest(
    name,
    COMMANDS.flatMap((row) => [row.name, ...row.aliases]),
  );
  throw new RangeError(
    `Cannot run /${word} as there is no such command: ` +
      (near === undefined ? "" : `did you mean /${near}? `) +
      "/help lists them, and //text says /text",
  );
}

function usage(name: string, reason = "something is missing"): RangeError {
  const how = synopsis(findCommand(name));
  return new RangeError(`Cannot run /${name} as ${reason}: ${how}`);
}

function synopsis({ name, params }: CommandRow): string {
  return params === "" ? `/${name}` : `/${name} ${params}`;
}

function needChannel({ current }: CommandContext): string {
  if (current !== undefined) return current;
  throw new RangeError(
    "Cannot do that as you are in no channel: /join one, such as /join #lobby",
  );
}

/** Checks what a message is to be said to; the server does the rest. */
function toTarget(word: string): string {
  if (!/^[^\s:,\p{C}][^\s,\p{C}]*$/u.test(word)) {
    throw new RangeError(`Cannot say anything to "${word}" as it is no nick`);
  }
  return word;
}

function splitWord(text: string): [word: string, rest: string] {
  const match = /^\s*(\S*)\s*([^]*)$/.exec(text);
  return [match?.[1] ?? "", match?.[2] ?? ""];
}

/** For what the protocol has one line for. */
function oneLine(text: string): string {
  return text.replace(/\s*[\r\n\0]\s*/g, " ");
}
