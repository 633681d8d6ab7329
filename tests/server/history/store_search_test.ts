import { assertEquals } from "@std/assert/equals";
import type { SearchQuery, Store } from "../../../server/history/store.ts";
import { idsOf, message, testStores } from "./open_stores.ts";

type Question = Partial<Omit<SearchQuery, "terms">> & {
  readonly terms?: SearchQuery["terms"] | string;
};

/** Searches place 1, for words or a term, unless it says else. */
function search(store: Store, { terms = [], ...query }: Question): number[] {
  return idsOf(store.search({
    terms: typeof terms === "string"
      ? terms.split(" ").map((text) => ({ text, isPrefix: false }))
      : terms,
    places: new Map([[1, 0]]),
    limit: 100,
    ...query,
  }));
}

const phrase = (text: string, isPrefix = false) => [{ text, isPrefix }];

testStores("finds what was said", async ({ store, twice }, t) => {
  const texts: readonly string[] = [
    /* 1 */ "Hello World",
    /* 2 */ "hello, is it me?",
    /* 3 */ "the world says hello",
    /* 4 */ "https://example.org/a_b?c=d&e#f",
    /* 5 */ "Crème BRÛLÉE in İzmir",
    /* 6 */ "今日は東京に行く",
    /* 7 */ "\x01ACTION waves\x01",
    /* 8 */ "\x01VERSION\x01",
    /* 9 */ "\x0304bold\x03 \x02red\x02ish",
    /* 10 */ "👍👍 yes",
    /* 11 */ 'don\'t AND or NOT near() "quoted" text:x',
    /* 12 */ "한국어 ｆｕｌｌ ﾊﾝｶｸ",
    /* 13 */ "a\0b \ud800 ok",
    /* 14 */ "",
    /* 15 */ "Привет, как дела?",
  ];
  for (const [index, text] of texts.entries()) {
    store.append(message(index + 1, { text }));
  }
  const rows: readonly (readonly [string, Question["terms"], number[]])[] = [
    ["a word, newest first", "hello", [3, 2, 1]],
    ["in any case of letters", "HELLO", [3, 2, 1]],
    ["all words, in any order", "world hello", [3, 1]],
    ["a word that is not there", "goodbye", []],
    ["one of two", "hello goodbye", []],
    ["words side by side", phrase("hello world"), [1]],
    ["no part of a word", "hell", []],
    ["the start of a word", phrase("hell", true), [3, 2, 1]],
    ["the start of the last of two", phrase("hello wor", true), [1]],
    ["signs beside words", phrase("hello, world!"), [1]],
    ["signs as a word of its own", "hello - world", [3, 1]],
    ["signs alone", "!!! ?", []],
    ["nothing", phrase(""), []],
    ["an address", "https://example.org/a_b?c=d&e#f", [4]],
    ["a part of an address", "example.org", [4]],
    ["without accents", "creme brulee izmir", [5]],
    ["with other accents", "crémè", [5]],
    ["Chinese and Japanese, inside", "東京", [6]],
    ["not in another order", "京東", []],
    ["one sign of it", "行", [6]],
    ["an action", "waves", [7]],
    ["not how an action is sent", "action", []],
    ["no question to a client", "version", []],
    ["behind colours", "bold reddish", []],
    ["between colours", "bold redish", [9]],
    ["emoji", "👍", [10]],
    ["words of the index's language", "AND", [11]],
    ["all of them", 'don\'t AND or NOT near() "quoted" text:x', [11]],
    ["stars and carets", "^yes* -yes {text}:", []],
    ["Korean, inside", "국어", [12]],
    ["wide letters", "full", [12]],
    ["narrow kana", "ハンカク", [12]],
    ["beside what is no text", "a b ok", [13]],
    ["Cyrillic in capitals", "ПРИВЕТ", [15]],
    ["all that was said", [], texts.map((_, index) => 15 - index)],
  ];
  for (const current of twice()) {
    for (const [name, terms, want] of rows) {
      await t.step(name, () => {
        assertEquals(search(current, { terms: terms! }), want);
      });
    }
  }
});

