import { assertEquals } from "@std/assert/equals";
import {
  type ParsedQuery,
  parseSearchQuery,
} from "../../../server/history/search_query.ts";
import { parseSearchTime } from "../../../server/history/search_time.ts";

const NOW = Date.parse("2026-11-20T14:02:03.456Z");

const word = (text: string) => ({ text, isPrefix: false });
const beginning = (text: string) => ({ text, isPrefix: true });

Deno.test("parseSearchQuery() reads words, phrases and filters", async (t) => {
  const rows: readonly [text: string, want: ParsedQuery][] = [
    ["deploy", { terms: [word("deploy")] }],
    ["  deploy   now ", { terms: [word("deploy"), word("now")] }],
    ['"out of memory"', { terms: [word("out of memory")] }],
    ['"out of mem"*', { terms: [beginning("out of mem")] }],
    ["depl*", { terms: [beginning("depl")] }],
    ["http://localhost:8080/a?b=c", {
      terms: [word("http://localhost:8080/a?b=c")],
    }],
    ["--frozen", { terms: [word("--frozen")] }],
    ["it's", { terms: [word("it's")] }],
    ['say "a:b" or in', {
      terms: [word("say"), word("a:b"), word("or"), word("in")],
    }],
    ['"from:ann"', { terms: [word("from:ann")] }],
    ["日本 ☕", { terms: [word("日本"), word("☕")] }],
    ["e\u0301te\u0301", { terms: [word("été")] }],
    ["one - two ...", { terms: [word("one"), word("two")] }],
    ["from:ann", { terms: [], from: "ann" }],
    ["FROM:Ann In:#Lobby x", {
      terms: [word("x")],
      from: "Ann",
      in: "#Lobby",
    }],
    ["in:bob", { terms: [], in: "bob" }],
    ["after:2026-11-20 before:2026-11-21", {
      terms: [],
      after: Date.parse("2026-11-20"),
      before: Date.parse("2026-11-21"),
    }],
  ];
  for (const [text, want] of rows) {
    await t.step(text, () => assertEquals(parseSearchQuery(text, NOW), want));
  }
});

Deno.test("parseSearchQuery() says what is wrong", async (t) => {
  const NOTHING =
    "There is nothing to search for: a word has a letter or a digit";
  const NO_DATE =
    "is no date: it can be 2026-11-20, 2026-11-20T14:02 (UTC), today, yesterday, 3d or 2h";
  const rows: readonly [text: string, what: string, why: string][] = [
    ["", "*", NOTHING],
    ["   ", "*", NOTHING],
    ["?!", "*", NOTHING],
    ["*", "*", NOTHING],
    ['""', "*", NOTHING],
    ["e*", "e*", "e* needs 2 letters in front of the *"],
    [
      '"out of m"*',
      '"out of m"*',
      '"out of m"* needs 2 letters in front of the *',
    ],
    ['x "out of', '"out', '"out has no closing "'],
    ["from:", "from:", "from: lacks what is to stand behind the colon"],
    ["from:#lobby", "from:#lobby", "from:#lobby is no nick"],
    ["from:a,b", "from:a,b", "from:a,b is no nick"],
    ["in:a,b", "in:a,b", "in:a,b is neither a channel nor a nick"],
    ["from:ann from:bob", "from:bob", "from:bob is one from: too many"],
    ["before:soon", "before:soon", `before:soon ${NO_DATE}`],
    ["after:2026-02-30", "after:2026-02-30", `after:2026-02-30 ${NO_DATE}`],
    [
      Array(17).fill("a").join(" "),
      "*",
      "A query has 16 words and phrases at the most",
    ],
    ["é".repeat(151), "*", "A query has 300 bytes at the most"],
  ];
  for (const [text, what, why] of rows) {
    await t.step(
      text,
      () => assertEquals(parseSearchQuery(text, NOW), { what, text: why }),
    );
  }
});

Deno.test("parseSearchTime() reads days, times, and how long ago, as UTC", async (t) => {
  const rows: readonly [text: string, want: string | undefined][] = [
    ["2026-11-20", "2026-11-20T00:00:00.000Z"],
    ["2026-11-20T14:02", "2026-11-20T14:02:00.000Z"],
    ["2026-11-20t14:02:03", "2026-11-20T14:02:03.000Z"],
    ["2026-11-20T14:02:03.5Z", "2026-11-20T14:02:03.500Z"],
    ["2024-02-29", "2024-02-29T00:00:00.000Z"],
    ["today", "2026-11-20T00:00:00.000Z"],
    ["Yesterday", "2026-11-19T00:00:00.000Z"],
    ["90m", "2026-11-20T12:32:03.456Z"],
    ["2h", "2026-11-20T12:02:03.456Z"],
    ["3d", "2026-11-17T14:02:03.456Z"],
    ["1W", "2026-11-13T14:02:03.456Z"],
    ["", undefined],
    ["2026", undefined],
    ["2026-11", undefined],
    ["2026-13-01", undefined],
    ["2026-11-31", undefined],
    ["2023-02-29", undefined],
    ["2026-11-20T25:00", undefined],
    ["2026-11-20T14:60", undefined],
    ["2026-11-20 14:02", undefined],
    ["20.11.2026", undefined],
    ["tomorrow", undefined],
    ["-3d", undefined],
    ["3y", undefined],
    ["1234567890d", undefined],
  ];
  for (const [text, want] of rows) {
    await t.step(text, () => {
      const time = parseSearchTime(text, NOW);
      assertEquals(time && new Date(time).toISOString(), want);
    });
  }
});
