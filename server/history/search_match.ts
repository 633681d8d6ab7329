import { foldName } from "../../protocol/names.ts";
import { displayName, type Outgoing } from "../outgoing.ts";
import { searchedWords, wordsOf } from "./search_words.ts";
import type { SearchQuery } from "./store.ts";

/** What is looked for, in words as `wordsOf` gives them. */
export interface Wanted {
  readonly phrases: readonly {
    readonly words: string;
    readonly isPrefix: boolean;
  }[];
  /** The nick of who said it, folded. */
  readonly from: string | undefined;
}

/** Gives what a query looks for; `undefined`: nothing can be it. */
export function wantedOf({ terms, from }: SearchQuery): Wanted | undefined {
  const phrases = terms
    .map(({ text, isPrefix }) => ({ words: wordsOf(text), isPrefix }))
    .filter(({ words }) => words !== "");
  // Signs alone are no words; beside words they say nothing.
  if (phrases.length === 0 && terms.length > 0) return undefined;
  return { phrases, from: from === undefined ? undefined : foldName(from) };
}

/** Gives the name of who said it, as it is compared. */
export function saidBy(message: Outgoing): string {
  return foldName(displayName(message));
}

/** Whether a message is what is looked for. */
export function isFound(wanted: Wanted, message: Outgoing): boolean {
  return (wanted.from === undefined || saidBy(message) === wanted.from) &&
    hasPhrases(wanted, searchedWords(message));
}

/** Whether all phrases are in the words of a message. */
export function hasPhrases({ phrases }: Wanted, words: string): boolean {
  const padded = ` ${words} `;
  return phrases.every((phrase) =>
    padded.includes(` ${phrase.words}${phrase.isPrefix ? "" : " "}`)
  );
}
