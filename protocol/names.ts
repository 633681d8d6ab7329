import {
  byteLength,
  MAX_CHANNEL_BYTES,
  MAX_CHANNEL_CHARACTERS,
  MAX_NICK_CHARACTERS,
} from "./limits.ts";

/**
 * Gives the form of a nick or channel name under which two spellings of one
 * name are equal: NFC, and `a`–`z` for `A`–`Z` (ISUPPORT `CASEMAPPING=ascii`).
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { foldName } from "./names.ts";
 *
 * assertEquals(foldName("#Lobby"), "#lobby");
 * ```
 */
export function foldName(name: string): string {
  return name.normalize("NFC").replace(
    /[A-Z]+/g,
    (capitals) => capitals.toLowerCase(),
  );
}

// What cannot be seen hides one name in another. Only the selector that makes an
// emoji of a sign may stand behind one.
const CHANNEL =
  /^#(?:\p{Extended_Pictographic}\ufe0f|(?![\p{DI}\u2800])[^\s,\p{C}])+$/u;

// Some letters and marks cannot be seen; nobody may hide one in another's nick.
const NICK_START = /^(?!\p{DI})[\p{L}[\]\\`_^{|}]/u;
const NICK = /^(?:(?!\p{DI})[\p{L}\p{M}\p{N}[\]\\`_^{|}-])+$/u;
const NOT_IN_NICK = /\p{DI}|[^\p{L}\p{M}\p{N}[\]\\`_^{|}-]/gu;
// Marks of one script on letters of another are mostly not to be seen.
const FOREIGN_MARK =
  /(?<=(?:[\p{ASCII}\p{N}]|\p{Script=Latin}|\p{Script=Greek}|\p{Script=Cyrillic})\p{M}*)(?!\p{Script=Inherited}|\p{Script=Latin}|\p{Script=Greek}|\p{Script=Cyrillic})\p{M}/u;

/**
 * Whether a text can be a nick: visible letters, digits and marks of any script
 * and ``[ ] \ ` _ ^ { | } -``, not starting with a digit, a mark or `-`, in NFC, at
 * most 32 characters.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { isNick } from "./names.ts";
 *
 * assertEquals(isNick("Zoë"), true);
 * assertEquals(isNick("a b"), false);
 * ```
 */
export function isNick(text: string): boolean {
  return NICK_START.test(text) && NICK.test(text) && !FOREIGN_MARK.test(text) &&
    [...text].length <= MAX_NICK_CHARACTERS &&
    text === text.normalize("NFC");
}

/**
 * Makes a nick of any name that a person may give: what is forbidden becomes
 * `_`, what is too long is cut.
 *
 * @returns A nick, or `undefined` for a blank name.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { toNick } from "./names.ts";
 *
 * assertEquals(toNick("Mary Ann"), "Mary_Ann");
 * assertEquals(toNick("4you"), "_4you");
 * ```
 */
export function toNick(name: string): string | undefined {
  const trimmed = name.trim().normalize("NFC");
  if (trimmed === "") return undefined;
  const allowed = trimmed.replace(NOT_IN_NICK, "_");
  const started = NICK_START.test(allowed) ? allowed : `_${allowed}`;
  return cutNick(started.replaceAll(new RegExp(FOREIGN_MARK, "gu"), "_"));
}

/**
 * Makes another nick of one that is taken, by a number at its end.
 *
 * @param number From 2 on.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { numberedNick } from "./names.ts";
 *
 * assertEquals(numberedNick("bob", 2), "bob2");
 * ```
 */
export function numberedNick(nick: string, number: number): string {
  const digits = String(number);
  return cutNick(nick, digits.length) + digits;
}

/**
 * Whether a text can name a channel: `#`, then no space, comma or control
 * character, at most 64 characters and 100 bytes in all. It counts in NFC, in
 * which it is kept and which can be longer.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { isChannelName } from "./names.ts";
 *
 * assertEquals(isChannelName("#lobby"), true);
 * assertEquals(isChannelName("lobby"), false);
 * ```
 */
export function isChannelName(text: string): boolean {
  const name = text.normalize("NFC");
  return CHANNEL.test(name) &&
    [...name].length <= MAX_CHANNEL_CHARACTERS &&
    byteLength(name) <= MAX_CHANNEL_BYTES;
}

/**
 * Whether a target is meant as a channel, valid or not.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { isChannelTarget } from "./names.ts";
 *
 * assertEquals(isChannelTarget("#a,b"), true);
 * ```
 */
export function isChannelTarget(text: string): boolean {
  return text.startsWith("#");
}

/**
 * Whether a text can be a server's name on the wire: a host name with a dot.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { isServerName } from "./names.ts";
 *
 * assertEquals(isServerName("chat.example.org"), true);
 * assertEquals(isServerName("class 5b"), false);
 * ```
 */
export function isServerName(text: string): boolean {
  return text.length <= 63 &&
    /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i
      .test(text);
}

/**
 * Makes a server's name on the wire of any text.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { toServerName } from "./names.ts";
 *
 * assertEquals(toServerName("Class 5b"), "class-5b.chat");
 * assertEquals(toServerName("irc.example.org"), "irc.example.org");
 * ```
 */
export function toServerName(text: string): string {
  if (isServerName(text)) return text;
  const label = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[^a-z0-9]+/g, "-").slice(0, 50).replace(/^-+|-+$/g, "");
  return `${label || "server"}.chat`;
}

/** Cuts what is too long for a nick, leaving room for a number of digits. */
function cutNick(text: string, digits = 0): string {
  return [...text].slice(0, MAX_NICK_CHARACTERS - digits).join("");
}
