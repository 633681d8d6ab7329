import { stripFormatting, toVisible } from "../protocol/visible.ts";
import type { ChatEvent } from "./events.ts";

/**
 * Writes what somebody else said as one line of text, without its line end.
 *
 * `name: text`, `* name text` for an action, `name (private): text` for what
 * was said to us alone; line breaks in the text are written as `\n`.
 *
 * @param options `showChannel`: whether `#channel ` stands in front.
 * @returns `undefined` for everything else.
 */
export function formatLine(
  event: ChatEvent,
  { showChannel }: { readonly showChannel: boolean },
): string | undefined {
  if (event.type !== "message" && event.type !== "action") return undefined;
  if (event.own) return undefined;
  const mark = event.channel === undefined ? " (private)" : "";
  const said = event.type === "action"
    ? `* ${event.from}${mark} ${event.text}`
    : `${event.from}${mark}: ${event.text}`;
  const place = showChannel && event.channel !== undefined
    ? `${event.channel} `
    : "";
  const line = stripFormatting(place + said).replaceAll("\n", "\\n");
  return toVisible(line);
}

/**
 * Writes a problem as one line, without its line end.
 *
 * @returns `undefined` for what is none.
 */
export function formatProblem(event: ChatEvent): string | undefined {
  if (event.type === "error") {
    return toVisible(stripFormatting(`The server reports: ${event.text}`));
  }
  if (event.type === "kick" && event.own) {
    const because = event.text === "" ? "" : ` (${event.text})`;
    return toVisible(stripFormatting(
      `You were put out of ${event.channel} by ${event.from}${because}`,
    ));
  }
  if (event.type === "refused") {
    const text = event.text.replaceAll("\n", "\\n");
    return toVisible(stripFormatting(
      `Cannot deliver "${text}" to ${event.to} as the server refuses it: ` +
        event.reason,
    ));
  }
  return undefined;
}
