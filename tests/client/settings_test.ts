import { assertEquals } from "@std/assert/equals";
import { assertThrows } from "@std/assert/throws";
import {
  DEFAULT_SETTINGS,
  formatSettings,
  MAX_ENTRIES,
  parseSetting,
  parseSettings,
  toggleName,
} from "../../client/settings.ts";

Deno.test("parseSettings() reads what formatSettings() writes", () => {
  const settings = {
    ...DEFAULT_SETTINGS,
    bell: false,
    theme: "dark",
    ignored: ["eve"],
    aliases: { hi: "/me says hi" },
  } as const;

  assertEquals(parseSettings(formatSettings(settings)), {
    settings,
    wrong: [],
  });
});

Deno.test("parseSettings() takes what makes sense, and names the rest", () => {
  const text = JSON.stringify({
    bell: "yes",
    theme: "pink",
    quiet: true,
    ignored: ["eve", 1],
    muted: Array.from({ length: MAX_ENTRIES + 1 }, String),
    aliases: { hi: 1, yo: "/me says yo" },
    unknown: 1,
  });

  assertEquals(parseSettings(text), {
    settings: {
      ...DEFAULT_SETTINGS,
      quiet: true,
      ignored: ["eve"],
      muted: Array.from({ length: MAX_ENTRIES }, String),
      aliases: { yo: "/me says yo" },
    },
    wrong: ["bell", "theme", "ignored", "muted", "aliases"],
  });
});

Deno.test("parseSettings() throws for what is no object", () => {
  for (const text of ["", "{", "[]", "null", "1"]) {
    assertThrows(() => parseSettings(text), SyntaxError);
  }
});

Deno.test("parseSetting() reads what a person writes", () => {
  assertEquals(parseSetting("BELL", "Off"), { bell: false });
  assertEquals(parseSetting("theme", "dark"), { theme: "dark" });
});

Deno.test("toggleName() puts a name in, and takes it out", () => {
  assertEquals(toggleName(["a"], "Bob"), { names: ["a", "Bob"], isIn: true });
  assertEquals(toggleName(["a", "Bob"], "bOB"), { names: ["a"], isIn: false });
  const full = Array.from({ length: MAX_ENTRIES }, String);
  assertThrows(() => toggleName(full, "x"), RangeError, "the list is full");
});
