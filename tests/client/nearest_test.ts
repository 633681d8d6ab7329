import { assertEquals } from "@std/assert/equals";
import { nearest } from "../../client/nearest.ts";

Deno.test("nearest() finds the word that was meant", async (t) => {
  const words = ["help", "list", "names", "nick", "part", "quit"];
  const cases = [
    { word: "names", want: "names" },
    { word: "naems", want: "names" },
    { word: "nam", want: "names" },
    { word: "hlp", want: "help" },
    { word: "qiut", want: "quit" },
    { word: "q", want: "quit" },
    { word: "x", want: undefined },
    { word: "xyz", want: undefined },
    { word: "", want: undefined },
  ];
  for (const { word, want } of cases) {
    await t.step(`"${word}"`, () => assertEquals(nearest(word, words), want));
  }
});
