import { assertEquals } from "@std/assert/equals";
import {
  completeMask,
  matchesMask,
  matchesPattern,
  toPattern,
} from "../../server/masks.ts";

Deno.test("completeMask() makes nick!user@host of any mask", async (t) => {
  const rows = [
    ["bob", "bob!*@*"],
    ["b?b*", "b?b*!*@*"],
    ["", "*!*@*"],
    ["host.example", "*!*@host.example"],
    ["2001:db8::1", "*!*@2001:db8::1"],
    ["*@host", "*!*@host"],
    ["user@host", "*!user@host"],
    ["@host", "*!*@host"],
    ["bob!user", "bob!user@*"],
    ["bob!", "bob!*@*"],
    ["!user", "*!user@*"],
    ["bob!@host", "bob!*@host"],
    ["bob!user@", "bob!user@*"],
    ["bob!user@host", "bob!user@host"],
    ["m:bob", "m:bob!*@*"],
    ["m:@host", "m:*!*@host"],
    ["m:", "m:*!*@*"],
  ] as const;
  for (const [mask, want] of rows) {
    await t.step(mask, () => assertEquals(completeMask(mask), want));
  }
});

Deno.test("matchesMask() knows * and ?, in any case", async (t) => {
  const rows = [
    ["*!*@*", true],
    ["ann!user@host", true],
    ["ANN!*@HOST", true],
    ["a?n!*@*", true],
    ["a?!*@*", false],
    ["*!*@ho*t", true],
    ["*!*@*x", false],
    ["*nn*er*st", true],
    ["ann!user@hos", false],
    ["", false],
    ["**********************z", false],
  ] as const;
  for (const [mask, want] of rows) {
    await t.step(
      mask,
      () => assertEquals(matchesMask("ann!user@host", mask), want),
    );
  }
});

Deno.test("toPattern() makes equal what a list takes for one", async (t) => {
  const rows = [
    { name: "case", source: "Ann!User@Host", mask: "aNN!uSER@hOST" },
    { name: "Unicode", source: "zo\u00eb!u@h", mask: "zoe\u0308!*@*" },
    { name: "a mute", source: "ann!u@h", mask: "m:ann!*@*" },
    { name: "a ~ in the mask", source: "ann!u@h", mask: "*!~u@*" },
    { name: "a ~ in the source", source: "ann!~u@h", mask: "*!u@*" },
    { name: "~ for everybody", source: "ann!u@h", mask: "*!~*@*" },
  ] as const;
  for (const { name, source, mask } of rows) {
    await t.step(
      name,
      () =>
        assertEquals(matchesPattern(toPattern(source), toPattern(mask)), true),
    );
  }
});
