import { assertEquals } from "@std/assert/equals";
import { wrapBlock } from "../../../client/terminal/view.ts";
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

Deno.test("frameText() keeps its frame around a line that is wrapped", () => {
  const text = "a line of words\n```\n0123456789abcdef\n```";
  const spans = frameText(text, (line) => [{ text: line }])
    // The colours are not what is looked at.
    .map(({ text, isBar = false }) => ({ text, isBar }));

  assertEquals(wrapBlock({ spans, indent: 2 }, 13), [
    "",
    "  │ a line of",
    "  │ words",
    "  ┌─",
    "  │ 012345678",
    "  │ 9abcdef",
    "  └─",
  ]);
});

Deno.test("frameText() shows no mention inside code", () => {
  const prose: string[] = [];
  frameText("a\n```\nb\n```", (line) => {
    prose.push(line);
    return [{ text: line }];
  });

  assertEquals(prose, ["a"]);
});
