import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { THEMES } from "../../../client/settings.ts";
import { nickColor } from "../../../client/ui/nick_style.ts";

const NICKS = ["ann", "bob", "eve", "joe", "mallory", "Zoë", "漢字"];

Deno.test("nickColor() is the same for all spellings of a nick", () => {
  for (const theme of THEMES) {
    assertEquals(nickColor("Bob", theme), nickColor("bOB", theme));
  }
});

Deno.test("nickColor() tells nicks apart, but in a theme without colours", () => {
  for (const theme of THEMES) {
    const colors = new Set(NICKS.map((nick) => nickColor(nick, theme)));

    if (theme === "mono") assertEquals(colors, new Set([undefined]));
    else assert(colors.size > NICKS.length / 2, theme);
  }
});

Deno.test("nickColor() is readable on dark and on light", async (t) => {
  // (WCAG 2.1, contrast ratio; 3 to 1 is what large text needs at least)
  const cases = [
    { theme: "auto", onBlack: 3.4, onWhite: 3.4 },
    { theme: "dark", onBlack: 7, onWhite: 1 },
    { theme: "light", onBlack: 1, onWhite: 4.4 },
  ] as const;
  for (const { theme, onBlack, onWhite } of cases) {
    await t.step(theme, () => {
      for (let index = 0; index < 500; index++) {
        const light = luminance(nickColor(`nick${index}`, theme) ?? 0);
        assert((light + 0.05) / 0.05 >= onBlack);
        assert(1.05 / (light + 0.05) >= onWhite);
      }
    });
  }
});

/** The relative luminance of a colour of the 6 x 6 x 6 cube. */
function luminance(color: number): number {
  const levels = [0, 95, 135, 175, 215, 255];
  const [red = 0, green = 0, blue = 0] = [36, 6, 1]
    .map((step) => levels[Math.floor((color - 16) / step) % 6] ?? 0)
    .map((level) => level / 255)
    .map((part) =>
      part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
