import { createMessage, type Message } from "../../protocol/message.ts";
import type { Random } from "./random.ts";

/** Characters that mean something on the wire, and some that do not. */
const WIRE_CHARACTERS = [..." :@;=\\!,+-#~/.abzAZ019\t\x01\x1b"];

/** What no line may hold. */
const FORBIDDEN = ["\0", "\r", "\n"];

/** Words that a grammar's rules are made of. */
const TOKENS = [
  ...["PRIVMSG", "privmsg", "001", "PING", "CAP", "@", ":", " ", "  ", " :"],
  ...["@a=b;c ", ":nick!user@host ", ";", "=", "\\s", "\\", "\\:", "#den"],
  ...["🦕", "é", "\ufeff", "日本"],
];

/** Characters of all lengths in UTF-8, and graphemes of many characters. */
const GRAPHEMES = [
  ...["a", "z", " ", " ", "é", "ß", "€", "日", "ㅤ", "\u200b", "\u202e"],
  ...["e\u0301", "\u0301", "\ufe0f", " \u0301", "हि", "각", "𐐀", "🦕"],
  ...["❤️", "👩‍🚀", "👨‍👩‍👧‍👦", "🇫🇷", "👍🏽", `o${"\u0301".repeat(40)}`],
];

/** Any text of the Unicode characters that can be sent. */
export function randomText(random: Random, maxLength = 40): string {
  const character = () => {
    if (random.oneIn(4)) return randomCharacter(random);
    return random.pick(random.oneIn(3) ? WIRE_CHARACTERS : GRAPHEMES);
  };
  return random.list(maxLength, character).join("");
}

/** Any string at all: also lone surrogates and what no line may hold. */
export function randomString(random: Random, maxLength = 40): string {
  const part = () => {
    if (random.oneIn(60)) return random.pick(FORBIDDEN);
    if (random.oneIn(3)) return String.fromCharCode(random.below(0x10000));
    return random.pick(TOKENS);
  };
  return random.list(maxLength, part).join("");
}

/** Bytes that look like lines now and then. */
export function randomBytes(random: Random, maxTokens = 40): Uint8Array {
  const encoder = new TextEncoder();
  const part = () =>
    random.oneIn(3)
      ? [random.pick([0x0a, 0x0d, 0xff, 0xc3, 0xe2, random.below(256)])]
      : [...encoder.encode(random.pick(TOKENS))];
  return Uint8Array.from(random.list(maxTokens, part).flat());
}

/** A message, valid or, now and then, not. */
export function randomMessage(random: Random): Message {
  const word = () =>
    random.oneIn(30)
      ? randomString(random, 6)
      : randomText(random, 6).replace(/^[: ]+| /g, "") || "x";
  const tags = new Map(
    random.list(4, () => [word(), randomText(random, 8)] as const),
  );
  const command = random.oneIn(30)
    ? word()
    : random.pick(["PRIVMSG", "JOIN", "LIST", "001", "999", "X"]);
  const params = random.list(4, word);
  if (!random.oneIn(3)) params.push(randomText(random, 20));
  return createMessage(command, params, {
    tags,
    ...(random.oneIn(2) ? {} : { source: word() }),
  });
}

/** The same bytes in chunks, some of them empty. */
export function randomChunks(random: Random, bytes: Uint8Array): Uint8Array[] {
  const cuts = random.list(8, () => random.below(bytes.length + 1)).sort(
    (a, b) => a - b,
  );
  return [0, ...cuts].map((start, index) => bytes.subarray(start, cuts[index]));
}

function randomCharacter(random: Random): string {
  const code = 0x20 + random.below(random.pick([0x60, 0x3000, 0x10ff00]));
  const isSurrogate = code >= 0xd800 && code < 0xe000;
  return isSurrogate ? "\ufffd" : String.fromCodePoint(code);
}
