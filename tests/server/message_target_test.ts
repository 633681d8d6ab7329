import { assertEquals } from "@std/assert/equals";
import { parseTarget } from "../../server/message_target.ts";

Deno.test("parseTarget() takes a target apart", async (t) => {
  const rows = [
    { input: "bob", want: { name: "bob", isChannel: false } },
    { input: "#a", want: { name: "#a", isChannel: true } },
    { input: "##a", want: { name: "##a", isChannel: true } },
    { input: "#@a", want: { name: "#@a", isChannel: true } },
    { input: "@#a", want: { name: "#a", isChannel: true, least: "@" } },
    { input: "%#a", want: { name: "#a", isChannel: true, least: "%" } },
    { input: "+#a", want: { name: "#a", isChannel: true, least: "+" } },
    { input: "@%#a", want: { name: "#a", isChannel: true, least: "%" } },
    { input: "+@@#a", want: { name: "#a", isChannel: true, least: "+" } },
    { input: "~#a", want: { name: "~#a", isChannel: false } },
    { input: "@bob", want: { name: "@bob", isChannel: false } },
    { input: "@", want: { name: "@", isChannel: false } },
    { input: "", want: { name: "", isChannel: false } },
  ] as const;
  for (const { input, want } of rows) {
    await t.step(input, () => assertEquals<unknown>(parseTarget(input), want));
  }
});
