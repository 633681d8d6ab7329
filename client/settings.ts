import { foldName } from "../protocol/names.ts";

/** When to alert somebody who looks elsewhere. */
export const NOTIFY_LEVELS = ["all", "mention", "off"] as const;

/** How many messages of before one came are shown on entering a channel. */
export const EARLIER_COUNTS = ["0", "10", "20", "50", "100", "200"] as const;

/** `mention`: of what is meant for oneself, direct messages included. */
export type NotifyLevel = typeof NOTIFY_LEVELS[number];

/** The names of the themes, in the order in which they are offered. */
export const THEMES = ["auto", "dark", "light", "mono"] as const;

/** Which colours nicks have; `auto` is readable on dark and on light. */
export type Theme = typeof THEMES[number];

/** What a person has chosen for `chat join`. */
export interface Settings {
  /** Whether alerts ring the terminal's bell. */
  readonly bell: boolean;
  /** How many earlier messages are shown on entering a channel. */
  readonly earlier: typeof EARLIER_COUNTS[number];
  /** Whether alerts show a notification of the desktop. */
  readonly notification: boolean;
  readonly notify: NotifyLevel;
  /** Whether joins and parts are not shown. */
  readonly quiet: boolean;
  readonly theme: Theme;
  /** Whether others are told that one types. */
  readonly typing: boolean;
  /** Nicks whose messages are not shown. */
  readonly ignored: readonly string[];
  /** Channels and nicks that never alert, nor count as unread. */
  readonly muted: readonly string[];
  /** Name of an own command to what it stands for. */
  readonly aliases: Readonly<Record<string, string>>;
}

/** What holds until something else is chosen. */
export const DEFAULT_SETTINGS: Settings = {
  bell: true,
  earlier: "50",
  notification: false,
  notify: "mention",
  quiet: false,
  theme: "auto",
  typing: true,
  ignored: [],
  muted: [],
  aliases: {},
};

/** A setting that `/set` knows. */
export interface SettingRow {
  readonly key:
    | "bell"
    | "earlier"
    | "notification"
    | "notify"
    | "quiet"
    | "theme"
    | "typing";
  readonly values: readonly string[];
  readonly help: string;
}

const SWITCH = ["on", "off"] as const;

/** What `/set` knows, in the order in which it is listed. */
export const SETTING_ROWS: readonly SettingRow[] = [
  { key: "notify", values: NOTIFY_LEVELS, help: "what alerts you" },
  { key: "bell", values: SWITCH, help: "alerts ring the bell" },
  {
    key: "notification",
    values: SWITCH,
    help: "alerts show a notification of the desktop",
  },
  {
    key: "earlier",
    values: EARLIER_COUNTS,
    help: "how many earlier messages are shown on entering a channel",
  },
  { key: "quiet", values: SWITCH, help: "joins and parts are not shown" },
  { key: "theme", values: THEMES, help: "colours of the names" },
  { key: "typing", values: SWITCH, help: "others see that you type" },
];

/** Entries of one list: nicks, channels, own commands. */
export const MAX_ENTRIES = 500;

/** The value of a setting as a person writes it. */
export function formatSetting(
  settings: Settings,
  key: SettingRow["key"],
): string {
  const value = settings[key];
  return typeof value === "boolean" ? (value ? "on" : "off") : value;
}

/**
 * Reads the value of a setting that a person writes.
 *
 * @returns What changes.
 * @throws {RangeError} If there is no such setting or value.
 */
export function parseSetting(key: string, value: string): Partial<Settings> {
  const row = findSettingRow(key);
  const folded = value.toLowerCase();
  if (!row.values.includes(folded)) {
    throw new RangeError(
      `Cannot set ${row.key} to "${value}" as it is one of ` +
        row.values.join(", "),
    );
  }
  const isSwitch = row.values === SWITCH;
  return { [row.key]: isSwitch ? folded === "on" : folded };
}

/**
 * Finds a setting by its name.
 *
 * @throws {RangeError} If there is none.
 */
export function findSettingRow(key: string): SettingRow {
  const row = SETTING_ROWS.find((row) => row.key === key.toLowerCase());
  if (row) return row;
  throw new RangeError(
    `Cannot set "${key}" as there is no such setting: ` +
      SETTING_ROWS.map((row) => row.key).join(", "),
  );
}

/** What `parseSettings` finds. */
export interface ParsedSettings {
  readonly settings: Settings;
  /** Keys whose values make no sense: the default holds. */
  readonly wrong: readonly string[];
}

/**
 * Reads the file of settings. What it does not know is left out.
 *
 * @throws {SyntaxError} If it is no JSON object.
 */
export function parseSettings(text: string): ParsedSettings {
  const json = parseRecord(text);
  const wrong: string[] = [];
  const settings: Record<string, unknown> = { ...DEFAULT_SETTINGS };
  for (const [key, isRight] of Object.entries(CHECKS)) {
    const value = json[key];
    if (value === undefined) continue;
    if (isRight(value)) settings[key] = value;
    else wrong.push(key);
  }
  for (const key of ["ignored", "muted", "aliases"] as const) {
    const value = json[key];
    const isList = key !== "aliases";
    if (value === undefined) continue;
    if (isList ? !Array.isArray(value) : !isRecord(value)) {
      wrong.push(key);
      continue;
    }
    // One wrong entry takes none of the others along.
    const entries = Object.entries(value as object);
    const right = entries.filter(([, item]) => typeof item === "string")
      .slice(0, MAX_ENTRIES);
    if (right.length < entries.length) wrong.push(key);
    settings[key] = isList
      ? right.map(([, item]) => item)
      : Object.fromEntries(right);
  }
  return { settings: settings as unknown as Settings, wrong };
}

/**
 * Reads a JSON object.
 *
 * @throws {SyntaxError} If it is none.
 */
export function parseRecord(text: string): Record<string, unknown> {
  const json: unknown = JSON.parse(text);
  if (isRecord(json)) return json;
  throw new SyntaxError("Cannot read it as it is no object");
}

/** Writes the file of settings, and what else it holds. */
export function formatSettings(settings: Record<string, unknown>): string {
  return `${JSON.stringify(settings, undefined, 2)}\n`;
}

/** Puts a name into a list, or takes it out if it is there. */
export function toggleName(
  names: readonly string[],
  name: string,
): { names: string[]; isIn: boolean } {
  const folded = foldName(name);
  const others = names.filter((other) => foldName(other) !== folded);
  if (others.length < names.length) return { names: others, isIn: false };
  if (names.length >= MAX_ENTRIES) {
    throw new RangeError(
      `Cannot add "${name}" as the list is full: ${MAX_ENTRIES} are in it`,
    );
  }
  return { names: [...names, name], isIn: true };
}

/** Whether a name is in a list. */
export function hasName(names: readonly string[], name: string): boolean {
  const folded = foldName(name);
  return names.some((other) => foldName(other) === folded);
}

type Check = (value: unknown) => boolean;

const isBoolean: Check = (value) => typeof value === "boolean";

const isOneOf = (values: readonly string[]): Check => (value) =>
  typeof value === "string" && values.includes(value);

const CHECKS: Readonly<Record<SettingRow["key"], Check>> = {
  bell: isBoolean,
  earlier: isOneOf(EARLIER_COUNTS),
  notification: isBoolean,
  notify: isOneOf(NOTIFY_LEVELS),
  quiet: isBoolean,
  theme: isOneOf(THEMES),
  typing: isBoolean,
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
