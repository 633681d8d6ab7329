import type { CommandContext, CommandRow } from "./command_row.ts";
import { splitWord } from "./command_words.ts";
import {
  findSettingRow,
  formatSetting,
  MAX_ENTRIES,
  parseSetting,
  SETTING_ROWS,
} from "./settings.ts";

/** Commands that change what is kept for the next time. */
export const SETTINGS_COMMANDS: readonly CommandRow[] = [
  {
    name: "set",
    aliases: [],
    group: "settings",
    params: "[key [value]]",
    help: "your settings, which are kept",
    completes: "setting",
    run: runSet,
  },
  {
    name: "theme",
    aliases: [],
    group: "settings",
    params: "[name]",
    help: "colours of the names: auto, dark, light, mono",
    completes: "theme",
    run: (context, rest) => runSet(context, `theme ${rest}`),
  },
  {
    name: "notify",
    aliases: [],
    group: "settings",
    params: "[all|mention|off]",
    help: "what alerts you while you look elsewhere",
    completes: "level",
    run: (context, rest) => runSet(context, `notify ${rest}`),
  },
  {
    name: "quiet",
    aliases: [],
    group: "settings",
    params: "",
    help: "no joins and parts, or again",
    run: (context) =>
      runSet(context, `quiet ${context.settings.now.quiet ? "off" : "on"}`),
  },
  {
    name: "alias",
    aliases: [],
    group: "settings",
    params: "[[-]name [text]]",
    help: "a command of your own: /alias hi /me says hi; -name drops it",
    completes: "alias",
    hasLines: true,
    run: runAlias,
  },
];

/** Characters that an own command may stand for. */
const MAX_ALIAS_CHARACTERS = 1_000;

function runSet(context: CommandContext, rest: string): void {
  const [key, value] = splitWord(rest);
  const { settings } = context;
  if (key === "") {
    for (const row of SETTING_ROWS) showSetting(context, row.key);
    return;
  }
  if (value !== "") settings.update(parseSetting(key, value.trim()));
  showSetting(context, findSettingRow(key).key);
}

function showSetting(
  context: CommandContext,
  key: (typeof SETTING_ROWS)[number]["key"],
): void {
  const { values, help } = findSettingRow(key);
  const value = formatSetting(context.settings.now, key);
  context.show(`${key} = ${value}  ${help} (${values.join(", ")})`);
}

function runAlias(context: CommandContext, rest: string): void {
  const [word, text] = splitWord(rest);
  const { aliases } = context.settings.now;
  const name = word.replace(/^-?\/?/, "").toLowerCase();
  if (word === "") {
    const lines = Object.entries(aliases)
      .map(([name, text]) => `/${name} is ${text}`);
    for (const line of lines) context.show(line);
    if (lines.length === 0) {
      context.show("You have no commands of your own: /alias hi /me says hi");
    }
  } else if (word.startsWith("-")) {
    needAlias(aliases, name);
    const { [name]: _, ...others } = aliases;
    context.settings.update({ aliases: others });
    context.show(`/${name} is gone`);
  } else if (text === "") {
    context.show(`/${name} is ${needAlias(aliases, name)}`);
  } else {
    checkAlias(name, text, Object.keys(aliases).length);
    context.settings.update({ aliases: { ...aliases, [name]: text } });
    context.show(`/${name} is ${text}`);
  }
}

function needAlias(
  aliases: Readonly<Record<string, string>>,
  name: string,
): string {
  const text = Object.hasOwn(aliases, name) ? aliases[name] : undefined;
  if (text !== undefined) return text;
  throw new RangeError(
    `Cannot find /${name} as you have no such command of your own`,
  );
}

function checkAlias(name: string, text: string, count: number): void {
  const refuse = (reason: string) =>
    new RangeError(`Cannot make /${name} as ${reason}`);
  if (!/^[\p{L}\p{N}_-]{1,32}$/u.test(name) || name === "__proto__") {
    throw refuse("its name is 1 to 32 letters and digits");
  }
  // Who could take it back then?
  if (name === "alias") throw refuse("it would hide /alias itself");
  if (text.length > MAX_ALIAS_CHARACTERS) {
    throw refuse(`it is longer than ${MAX_ALIAS_CHARACTERS} characters`);
  }
  if (count >= MAX_ENTRIES) throw refuse("you have too many");
}
