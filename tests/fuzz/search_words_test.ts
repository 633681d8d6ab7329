import { assert } from "@std/assert/assert";
import { excerpt, readTerms } from "../../client/ui/search_words.ts";
import { stripFormatting } from "../../protocol/visible.ts";
import { randomText } from "./generators.ts";
import { testProperty } from "./property.ts";

testProperty(
  "excerpt() shows a part of the text, whatever is searched",
  (random) => {
    const query = randomText(random, 60);
    const text = randomText(random, 400);
    const shown = excerpt(text, readTerms(query))
      .map((span) => span.text).join("");
    const line = stripFormatting(text).replace(/\s+/g, " ").trim();

    assert(shown.isWellFormed());
    const bare = shown.replace(/^…|…$/g, "").normalize("NFD");
    assert(
      line.normalize("NFD").includes(bare),
      JSON.stringify([query, shown]),
    );
  },
);

testProperty("readTerms() finds each word of a text in it", (random) => {
  const text = stripFormatting(randomText(random, 100));
  const [word] = text.match(/[\p{L}\p{M}\p{N}_]+/u) ?? [];
  if (word === undefined || !/[\p{L}\p{N}_]/u.test(word)) return;
  const found = excerpt(text, readTerms(`"${word}"`))
    .filter(({ style }) => style !== undefined);

  assert(found.length > 0, JSON.stringify([word, text]));
});
