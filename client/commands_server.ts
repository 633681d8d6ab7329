import { ProtocolError } from "../protocol/errors.ts";
import { parseMessage } from "../protocol/message.ts";
import type { CommandContext, CommandRow } from "./command_row.ts";
import { splitWord } from "./command_words.ts";

/** Commands about the server. */
export const SERVER_COMMANDS: readonly CommandRow[] = [
  {
    name: "ping",
    aliases: ["lag"],
    group: "server",
    params: "",
    help: "how long the server takes to answer",
    run: (context) => context.ping(),
  },
  {
    name: "motd",
    aliases: [],
    group: "server",
    params: "",
    help: "the message of the day",
    run: (context) => context.send("MOTD"),
  },
  {
    name: "announce",
    aliases: [],
    group: "server",
    params: "text",
    help: "tell those with /raw MODE you +w, as an operator of the server",
    minWords: 1,
    run: (context, rest) => context.send("WALLOPS", rest),
  },
  {
    name: "oper",
    aliases: [],
    group: "server",
    params: "name [password]",
    help: "become an operator of the server; the password is asked for",
    minWords: 1,
    run: runOper,
  },
  {
    name: "raw",
    aliases: ["quote"],
    group: "server",
    params: "line",
    help: "send a line of IRC as it is",
    minWords: 1,
    run(context, rest) {
      const { command, params } = parseRaw(rest);
      context.send(command, ...params);
    },
  },
];

function runOper(context: CommandContext, rest: string): void {
  const [name, password] = splitWord(rest);
  if (password !== "") return context.send("OPER", name, password);
  context.askSecret(
    `Password of the operator ${name}`,
    (answer) => context.send("OPER", name, answer),
  );
}

function parseRaw(line: string): { command: string; params: string[] } {
  try {
    const { command, params } = parseMessage(line);
    return { command, params: [...params] };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw new RangeError(`Cannot send "${line}" as it is no line of IRC`);
  }
}
