/** Every limit of the wire, with the sentence it comes from. */

/**
 * Bytes of a line without its tags, CR LF included.
 *
 * "IRC messages are always lines of characters terminated with a CR-LF pair,
 * and these messages shall not exceed 512 characters in length, counting all
 * characters including the trailing CR-LF." (RFC 1459, 2.3)
 */
export const MAX_LINE_BYTES = 512;

/**
 * Bytes of the tags that a client may send, with the `@` and the space.
 *
 * "Clients MUST NOT send messages with tag data exceeding 4094 bytes, this
 * includes tags with or without the client-only prefix." (IRCv3 message-tags)
 */
export const MAX_CLIENT_TAG_BYTES = 4096;

/**
 * Bytes of the longest line that a client may send: tags, body, CR LF.
 */
export const MAX_CLIENT_LINE_BYTES = MAX_CLIENT_TAG_BYTES + MAX_LINE_BYTES;

/**
 * Bytes of a line that our client takes from a server. The specification's
 * 8191 + 512 is not enough: our server passes a full line on whole, even where
 * the source in front of it makes it longer.
 */
export const MAX_SERVER_LINE_BYTES = 16_384;

/** Characters (code points) of a nick; ISUPPORT `NICKLEN`. */
export const MAX_NICK_CHARACTERS = 32;

/** Characters (code points) of a channel name; ISUPPORT `CHANNELLEN`. */
export const MAX_CHANNEL_CHARACTERS = 64;

/** Bytes of a channel name, so that what is told of a channel fits a line. */
export const MAX_CHANNEL_BYTES = 100;

/** Bytes of a user name; ISUPPORT `USERLEN`. */
export const MAX_USER_BYTES = 16;

/** Bytes of a real name, so that numeric 352 fits a line; ISUPPORT `NAMELEN`. */
export const MAX_REAL_NAME_BYTES = 64;

/**
 * Bytes of a topic; ISUPPORT `TOPICLEN`. With the longest names in front of it,
 * a nick of two bytes a character among them, TOPIC takes 240 bytes of a line,
 * numeric 332 takes 238 and numeric 322, with seven digits for the members,
 * takes 246.
 */
export const MAX_TOPIC_BYTES = 256;

/** Bytes of the text of AWAY; ISUPPORT `AWAYLEN`. */
export const MAX_AWAY_BYTES = 256;

/** Bytes of the reason of KICK; ISUPPORT `KICKLEN`. */
export const MAX_KICK_BYTES = 256;

/** Bytes of a channel's key (mode `k`); ISUPPORT `KEYLEN`. */
export const MAX_KEY_BYTES = 32;

/** Keys of metadata that one user or channel has. (IRCv3 draft/metadata-2, `max-keys`) */
export const MAX_METADATA_KEYS = 20;

/** Keys that one client subscribes to. (IRCv3 draft/metadata-2, `max-subs`) */
export const MAX_METADATA_SUBS = 50;

/** Bytes of a key of metadata: no more than fit a line with the longest value. */
export const MAX_METADATA_KEY_BYTES = 40;

/**
 * Bytes of a value of metadata (IRCv3 draft/metadata-2, `max-value-bytes`): a
 * value that is cut is wrong, and with the longest key and names in front of it,
 * nicks of two bytes a character among them, numeric 761 takes 282 bytes of a
 * line and METADATA takes 280.
 */
export const MAX_METADATA_VALUE_BYTES = 230;

/**
 * Bytes of one multi-line message: the text of all its lines, and one byte for
 * each line break in it. (IRCv3 draft/multiline, `max-bytes`)
 */
export const MAX_MULTILINE_BYTES = 40_000;

/** Lines of one multi-line message. (IRCv3 draft/multiline, `max-lines`) */
export const MAX_MULTILINE_LINES = 1_000;

/**
 * Bytes of the label that a client gives to a command.
 *
 * "The value MUST NOT exceed 64 bytes." (IRCv3 labeled-response, "Tag value")
 */
export const MAX_LABEL_BYTES = 64;

/** Messages that one SEARCH finds at the most; the value of `chat/search`. */
export const MAX_SEARCH_RESULTS = 50;

const encoder = new TextEncoder();

/**
 * Counts the bytes of a text in UTF-8.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { byteLength } from "./limits.ts";
 *
 * assertEquals(byteLength("añ🦕"), 7);
 * ```
 */
export function byteLength(text: string): number {
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) > 0x7f) return encoder.encode(text).length;
  }
  return text.length;
}

/**
 * Whether a line that a client sent is longer than it may be.
 *
 * @param text The line without its line end.
 * @returns The part that is too long, or `undefined`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { tooLongPart } from "./limits.ts";
 *
 * assertEquals(tooLongPart("PING 1"), undefined);
 * assertEquals(tooLongPart("PING " + "1".repeat(510)), "body");
 * assertEquals(tooLongPart("@a=" + "1".repeat(4096) + " PING 1"), "tags");
 * ```
 */
export function tooLongPart(text: string): "tags" | "body" | undefined {
  // A UTF-16 unit takes three bytes at most: no need to count in a short line.
  if (text.length * 3 <= MAX_LINE_BYTES - 2) return undefined;
  const bodyStart = text.startsWith("@") ? text.indexOf(" ") + 1 : 0;
  if (bodyStart > 0) {
    const tagBytes = byteLength(text.slice(0, bodyStart));
    if (tagBytes > MAX_CLIENT_TAG_BYTES) return "tags";
  }
  const bodyBytes = byteLength(text.slice(bodyStart));
  return bodyBytes > MAX_LINE_BYTES - 2 ? "body" : undefined;
}
