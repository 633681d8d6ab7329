import { stripFormatting } from "../../protocol/visible.ts";
import type { SaidEvent } from "../events.ts";
import type { Settings } from "../settings.ts";
import type { Alert } from "../terminal/terminal.ts";
import type { Weight } from "./buffers.ts";
import { firstWords } from "./recent.ts";

/** Characters of a message that a notification shows. */
const MAX_CHARACTERS = 120;

/**
 * How a message calls for somebody who looks elsewhere.
 *
 * @returns `undefined` if it does not.
 */
export function alertFor(
  { channel, from, text }: Pick<SaidEvent, "channel" | "from" | "text">,
  weight: Weight,
  { bell, notification, notify }: Settings,
): Alert | undefined {
  const isWanted = notify === "all"
    ? weight !== "none"
    : notify === "mention" && weight === "mention";
  if (!isWanted || !(bell || notification)) return undefined;
  const title = channel === undefined ? from : `${from} in ${channel}`;
  const words = firstWords(stripFormatting(text), MAX_CHARACTERS);
  return {
    bell,
    ...(notification && { notification: { title, text: words } }),
  };
}