testStores("finds by who, where and when", async ({ store, twice }, t) => {
  const rows: readonly (readonly [string, Question, number[]])[] = [
    ["one place", {}, [9, 7, 5, 3, 1]],
    ["several places", { places: new Map([[1, 0], [2, 0]]), limit: 3 }, [
      10,
      9,
      8,
    ]],
    ["no place", { places: new Map() }, []],
    ["a place that is not", { places: new Map([[77, 0]]) }, []],
    ["a word in a place", { terms: "text", limit: 2 }, [9, 7]],
    ["from when each may be read", {
      places: new Map([[1, 5], [2, 8]]),
    }, [10, 9, 7]],
    ["after one", { after: 5 }, [9, 7]],
    ["before one", { before: 5 }, [3, 1]],
    ["between", { after: 1, before: 7 }, [5, 3]],
    ["the newest of what is before one", { before: 7, limit: 1 }, [5]],
    ["none", { limit: 0 }, []],
    ["from a nick", { from: "BEN" }, [9, 3]],
    ["from a nick with signs", { from: "[Zoë]_`^" }, [5]],
    ["from somebody else", { from: "be" }, []],
    ["a word from a nick", { from: "ben", terms: "9" }, [9]],
    ["from the server by its name", { from: "Class 5b" }, [7]],
    ["from another place", { from: "ben", places: new Map([[2, 0]]) }, []],
  ];
  const nicks: Readonly<Record<number, string>> = {
    3: "Ben",
    5: "[Zoë]_`^",
    9: "ben",
  };
  for (let id = 1; id <= 10; id++) {
    store.append(message(id, {
      place: id % 2 === 0 ? 2 : 1,
      nick: nicks[id] ?? "ann",
      ...(id === 7 && { message: { displayName: "Class 5b" } }),
    }));
  }
  for (const current of twice()) {
    for (const [name, query, want] of rows) {
      await t.step(name, () => assertEquals(search(current, query), want));
    }
  }
});

testStores("finds in many places with bounds of their own", ({ store }) => {
  const places = new Map<number, number>();
  for (let id = 1; id <= 900; id++) {
    store.append(message(id, { place: id % 300 }));
    places.set(id % 300, id % 300 < 250 ? 0 : id % 300 + 300);
  }

  assertEquals(search(store, { terms: "text", places, limit: 3 }), [
    900,
    899,
    898,
  ]);
  assertEquals(search(store, { terms: "599", places }), []);
  assertEquals(search(store, { terms: "899", places }), [899]);
  assertEquals(search(store, { terms: "549", places }), [549]);
});

testStores("finds nothing but what is said", ({ store }) => {
  store.append(message(1, { kind: "event" }));
  store.append(message(2, { kind: "tags" }));
  store.append(message(3, {
    message: {
      command: "NOTICE",
      params: ["#x"],
      lines: [
        { text: "sun", concat: false },
        { text: "shine text", concat: true },
      ],
    },
  }));

  assertEquals(search(store, { terms: "text" }), [3]);
  assertEquals(search(store, { terms: "sunshine" }), [3]);
});

testStores(
  "searches the new text of a message, and not the old one",
  ({ store, twice }) => {
    store.append(message(1, { text: "first" }));
    assertEquals(search(store, { terms: "first" }), [1]);

    store.replace(message(1, { text: "second" }));
    store.append(message(2, { text: "other first" }));
    store.replace(message(2, { text: "other second" }));

    for (const current of twice()) {
      assertEquals(search(current, { terms: "first" }), []);
      assertEquals(search(current, { terms: "second" }), [2, 1]);
      assertEquals(search(current, { terms: "other" }), [2]);
    }
  },
);

testStores("does not find what was taken out", ({ store, twice }) => {
  for (const id of [1, 2, 3]) store.append(message(id));
  assertEquals(search(store, { terms: "text" }), [3, 2, 1]);

  store.remove(2);
  store.append(message(4));
  store.remove(4);

  for (const current of twice()) {
    assertEquals(search(current, { terms: "text" }), [3, 1]);
  }
});

testStores(
  "finds what was said before and after it was tidied",
  ({ store, twice }) => {
    for (let id = 1; id <= 1_000; id++) store.append(message(id));
    store.commit();
    store.tidy(300);
    for (let id = 1_001; id <= 5_000; id++) store.append(message(id));

    const oldest = { terms: "text", before: 4, limit: 5 };
    const newest = { terms: "text", limit: 3 };
    const one = { terms: "2999" };
    for (const current of twice()) {
      assertEquals(search(current, oldest), [3, 2, 1]);
      assertEquals(search(current, newest), [5_000, 4_999, 4_998]);
      assertEquals(search(current, one), [2_999]);
      while (current.tidy(1_000));
      assertEquals(search(current, oldest), [3, 2, 1]);
      assertEquals(search(current, newest), [5_000, 4_999, 4_998]);
      assertEquals(search(current, one), [2_999]);
    }
  },
);

testStores("gives whole messages", ({ store }) => {
  store.append(message(1));
  const query = { terms: [], places: new Map([[1, 0]]), limit: 1 };

  assertEquals(store.search(query), [message(1)]);
  assertEquals(store.search(query), [message(1)]);
});

testStores("finds by very many words", ({ store, reopen }) => {
  const many = Array.from({ length: 2_000 }, (_, index) => `w${index}`);
  store.append(message(1, { text: many.join(" ") }));
  store.append(message(2, { text: many.slice(1).join(" ") }));
  const later = reopen();
  while (later.tidy(1_000));

  assertEquals(search(later, { terms: many.join(" ") }), [1]);
  assertEquals(search(later, { terms: phrase(many.join(" ")) }), [1]);
});
