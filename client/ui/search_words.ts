import { bold, yellow } from "@std/fmt/colors";
import { stripFormatting } from "../../protocol/visible.ts";
import type { Span, Style } from "../terminal/view.ts";

/** Filters, which are no words to be found in a text. */
const FILTER = /^(?:after|before|from|in):/i;

/** Scripts that put nothing between words: any part of a text is found. */
const SPACELESS =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}]/u;

/** A word, once accents stand for themselves. */
const WORD = /[\p{L}\p{M}\p{N}_]+/gu;

/** Characters of a message that are shown, and of them in front of a word. */
const MAX_CHARACTERS = 160;
const MAX_BEFORE = 60;

const foundStyle: Style = (text) => bold(yellow(text));

/** A word or a phrase that is searched for, folded. */
export interface Term {
  readonly words: readonly string[];
  /** Whether the last word may go on. */
  readonly isStart: boolean;
  /** Whether it is found inside of words, too. */
  readonly isPart: boolean;
}

/** A part of a text, in UTF-16 units. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/** Reads the words and phrases of a query; the filters are left out. */
export function readTerms(query: string): Term[] {
  return [...query.matchAll(/"([^"]*)"?|\S+/g)]
    .filter(([term]) => !FILTER.test(term))
    .map(([term, phrase]) => phrase ?? term)
    .map((term) => {
      const isPart = SPACELESS.test(term);
      const words = [...term.normalize("NFD").matchAll(WORD)]
        .map(([word]) => isPart ? word.toLowerCase() : fold(word))
        .filter((word) => word !== "");
      return { words, isStart: term.endsWith("*"), isPart };
    })
    .filter(({ words }) => words.length > 0);
}

/**
 * Writes a message in one line, cut around the first word that was searched
 * for, and sets off all of them. Case and accents make no difference.
 */
export function excerpt(text: string, terms: readonly Term[]): Span[] {
  const line = stripFormatting(text).replace(/\s+/g, " ").trim()
    .normalize("NFD");
  const places = findTerms(line, terms);
  const from = line.length <= MAX_CHARACTERS
    ? 0
    : boundary(line, Math.max(0, (places[0]?.start ?? 0) - MAX_BEFORE));
  const to = boundary(line, Math.min(line.length, from + MAX_CHARACTERS));
  const spans: Span[] = [{ text: from > 0 ? "…" : "" }];
  let end = from;
  for (const place of places) {
    const start = Math.max(end, place.start);
    const stop = Math.min(to, place.end);
    if (start >= stop) continue;
    spans.push({ text: line.slice(end, start) });
    spans.push({ text: line.slice(start, stop), style: foundStyle });
    end = stop;
  }
  spans.push({ text: line.slice(end, to) + (to < line.length ? "…" : "") });
  return spans.filter(({ text }) => text !== "")
    .map((span) => ({ ...span, text: span.text.normalize("NFC") }));
}

/** Finds where terms stand in a text that is taken apart (NFD), in order. */
function findTerms(line: string, terms: readonly Term[]): Place[] {
  const words = [...line.matchAll(WORD)].map(({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    folded: fold(word),
  }));
  const places = terms.flatMap((term) => {
    if (term.isPart) return term.words.flatMap((word) => findParts(line, word));
    return words.flatMap(({ start }, at): Place[] => {
      const found = words.slice(at, at + term.words.length);
      const last = found.at(-1);
      const fits = term.words.every((word, index) => {
        const other = found[index]?.folded;
        const isLast = index === term.words.length - 1;
        return other === word ||
          (isLast && term.isStart && other?.startsWith(word));
      });
      return fits && last ? [{ start, end: last.end }] : [];
    });
  });
  return places.sort((a, b) => a.start - b.start);
}

/** Finds where a part of a word stands. */
function findParts(line: string, part: string): Place[] {
  const lower = line.toLowerCase();
  const places: Place[] = [];
  for (
    let start = lower.indexOf(part);
    start >= 0 && lower.length === line.length;
    start = lower.indexOf(part, start + part.length)
  ) places.push({ start, end: start + part.length });
  return places;
}

function fold(word: string): string {
  return word.replace(/\p{M}/gu, "").toLowerCase();
}

/** A place where no character is cut in two. */
function boundary(text: string, index: number): number {
  let at = index;
  while (at > 0 && /[\udc00-\udfff\p{M}]/v.test(text[at] ?? "")) at--;
  return at;
}
