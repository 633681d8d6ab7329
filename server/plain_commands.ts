import { createMessage } from "../protocol/message.ts";
import { isNick, toNick } from "../protocol/names.ts";
import { toVisible } from "../protocol/visible.ts";
import { dispatchCommand } from "./commands.ts";
import type { Context } from "./context.ts";
import { cutText } from "./params.ts";
import { answerService } from "./service.ts";
import { sayAction, sayText } from "./plain_say.ts";
import { findOwnChannel, tell } from "./tell.ts";

interface PlainCommand {
  readonly name: string;
  readonly params: string;
  readonly help: string;
  readonly run: (context: Context, rest: string) => void | Promise<void>;
}

const PLAIN_COMMANDS: readonly PlainCommand[] = [
  {
    name: "help",
    params: "",
    help: "this list",
    run(context) {
      for (const line of PLAIN_HELP) tell(context, line);
    },
  },
  {
    name: "join",
    params: "#channel [key]",
    help: "go to another channel",
    async run(context, rest) {
      const [channel = "", key = ""] = rest.split(/[ ,]+/);
      if (channel === "") return tell(context, "/join #channel [key]");
      const { session } = context;
      const before = [...session.channels];
      await send(
        context,
        "JOIN",
        channel.startsWith("#") ? channel : `#${channel}`,
        ...(key === "" ? [] : [key]),
      );
      if (session.channels.size === before.length) return;
      for (const { name } of before) await send(context, "PART", name);
    },
  },
  {
    name: "me",
    params: "text",
    help: "say what you do",
    run(context, rest) {
      if (rest.trim() === "") return tell(context, "/me text");
      const channel = findOwnChannel(context);
      return channel && sayAction(context, channel.name, rest);
    },
  },
  {
    name: "more",
    params: "",
    help: "older ones of what was found",
    run: (context) => answerService(context, "more"),
  },
  {
    name: "msg",
    params: "name text",
    help: "say something to one person",
    run(context, rest) {
      const space = rest.indexOf(" ");
      const name = space < 0 ? rest : rest.slice(0, space);
      const text = space < 0 ? "" : rest.slice(space + 1);
      if (name === "" || text === "") return tell(context, "/msg name text");
      return sayText(context, name, text);
    },
  },
  {
    name: "names",
    params: "",
    help: "who is here",
    run(context) {
      const channel = findOwnChannel(context);
      return channel && send(context, "NAMES", channel.name);
    },
  },
  {
    name: "nick",
    params: "name",
    help: "change your name",
    run(context, rest) {
      const nick = rest.trim().normalize("NFC");
      if (nick === "") return tell(context, "/nick name");
      if (isNick(nick)) return send(context, "NICK", nick);
      return tell(
        context,
        `That is no name, but ${toNick(nick)} would be one`,
      );
    },
  },
  {
    name: "quit",
    params: "[text]",
    help: "leave",
    run: (context, rest) => send(context, "QUIT", rest),
  },
  {
    name: "search",
    params: "words",
    help: "find what was said",
    run: (context, rest) => answerService(context, `search ${rest}`),
  },
];

/** What `/help` tells, line by line. */
export const PLAIN_HELP: readonly string[] = [
  ...PLAIN_COMMANDS.map(({ name, params, help }) =>
    `${`/${name} ${params}`.padEnd(21)} ${help}`
  ),
  `${"//text".padEnd(21)} say /text`,
];

/** Does what a line like `/nick bob` says. */
export function runPlainCommand(
  context: Context,
  line: string,
): void | Promise<void> {
  const [, name = "", rest = ""] = /^\/(\S*) ?(.*)$/s.exec(line)!;
  const command = PLAIN_COMMANDS.find((row) => row.name === name.toLowerCase());
  if (command !== undefined) return command.run(context, rest);
  return tell(
    context,
    `There is no /${toVisible(name)}: /help lists what there is`,
  );
}

/** Bytes of a parameter; leaves room for the rest of a line of IRC. */
const PARAM_BYTES = 350;

/** Does as if the peer had sent the command over IRC. */
function send(
  { hub, session }: Context,
  command: string,
  ...params: readonly string[]
): void | Promise<void> {
  const sendable = params.map((param) =>
    // deno-lint-ignore no-control-regex
    cutText(param.slice(0, PARAM_BYTES), PARAM_BYTES).replace(
      /[\0\r]/g,
      toVisible,
    )
  );
  return dispatchCommand(hub, session, createMessage(command, sendable));
}
