import { ProtocolError } from "./errors.ts";

/**
 * The tags of a message: key to value. A key without a value has the value
 * `""`, as the specification makes no difference between the two.
 */
export type Tags = ReadonlyMap<string, string>;

/** The tags of a message that has none; shared. */
export const NO_TAGS: Tags = new Map();

const UNESCAPED: Readonly<Record<string, string>> = {
  ":": ";",
  s: " ",
  "\\": "\\",
  r: "\r",
  n: "\n",
};

const ESCAPED: Readonly<Record<string, string>> = {
  ";": "\\:",
  " ": "\\s",
  "\\": "\\\\",
  "\r": "\\r",
  "\n": "\\n",
};

/**
 * Turns a tag's value from the wire into text. A backslash before any other
 * character, or at the end, is dropped. (IRCv3 message-tags, "Escaping values")
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { unescapeTagValue } from "./tags.ts";
 *
 * assertEquals(unescapeTagValue("a\\:b\\sc"), "a;b c");
 * ```
 */
export function unescapeTagValue(value: string): string {
  if (!value.includes("\\")) return value;
  return value.replace(
    /\\(.?)/gsu,
    (_, character: string) => UNESCAPED[character] ?? character,
  );
}

/**
 * Turns text into a tag's value for the wire.
 *
 * @throws {ProtocolError} If the text holds a NUL, which has no escape.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { escapeTagValue } from "./tags.ts";
 *
 * assertEquals(escapeTagValue("a;b c"), "a\\:b\\sc");
 * ```
 */
export function escapeTagValue(value: string): string {
  const nul = value.indexOf("\0");
  if (nul >= 0) {
    throw new ProtocolError(
      "unformattable",
      "Cannot format a tag as its value holds a NUL",
      nul,
    );
  }
  return value.replace(
    /[; \\\r\n]/g,
    (character) => ESCAPED[character] ?? character,
  );
}

/**
 * Reads the tags of a message. Of a repeated key the last one counts; an empty
 * key is skipped.
 *
 * @param text What stands between the `@` and the space.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { parseTags } from "./tags.ts";
 *
 * const tags = parseTags("time=12:00;+draft/react=🦕;bot");
 *
 * assertEquals(tags.get("+draft/react"), "🦕");
 * assertEquals(tags.get("bot"), "");
 * ```
 */
export function parseTags(text: string): Tags {
  const tags = new Map<string, string>();
  for (const pair of text.split(";")) {
    const equals = pair.indexOf("=");
    const key = equals < 0 ? pair : pair.slice(0, equals);
    if (key === "") continue;
    tags.set(key, equals < 0 ? "" : unescapeTagValue(pair.slice(equals + 1)));
  }
  return tags;
}

/**
 * Writes tags as they stand between the `@` and the space.
 *
 * @throws {ProtocolError} If a key is empty or holds a character that ends it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { formatTags } from "./tags.ts";
 *
 * assertEquals(formatTags(new Map([["a", "1 2"], ["b", ""]])), "a=1\\s2;b");
 * ```
 */
export function formatTags(tags: Tags): string {
  let text = "";
  for (const [key, value] of tags) {
    if (key === "" || /[=; \0\r\n]/.test(key)) {
      throw new ProtocolError(
        "unformattable",
        `Cannot format a tag as its key is invalid: "${key}"`,
        0,
      );
    }
    if (text !== "") text += ";";
    text += value === "" ? key : `${key}=${escapeTagValue(value)}`;
  }
  return text;
}
