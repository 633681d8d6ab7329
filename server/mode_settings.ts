import { byteLength, MAX_KEY_BYTES } from "../protocol/limits.ts";
import { isChannelName } from "../protocol/names.ts";
import type { Channel } from "./channel.ts";
import { isWord } from "./params.ts";
import type { Registry } from "./registry.ts";

/** The modes with a value. */
export type SettingMode = "f" | "k" | "l";

/** A mode with a value. */
export interface Setting {
  /** Whether the value is for members only; `*` stands for it elsewhere. */
  readonly isSecret: boolean;
  /** What a value has to be, for who gave another. */
  readonly rule: string;
  /** Gives the value as it is kept, or nothing for what cannot be one. */
  readonly parse: (text: string) => string | undefined;
  readonly read: (channel: Channel) => string | undefined;
  /** Sets the value, or takes it away. */
  readonly write: (
    channel: Channel,
    value: string | undefined,
    registry: Registry,
  ) => void;
}

/** What can be set with a value. (modern.ircdocs.horse, "Channel Modes") */
export const SETTINGS: Readonly<Record<SettingMode, Setting>> = {
  f: {
    isSecret: false,
    rule: "It has to be the name of another channel",
    parse: (text) => isChannelName(text) ? text.normalize("NFC") : undefined,
    read: ({ forward }) => forward?.isOpen ? forward.name : undefined,
    write: (channel, value, registry) =>
      channel.forward = value === undefined
        ? undefined
        : registry.channel(value),
  },
  k: {
    isSecret: true,
    rule: `A key has 1 to ${MAX_KEY_BYTES} bytes, no space and no comma`,
    parse: parseKey,
    read: ({ key }) => key,
    write: (channel, value) => channel.key = value,
  },
  l: {
    isSecret: false,
    rule: "A limit is a whole number from 1 on",
    parse: (text) => /^[1-9]\d{0,8}$/.test(text) ? text : undefined,
    read: ({ limit }) => limit === undefined ? undefined : String(limit),
    write: (channel, value) =>
      channel.limit = value === undefined ? undefined : Number(value),
  },
};

/**
 * Gives the modes of a channel as in numeric 324: the letters, then the values
 * in their order.
 *
 * @param options `isMember`: whether the asker may see what is secret.
 */
export function describeModes(
  channel: Channel,
  { isMember }: { readonly isMember: boolean },
): string[] {
  const values = new Map<string, string>();
  for (const [mode, { isSecret, read }] of Object.entries(SETTINGS)) {
    const value = read(channel);
    if (value !== undefined) {
      values.set(mode, isSecret && !isMember ? "*" : value);
    }
  }
  const modes = [...channel.flags, ...values.keys()].sort();
  return [
    `+${modes.join("")}`,
    ...modes.flatMap((mode) => values.get(mode) ?? []),
  ];
}

/** A key has to fit into the list of JOIN, whatever the keyboard it is typed on. */
function parseKey(text: string): string | undefined {
  const key = normalizeKey(text);
  const isKey = isWord(key) && !/[,\p{C}]/u.test(key) &&
    byteLength(key) <= MAX_KEY_BYTES;
  return isKey ? key : undefined;
}

/** Gives the form of a key under which two spellings of it are equal. */
export function normalizeKey(text: string): string {
  return text.normalize("NFC");
}
