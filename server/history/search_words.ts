import { parseAction } from "../../protocol/ctcp.ts";
import { stripFormatting } from "../../protocol/visible.ts";
import { type Outgoing, textOf } from "../outgoing.ts";

/** Scripts without spaces between words, and emoji: each sign is a word. */
const SIGN =
  /(?=[\p{L}\p{N}])[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]\p{M}*|\p{RI}|(?!\p{ASCII})\p{Extended_Pictographic}/u;
const WORD = new RegExp(
  `${SIGN.source}|(?:(?!${SIGN.source})[\\p{L}\\p{M}\\p{N}\\p{Co}])+`,
  "gu",
);

const NOT_ASCII = /[^\x00-\x7f]/;
const NOT_ASCII_WORD = /[^a-z0-9]+/g;
/** Accents of Latin, Greek and Cyrillic letters, and what cannot be seen. */
const MARKS = /[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f]/g;

/**
 * Gives the words of a text as they are compared: in small letters, without
 * accents, with one space between them. What is no letter or number parts words.
 */
export function wordsOf(text: string): string {
  if (!NOT_ASCII.test(text)) {
    return text.toLowerCase().replace(NOT_ASCII_WORD, " ").trim();
  }
  const plain = text.normalize("NFKD").toLowerCase().replace(MARKS, "")
    .normalize("NFC");
  return plain.match(WORD)?.join(" ") ?? "";
}

/** Gives the words that a message is found by; empty: it is not found. */
export function searchedWords(message: Outgoing): string {
  const text = textOf(message);
  if (!text.startsWith("\x01")) return wordsOf(stripFormatting(text));
  // Other questions to clients are not what people say.
  return wordsOf(stripFormatting(parseAction(text) ?? ""));
}
