import { assertEquals } from "@std/assert/equals";
import {
  searchedWords,
  wordsOf,
} from "../../../server/history/search_words.ts";
import { message } from "./open_stores.ts";

Deno.test("wordsOf() gives words as they are compared", async (t) => {
  const rows: readonly (readonly [string, string])[] = [
    ["", ""],
    [" !? ", ""],
    ["Hello,  World", "hello world"],
    ["foo_bar-baz's", "foo bar baz s"],
    ["http://a.b/c?d=1", "http a b c d 1"],
    ["a\0b\x7fc\ud800d", "a b c d"],
    ["Crème BRÛLÉE", "creme brulee"],
    ["cre\u0300me", "creme"],
    ["İstanbul Straße ΣΑΣ", "istanbul straße σας"],
    ["東京に行くabc日本", "東 京 に 行 く abc 日 本"],
    ["ｆｕｌｌ ﾊﾟｿｺﾝ", "full パ ソ コ ン"],
    ["한국어", "한 국 어"],
    ["สวัสดี", "ส วั ส ดี"],
    ["नमस्ते दुनिया", "नमस्ते दुनिया"],
    ["می\u200cخواهم", "میخواهم"],
    ["👍👍ok", "👍 👍 ok"],
    ["👩\u200d👧 ❤\ufe0f ❤", "👩 👧 ❤ ❤"],
    ["🇩🇪", "🇩 🇪"],
    ["#1* 5€", "1 5"],
  ];
  for (const [text, want] of rows) {
    await t.step(text, () => assertEquals(wordsOf(text), want));
  }
});

Deno.test("searchedWords() gives what people see of a message", async (t) => {
  const rows: readonly (readonly [string, string])[] = [
    ["\x02Bo\x02ld \x0304,12red", "bold red"],
    ["\x01ACTION waves\x01", "waves"],
    ["\x01ACTION waves", "waves"],
    ["\x01PING 123\x01", ""],
  ];
  for (const [text, want] of rows) {
    await t.step(text, () => {
      assertEquals(searchedWords(message(1, { text }).message), want);
    });
  }
});
