import { toVisible } from "../../protocol/visible.ts";
import { formatEvent } from "./display.ts";
import type { ChatEvent } from "../events.ts";
import type { DisplayOptions } from "./display.ts";

/** `2026-01-31 14:02:05 `, and as much before further lines. */
const STAMP_COLUMNS = "YYYY-MM-DD HH:MM:SS ".length;

/**
 * Writes what happened as a file of text has it, with its line end: date and
 * time in front, further lines of the same message indented.
 */
export function formatSaved(
  event: ChatEvent,
  options: DisplayOptions,
): string {
  const margin = " ".repeat(STAMP_COLUMNS);
  const blocks = formatEvent(event, options);
  return blocks.map((spans, index) => {
    // In front of each stands the time, or the room for it.
    const [first, ...others] = spans;
    const isTimed = index === blocks.length - 1;
    const head = isTimed ? `${formatMoment(event.time)} ` : margin;
    const texts = isTimed ? others : [{ text: first?.text.trimStart() ?? "" }];
    const lines = texts.map(({ text }) => text).join("").split("\n");
    return lines.map((line, index) =>
      `${index === 0 ? head : margin}${toVisible(line)}`.trimEnd() + "\n"
    ).join("");
  }).join("");
}

/** Date and time by this machine's clock: `2026-01-31 14:02:05`. */
export function formatMoment(time: number): string {
  const date = new Date(time);
  const two = (number: number) => String(number).padStart(2, "0");
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()];
  return `${day.map(two).join("-")} ${clock.map(two).join(":")}`;
}
