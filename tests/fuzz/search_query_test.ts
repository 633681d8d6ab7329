import { assert } from "@std/assert/assert";
import { assertNotEquals } from "@std/assert/not-equals";
import {
  isQueryFault,
  parseSearchQuery,
} from "../../server/history/search_query.ts";
import { wordsOf } from "../../server/history/search_words.ts";
import { randomString, randomText } from "./generators.ts";
import { testProperty } from "./property.ts";
import type { Random } from "./random.ts";

const PARTS = ['"', "*", "from:", "in:", "in:#a", "after:", "before:1d", "ann"]
  .concat("2026-11-20", "2026-02-30T25:61", "99999w", ":", "日本", "NEAR(");

function randomQuery(random: Random): string {
  return random.list(12, () => {
    if (random.oneIn(3)) return " ";
    if (random.oneIn(4)) return randomText(random, 6);
    return random.oneIn(9) ? randomString(random, 4) : random.pick(PARTS);
  }).join("");
}

testProperty(
  "parseSearchQuery() reads a query or says what is wrong",
  (random) => {
    const query = parseSearchQuery(randomQuery(random), random.below(2 ** 31));

    if (isQueryFault(query)) {
      assert(query.text !== "" && query.what !== "");
      return;
    }
    for (const { text } of query.terms) assertNotEquals(wordsOf(text), "");
    for (const time of [query.after, query.before]) {
      assert(time === undefined || Number.isSafeInteger(time));
    }
  },
);
