/** The npm door's `@std/fmt/colors`: npm `deno-std`, given its types. */
import * as untyped from "npm:deno-std@1.4.0/fmt/colors.js";

type Style = (str: string) => string;
interface Rgb {
  r: number;
  g: number;
  b: number;
}

/** Turns all styles on or off; they start off where `NO_COLOR` is set. */
export const setColorEnabled: (value: boolean) => void =
  untyped.setColorEnabled;
/** Whether styles are on. */
export const getColorEnabled: () => boolean = untyped.getColorEnabled;

/** Text attributes: each wraps a string in the codes that set and end it. */
export const { reset, bold, dim, italic, underline, inverse, strikethrough }:
  Record<
    | "reset"
    | "bold"
    | "dim"
    | "italic"
    | "underline"
    | "inverse"
    | "strikethrough",
    Style
  > = untyped;
/** The eight colors of text, and gray. */
export const { black, red, green, yellow, blue, magenta, cyan, white, gray }:
  Record<
    | "black"
    | "red"
    | "green"
    | "yellow"
    | "blue"
    | "magenta"
    | "cyan"
    | "white"
    | "gray",
    Style
  > = untyped;
/** The eight bright colors of text. */
export const {
  brightBlack,
  brightRed,
  brightGreen,
  brightYellow,
  brightBlue,
  brightMagenta,
  brightCyan,
  brightWhite,
}: Record<
  | "brightBlack"
  | "brightRed"
  | "brightGreen"
  | "brightYellow"
  | "brightBlue"
  | "brightMagenta"
  | "brightCyan"
  | "brightWhite",
  Style
> = untyped;
/** Colors of text and background by their number in the table of 256. */
export const { rgb8, bgRgb8 }: Record<
  "rgb8" | "bgRgb8",
  (str: string, color: number) => string
> = untyped;
/** Colors of text and background from 24 bits. */
export const { rgb24, bgRgb24 }: Record<
  "rgb24" | "bgRgb24",
  (str: string, color: number | Rgb) => string
> = untyped;
/** Removes all control sequences that style text. */
export const stripAnsiCode: Style = untyped.stripAnsiCode;
