import { SEARCH } from "../server/history/sqlite_search.ts";
import { SqliteStore } from "../server/history/sqlite_store.ts";
import type { SearchQuery } from "../server/history/store.ts";
import { DatabaseSync } from "node:sqlite";
import { FIRST_ID, PLACES, RARE_PLACE } from "./make_history.ts";

/** How often each search is done. */
const ROUNDS = 9;
const LIMIT = 50;

const ALL_PLACES = new Map(
  [...Array(PLACES).keys()].map((index) => [index + 1, 0] as const),
).set(RARE_PLACE, 0);
const ONE_PLACE = new Map([[7, 0]]);
const RARE = new Map([[RARE_PLACE, 0]]);

/** What a query is written like, and what it is. */
type Row = readonly [name: string, query: Partial<SearchQuery>];

const words = (text: string) =>
  text.split(" ").map((text) => ({ text, isPrefix: false }));
const phrase = (text: string) => [{ text, isPrefix: false }];
const prefix = (text: string) => [{ text, isPrefix: true }];

const QUERIES: readonly Row[] = [
  ["the (a word that all have)", { terms: words("the") }],
  ["the in:#rare", { terms: words("the"), places: RARE }],
  ["the w0 w1", { terms: words("the w0 w1") }],
  ["needle (1 of 100,000)", { terms: words("needle") }],
  ["needle w0 w1 (none)", { terms: words("needle w0 w1") }],
  ["nowhere (none)", { terms: words("nowhere") }],
  ['"w0 w1"', { terms: phrase("w0 w1") }],
  ['"w0 w1 w2" in:#one', { terms: phrase("w0 w1 w2"), places: ONE_PLACE }],
  ["w*", { terms: prefix("w") }],
  ["w* in:#rare", { terms: prefix("w"), places: RARE }],
  ["needl*", { terms: prefix("needl") }],
  ["from:nick77", { from: "nick77" }],
  ["the from:nick77 in:#rare", {
    terms: words("the"),
    from: "nick77",
    places: RARE,
  }],
  ["in:#one", { places: ONE_PLACE }],
  ["needle before: (the first tenth)", {
    terms: words("needle"),
    before: FIRST_ID + 100_000,
  }],
];

/** Measures searches; gives the rows of a table. */
export function benchSearches(path: string): string[][] {
  const store = new SqliteStore(path, { now: Date.now });
  const rows = [["search", "found", "first ms", "median ms", "most ms"]];
  for (const [name, query] of QUERIES) {
    const times: number[] = [];
    let found = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const begin = performance.now();
      found = store.search({
        terms: [],
        places: ALL_PLACES,
        limit: LIMIT,
        ...query,
      }).length;
      times.push(performance.now() - begin);
    }
    const [first = NaN] = times;
    times.sort((a, b) => a - b);
    rows.push([
      name,
      String(found),
      ...[first, times[times.length >> 1]!, times.at(-1)!]
        .map((ms) => ms.toFixed(1)),
    ]);
  }
  store.close();
  return rows;
}

/** Gives how SQLite does a search, step by step. */
export function explainSearch(path: string): string[] {
  using db = new DatabaseSync(path, { readOnly: true });
  return db.prepare(`EXPLAIN QUERY PLAN ${SEARCH}`)
    .all('text : "needle" AND place : (p1)', 0, FIRST_ID * 2, LIMIT)
    .map(({ detail }) => String(detail));
}
