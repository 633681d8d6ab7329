import { assertEquals } from "@std/assert/equals";
import { frameText } from "../../../client/ui/frame_text.ts";

Deno.test("frameText() frames what has several lines", async (t) => {
  const cases = [
    { name: "one line", text: "hi", want: "hi" },
    { name: "an empty one", text: "", want: "" },
    { name: "two lines", text: "a\nb", want: "\n│ a\n│ b" },
    {
      name: "code",
      text: "```ts\nlet a\n  b\n```",
      want: "\n┌─ ts\n│ let a\n│   b\n└─",
    },
    {
      name: "code amid words",
      text: "look:\n```\nx\n```\nnice",
      want: "\n│ look:\n┌─\n│ x\n└─\n│ nice",
    },
    {
      name: "a fence that is not closed",
      text: "```\nx",
      want: "\n│ ```\n│ x",
    },
    { name: "a fence in a line", text: "```x```", want: "```x```" },
  ];
  for (const { name, text, want } of cases) {
    await t.step(name, () => {
      const spans = frameText(text, (line) => [{ text: line }]);

      assertEquals(spans.map(({ text }) => text).join(""), want);
    });
  }
});

Deno.test("frameText() shows no mention inside code", () => {
  const prose: string[] = [];
  frameText("a\n```\nb\n```", (line) => {
    prose.push(line);
    return [{ text: line }];
  });

  assertEquals(prose, ["a"]);
});
