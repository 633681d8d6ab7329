import { assertEquals } from "@std/assert/equals";
import { joinLines } from "../../protocol/text_lines.ts";

Deno.test("joinLines() breaks lines, and goes on where one was cut", async (t) => {
  const line = (text: string, concat = false) => ({ text, concat });
  const cases = [
    { name: "none", lines: [], want: "" },
    { name: "one", lines: [line("a")], want: "a" },
    { name: "two", lines: [line("a"), line("b")], want: "a\nb" },
    {
      name: "a blank one",
      lines: [line("a"), line(""), line("b")],
      want: "a\n\nb",
    },
    { name: "a cut one", lines: [line("a"), line("b", true)], want: "ab" },
    { name: "a first one that is cut", lines: [line("a", true)], want: "a" },
  ];
  for (const { name, lines, want } of cases) {
    await t.step(name, () => {
      assertEquals(joinLines(lines), want);
    });
  }
});
