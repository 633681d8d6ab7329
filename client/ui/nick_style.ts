import { bold, rgb8, underline } from "@std/fmt/colors";
import { foldName } from "../../protocol/names.ts";
import type { Theme } from "../settings.ts";
import type { Style } from "../terminal/view.ts";

/**
 * Numbers in the table of 256 colours. Red is for errors. Those of `auto` have a
 * contrast of at least 3.5 to 1 to white and to black.
 */
const COLORS: Readonly<Record<Exclude<Theme, "mono">, readonly number[]>> = {
  auto: [27, 28, 30, 32, 63, 64, 66, 94, 98, 100, 128, 130, 132, 134, 163, 166],
  dark: [
    39,
    43,
    44,
    48,
    75,
    79,
    81,
    111,
    113,
    141,
    149,
    177,
    178,
    180,
    213,
    215,
  ],
  light: [18, 19, 22, 23, 24, 25, 29, 53, 54, 55, 58, 90, 91, 94, 125, 130],
};

/**
 * The colour of a nick: always the same, for everybody with the same theme.
 *
 * @returns A number in the table of 256 colours; `undefined`: no colour.
 */
export function nickColor(nick: string, theme: Theme): number | undefined {
  if (theme === "mono") return undefined;
  const colors = COLORS[theme];
  let hash = 0;
  for (const character of foldName(nick)) {
    hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  }
  return colors[hash % colors.length];
}

/** How a nick looks: in its colour, if there are colours. */
export function nickStyle(nick: string, theme: Theme = "auto"): Style {
  const color = nickColor(nick, theme);
  return color === undefined ? bold : (text) => rgb8(text, color);
}

/** How one's own nick looks in what others say, without colours as well. */
export function mentionStyle(text: string): string {
  return bold(underline(text));
}
