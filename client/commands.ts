import {
  COMMAND_GROUPS,
  type CommandContext,
  type CommandRow,
  findRow,
  synopsis,
} from "./command_row.ts";
import { needPlace, oneLine, splitWord, splitWords } from "./command_words.ts";
import { CHANNEL_COMMANDS } from "./commands_channels.ts";
import { MODERATION_COMMANDS } from "./commands_moderation.ts";
import { PAST_COMMANDS } from "./commands_past.ts";
import { PEOPLE_COMMANDS } from "./commands_people.ts";
import { SCREEN_COMMANDS } from "./commands_screen.ts";
import { SERVER_COMMANDS } from "./commands_server.ts";
import { SETTINGS_COMMANDS } from "./commands_settings.ts";
import { TALK_COMMANDS } from "./commands_talk.ts";
import { expandAlias } from "./expand_alias.ts";
import { nearest } from "./nearest.ts";

const HELP_COMMAND: CommandRow = {
  name: "help",
  aliases: ["h", "?"],
  group: "screen",
  params: "[command]",
  help: "what can be typed",
  completes: "command",
  run: runHelp,
};

/** What can be typed; the help and the completion are made of it. */
export const COMMANDS: readonly CommandRow[] = [
  ...TALK_COMMANDS,
  ...CHANNEL_COMMANDS,
  ...PEOPLE_COMMANDS,
  ...PAST_COMMANDS,
  HELP_COMMAND,
  ...SCREEN_COMMANDS,
  ...SETTINGS_COMMANDS,
  ...SERVER_COMMANDS,
  ...MODERATION_COMMANDS,
];

/**
 * Does what a typed line asks for: a command if it starts with `/`, else a
 * message to the place that is shown. `//x` says `/x`.
 *
 * @throws {RangeError} If it cannot be done; its message is for the person.
 */
export function runInput(text: string, context: CommandContext): void {
  run(text, context, (word) => findAlias(word, context));
}

/** @param find Gives what an own command stands for. */
function run(
  text: string,
  context: CommandContext,
  find: (word: string) => string | undefined,
): void {
  if (text.trim() === "") return;
  if (!text.startsWith("/") || text.startsWith("//")) {
    const said = text.startsWith("//") ? text.slice(1) : text;
    context.say(needPlace(context), said);
    return;
  }
  const [word, rest] = splitWord(text.slice(1));
  const alias = find(word);
  // What an alias stands for holds no further ones: none can run for ever.
  if (alias !== undefined) {
    run(expandAlias(alias, rest), context, () => undefined);
  } else runCommand(word, rest, context);
}

function runCommand(
  word: string,
  rest: string,
  context: CommandContext,
): void {
  const command = needCommand(word, context);
  const trimmed = rest.trimEnd();
  const text = command.hasLines ? trimmed : oneLine(trimmed);
  if (splitWords(text).length < (command.minWords ?? 0)) {
    throw new RangeError(
      `Cannot run /${command.name} as something is missing: ` +
        synopsis(command),
    );
  }
  command.run(context, text);
}

function findAlias(word: string, context: CommandContext): string | undefined {
  const { aliases } = context.settings.now;
  const name = word.toLowerCase();
  return Object.hasOwn(aliases, name) ? aliases[name] : undefined;
}

function needCommand(word: string, context: CommandContext): CommandRow {
  const found = findRow(COMMANDS, word);
  if (found) return found;
  const near = nearest(word.toLowerCase(), [
    ...COMMANDS.flatMap((row) => [row.name, ...row.aliases]),
    ...Object.keys(context.settings.now.aliases),
  ]);
  throw new RangeError(
    `Cannot run /${word} as there is no such command: ` +
      (near === undefined ? "" : `did you mean /${near}? `) +
      "/help lists them, and //text says /text",
  );
}

function runHelp(context: CommandContext, rest: string): void {
  const word = rest.replace(/^\//, "").toLowerCase();
  const groups = COMMAND_GROUPS.filter((group) =>
    word === "" ? group !== "moderation" || context.isOperator : group === word
  );
  if (groups.length === 0) {
    const alias = findAlias(word, context);
    if (alias === undefined) showRows([needCommand(word, context)], context);
    else context.show(`/${word} is your own: ${alias}`);
    return;
  }
  for (const group of groups) {
    context.show(`── ${group} ──`);
    showRows(COMMANDS.filter((row) => row.group === group), context);
  }
  if (word === "" && !context.isOperator) {
    context.show("── /help moderation: what operators of a channel can do ──");
  }
}

function showRows(
  rows: readonly CommandRow[],
  context: CommandContext,
): void {
  const width = Math.max(...rows.map((row) => synopsis(row).length));
  for (const row of rows) {
    const aliases = row.aliases.map((alias) => `/${alias}`).join(" ");
    context.show(
      `${synopsis(row).padEnd(width)}  ${row.help}` +
        (aliases === "" ? "" : ` (also ${aliases})`),
    );
  }
}
