import { byteLength } from "../../protocol/limits.ts";
import { isChannelTarget, isNick } from "../../protocol/names.ts";
import { parseSearchTime } from "./search_time.ts";
import { wordsOf } from "./search_words.ts";
import type { SearchTerm } from "./store.ts";

/** Bytes of a query. */
export const MAX_QUERY_BYTES = 300;
/** Words and phrases of a query. */
const MAX_TERMS = 16;
/** Letters and digits in front of `*`: `e*` would be almost everything. */
const MIN_PREFIX_CHARACTERS = 2;

/** What somebody looks for, as it was written. */
export interface ParsedQuery {
  readonly terms: readonly SearchTerm[];
  /** The nick of who said it. */
  readonly from?: string;
  /** The channel where it was said, or the nick of the other. */
  readonly in?: string;
  /** Said at this time or later; ms since 1970. */
  readonly after?: number;
  /** Said before this time; ms since 1970. */
  readonly before?: number;
}

/** What is wrong with a query. */
export interface QueryFault {
  /** The word that is wrong; `*`: the whole. */
  readonly what: string;
  /** For people. */
  readonly text: string;
}

type MutableQuery = { -readonly [Key in keyof ParsedQuery]: ParsedQuery[Key] };

/** Takes in what stands behind a filter's colon; gives what is wrong with it. */
type Filter = (
  query: MutableQuery,
  value: string,
  now: number,
) => string | undefined;

const NO_DATE =
  "is no date: it can be 2026-11-20, 2026-11-20T14:02 (UTC), today, yesterday, 3d or 2h";

const FILTERS: Readonly<Record<"after" | "before" | "from" | "in", Filter>> = {
  after(query, value, now) {
    const time = parseSearchTime(value, now);
    if (time === undefined) return NO_DATE;
    query.after = time;
    return undefined;
  },
  before(query, value, now) {
    const time = parseSearchTime(value, now);
    if (time === undefined) return NO_DATE;
    query.before = time;
    return undefined;
  },
  from(query, value) {
    if (!isNick(value)) return "is no nick";
    query.from = value;
    return undefined;
  },
  in(query, value) {
    if (!isNick(value) && !isChannelTarget(value)) {
      return "is neither a channel nor a nick";
    }
    query.in = value;
    return undefined;
  },
};

/** A phrase, whose last word may go on, or whatever has no space in it. */
const WORD = /"([^"]*)"(\*)?|\S+/g;

/**
 * Reads what somebody looks for: words, `"phrases"`, `begin*`, and the filters
 * `from:`, `in:`, `before:` and `after:`. (docs/search.md)
 *
 * @param now Milliseconds since 1970.
 */
export function parseSearchQuery(
  text: string,
  now: number,
): ParsedQuery | QueryFault {
  if (byteLength(text) > MAX_QUERY_BYTES) {
    const limit = `A query has ${MAX_QUERY_BYTES} bytes at the most`;
    return { what: "*", text: limit };
  }
  const terms: SearchTerm[] = [];
  const query: MutableQuery = { terms };
  for (const [word, phrase, star] of text.normalize("NFC").matchAll(WORD)) {
    const filter = phrase === undefined ? splitFilter(word) : undefined;
    const fault = filter !== undefined
      ? addFilter(query, filter, now)
      : phrase !== undefined
      ? addTerm(terms, phrase, star !== undefined)
      : addWord(terms, word);
    if (fault !== undefined) return { what: word, text: `${word} ${fault}` };
  }
  if (terms.length > MAX_TERMS) {
    const limit = `A query has ${MAX_TERMS} words and phrases at the most`;
    return { what: "*", text: limit };
  }
  if (terms.length === 0 && Object.keys(query).length === 1) {
    const nothing = "There is nothing to search for";
    return { what: "*", text: `${nothing}: a word has a letter or a digit` };
  }
  return query;
}

/** Whether a query could not be read. */
export function isQueryFault(
  query: ParsedQuery | QueryFault,
): query is QueryFault {
  return "what" in query;
}

interface WrittenFilter {
  readonly name: keyof typeof FILTERS;
  readonly value: string;
}

/** Whatever else has a colon in it is a word: `http://localhost`. */
function splitFilter(word: string): WrittenFilter | undefined {
  const [, key = "", value = ""] = /^(\w+):(.*)$/s.exec(word) ?? [];
  const name = key.toLowerCase();
  return Object.hasOwn(FILTERS, name)
    ? { name: name as keyof typeof FILTERS, value }
    : undefined;
}

function addFilter(
  query: MutableQuery,
  { name, value }: WrittenFilter,
  now: number,
): string | undefined {
  if (value === "") return "lacks what is to stand behind the colon";
  if (query[name] !== undefined) return `is one ${name}: too many`;
  return FILTERS[name](query, value, now);
}

function addWord(terms: SearchTerm[], word: string): string | undefined {
  if (word.startsWith('"')) return 'has no closing "';
  const isPrefix = word.endsWith("*");
  return addTerm(terms, isPrefix ? word.slice(0, -1) : word, isPrefix);
}

function addTerm(
  terms: SearchTerm[],
  text: string,
  isPrefix: boolean,
): string | undefined {
  const last = wordsOf(text).split(" ").at(-1)!;
  // Beside words, signs alone say nothing: `one - two`.
  if (last === "") return undefined;
  if (isPrefix && last.length < MIN_PREFIX_CHARACTERS) {
    return `needs ${MIN_PREFIX_CHARACTERS} letters in front of the *`;
  }
  terms.push({ text, isPrefix });
  return undefined;
}
