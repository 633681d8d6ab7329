import { toChannelName } from "./channel_name.ts";
import type { CommandContext, CommandRow } from "./command_row.ts";
import {
  needChannel,
  splitWord,
  splitWords,
  toTarget,
} from "./command_words.ts";

/** Modes that one line may change: what all servers take. */
const MODES_PER_LINE = 4;

/** Commands that keep order in a channel. */
export const MODERATION_COMMANDS: readonly CommandRow[] = [
  {
    name: "kick",
    aliases: [],
    group: "moderation",
    params: "nick [text]",
    help: "put somebody out of the channel",
    minWords: 1,
    completes: "nick",
    run(context, rest) {
      const [nick, text] = splitWord(rest);
      const reason = text === "" ? [] : [text];
      context.send("KICK", needChannel(context), toTarget(nick), ...reason);
    },
  },
  {
    name: "ban",
    aliases: [],
    group: "moderation",
    params: "nick|mask",
    help: "keep somebody out: a nick, or a mask such as *!*@host",
    minWords: 1,
    completes: "nick",
    run: (context, rest) => changeModes(context, "+b", rest, toMask),
  },
  {
    name: "unban",
    aliases: [],
    group: "moderation",
    params: "nick|mask",
    help: "let somebody in again",
    minWords: 1,
    completes: "nick",
    run: (context, rest) => changeModes(context, "-b", rest, toMask),
  },
  {
    name: "bans",
    aliases: [],
    group: "moderation",
    params: "",
    help: "who is kept out",
    run: (context) => context.send("MODE", needChannel(context), "+b"),
  },
  roleRow("op", "+o", "make somebody an operator of the channel"),
  roleRow("deop", "-o", "take that back"),
  roleRow("voice", "+v", "let somebody speak in a moderated channel"),
  roleRow("devoice", "-v", "take that back"),
  {
    name: "mode",
    aliases: [],
    group: "moderation",
    params: "[#channel] [changes]",
    help: "read or set the modes of the channel: /mode +m",
    run(context, rest) {
      const words = splitWords(rest);
      const isNamed = words[0]?.startsWith("#") ?? false;
      const channel = isNamed
        ? toChannelName(words.shift() ?? "")
        : needChannel(context);
      context.send("MODE", channel, ...words);
    },
  },
];

function roleRow(name: string, change: string, help: string): CommandRow {
  return {
    name,
    aliases: [],
    group: "moderation",
    params: "nick [nick]",
    help,
    minWords: 1,
    completes: "nick",
    run: (context, rest) => changeModes(context, change, rest, toTarget),
  };
}

/** @param change `+` or `-` and one letter, which takes a parameter. */
function changeModes(
  context: CommandContext,
  change: string,
  rest: string,
  toParam: (word: string) => string,
): void {
  const channel = needChannel(context);
  const params = splitWords(rest).map(toParam);
  const [sign = "", letter = ""] = change;
  while (params.length > 0) {
    const some = params.splice(0, MODES_PER_LINE);
    const letters = letter.repeat(some.length);
    context.send("MODE", channel, `${sign}${letters}`, ...some);
  }
}

/** A mask of a nick; what is more than a nick is one already. */
function toMask(word: string): string {
  return /[!@*?:$]/.test(word) ? word : `${word}!*@*`;
}
