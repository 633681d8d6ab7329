import { assertEquals } from "@std/assert/equals";
import { isMentioned, markMentions } from "../../../client/ui/mentions.ts";

Deno.test("isMentioned() finds a nick as a word of its own", async (t) => {
  const cases = [
    { text: "ann: hi", nick: "ann", want: true },
    { text: "hi ANN!", nick: "ann", want: true },
    { text: "@ann", nick: "ann", want: true },
    { text: "hi annie", nick: "ann", want: false },
    { text: "joann", nick: "ann", want: false },
    { text: "ann2", nick: "ann", want: false },
    { text: "ann_", nick: "ann", want: false },
    { text: "ann-like", nick: "ann", want: true },
    { text: "hi a.b", nick: "a[b]", want: false },
    { text: "hi a[b]", nick: "a[b]", want: true },
    { text: "hi {|}^", nick: "{|}^", want: true },
    { text: "gr\u00fc\u00df Zoe\u0308", nick: "Zo\u00eb", want: true },
    { text: "", nick: "ann", want: false },
  ];
  for (const { text, nick, want } of cases) {
    await t.step(text, () => assertEquals(isMentioned(text, nick), want));
  }
});

Deno.test("markMentions() leaves the text as it is", async (t) => {
  const cases = ["ann: hi", "hi Ann, ann", "nobody", "", "Zoe\u0308 ann"];
  for (const text of cases) {
    await t.step(text, () => {
      const spans = markMentions(text, "ann");

      assertEquals(spans.map(({ text }) => text).join(""), text);
    });
  }
});

Deno.test("markMentions() sets off the nick alone", () => {
  const styled = markMentions("hi Ann, ann", "ann")
    .filter(({ style }) => style !== undefined);

  assertEquals(styled.map(({ text }) => text), ["Ann", "ann"]);
});
