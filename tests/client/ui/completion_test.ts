import { assertEquals } from "@std/assert/equals";
import { COMMANDS } from "../../../client/commands.ts";
import {
  complete,
  type CompletionSources,
} from "../../../client/ui/completion.ts";

const SOURCES: CompletionSources = {
  commands: COMMANDS,
  aliases: ["nap"],
  // As they spoke last.
  nicks: ["Bob", "ann", "anton", "bob"],
  channels: ["#ops", "#dev", "#design"],
  buffers: ["server", "#ops", "Bob"],
  settings: ["bell", "notify"],
};

Deno.test("complete() knows what a word can become", async (t) => {
  // `|` is the cursor.
  const cases: readonly { readonly text: string; readonly want: string[] }[] = [
    { text: "/wh|", want: ["/whois ", "/whoami "] },
    { text: "/na|", want: ["/names ", "/nap "] },
    { text: "/WHOI|", want: ["/whois "] },
    { text: "//na|", want: [] },
    { text: "an|", want: ["ann: ", "anton: "] },
    { text: "B|", want: ["Bob: "] },
    { text: "hi b|", want: ["Bob "] },
    { text: "hi @b|", want: ["@Bob "] },
    { text: "an| rest", want: ["ann: ", "anton: "] },
    { text: "hi|", want: [] },
    { text: "|", want: [] },
    { text: "hi |", want: [] },
    { text: "see #d|", want: ["#dev ", "#design "] },
    { text: "/join #d|", want: ["#dev ", "#design "] },
    { text: "/msg b|", want: ["Bob "] },
    { text: "/msg bob an|", want: ["ann ", "anton "] },
    { text: "/search from:an|", want: ["from:ann ", "from:anton "] },
    { text: "/grep lunch in:#d|", want: ["in:#dev ", "in:#design "] },
    { text: "/search lunch in:b|", want: ["in:Bob "] },
    { text: "/search an|", want: ["ann ", "anton "] },
    { text: "/search lunch an|", want: ["ann ", "anton "] },
    { text: "/msg bob in:#d|", want: [] },
    { text: "/q |", want: ["Bob ", "ann ", "anton "] },
    { text: "/b s|", want: ["server "] },
    { text: "/set n|", want: ["notify "] },
    { text: "/theme d|", want: ["dark "] },
    { text: "/notify m|", want: ["mention "] },
    { text: "/alias n|", want: ["nap "] },
    { text: "/help wh|", want: ["whois ", "whoami "] },
    { text: ":roc|", want: ["🚀"] },
    { text: "go :tada|", want: ["🎉"] },
    { text: "go :tada:|", want: ["🎉"] },
    { text: "go :tad:|", want: [] },
    { text: "/react :ta|", want: ["🎉"] },
    { text: "/react +|", want: [] },
    { text: "a:ro|", want: [] },
    { text: ":nothing_like_it|", want: [] },
  ];
  for (const { text, want } of cases) {
    await t.step(text, () => {
      const cursor = text.indexOf("|");
      const whole = text.replace("|", "");
      const found = complete(whole, cursor, SOURCES);
      const word = /\S*$/.exec(whole.slice(0, cursor))?.[0] ?? "";

      assertEquals(found?.candidates ?? [], want);
      if (found) {
        assertEquals([found.start, found.end], [cursor - word.length, cursor]);
      }
    });
  }
});

Deno.test("complete() offers no more than anyone goes through", () => {
  const nicks = Array.from({ length: 1_000 }, (_, index) => `a${index}`);

  assertEquals(
    complete("a", 1, { ...SOURCES, nicks })?.candidates.length,
    50,
  );
});
