import { assertEquals } from "@std/assert/equals";
import { mergeSettings } from "../../client/merge_settings.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../client/settings.ts";

interface MergeCase {
  readonly name: string;
  readonly raw: Record<string, unknown>;
  readonly before?: Partial<Settings>;
  readonly changes: Partial<Settings>;
  readonly want: Record<string, unknown>;
}

const CASES: readonly MergeCase[] = [
  {
    name: "leaves what it does not know, and what did not change",
    raw: { future: 1, bell: false, theme: "pink" },
    changes: { typing: false },
    want: { future: 1, bell: false, theme: "pink", typing: false },
  },
  {
    name: "adds a name to those of others",
    raw: { ignored: ["eve"] },
    changes: { ignored: ["bob"] },
    want: { ignored: ["eve", "bob"] },
  },
  {
    name: "takes out the name that was taken out, however it is written",
    raw: { muted: ["#A", "#b"] },
    before: { muted: ["#a"] },
    changes: { muted: [] },
    want: { muted: ["#b"] },
  },
  {
    name: "does not bring back what another session took out",
    raw: { ignored: [] },
    before: { ignored: ["eve"] },
    changes: { ignored: ["eve", "bob"] },
    want: { ignored: ["bob"] },
  },
  {
    name: "changes one alias of several",
    raw: { aliases: { a: "/x", b: "/y", c: "/z" } },
    before: { aliases: { a: "/x", b: "/y" } },
    changes: { aliases: { a: "/w" } },
    want: { aliases: { a: "/w", c: "/z" } },
  },
  {
    name: "puts right what is no list",
    raw: { ignored: "eve", muted: [1, "#b"], aliases: ["x"] },
    changes: { ignored: ["bob"], muted: ["#a"], aliases: { a: "/x" } },
    want: { ignored: ["bob"], muted: ["#b", "#a"], aliases: { a: "/x" } },
  },
];

Deno.test("mergeSettings() changes what a session has changed", async (t) => {
  for (const { name, raw, before, changes, want } of CASES) {
    await t.step(name, () => {
      const change = { before: { ...DEFAULT_SETTINGS, ...before }, changes };

      assertEquals(mergeSettings(raw, change), want);
    });
  }
});
