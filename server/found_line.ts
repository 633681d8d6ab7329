import { parseAction } from "../protocol/ctcp.ts";
import { byteLength } from "../protocol/limits.ts";
import { stripFormatting, toVisible } from "../protocol/visible.ts";
import type { Found } from "./history/find_messages.ts";
import type { ParsedQuery } from "./history/search_query.ts";
import { displayName, textOf } from "./outgoing.ts";
import { cutText } from "./params.ts";

/** Characters that stand in front of the first word that was looked for. */
const LEAD_CHARACTERS = 40;
const ELLIPSIS = "…";

/** How a line is made. */
export interface FoundLineOptions {
  readonly query: ParsedQuery;
  /** Bytes that the line may have. */
  readonly room: number;
}

/**
 * Writes a message that was found as one line for people: when (UTC), where,
 * who and what. Of a long text the part around the first word is shown.
 */
export function describeFound(
  { stored, readable }: Found,
  { query, room }: FoundLineOptions,
): string {
  const { message } = stored;
  const [day, clock = ""] = new Date(message.time).toISOString().split("T");
  const name = toVisible(displayName(message));
  const text = stripFormatting(textOf(message));
  const action = parseAction(text);
  const place = readable.isChannel
    ? readable.name
    : `to ${message.params[0] ?? readable.name}`;
  const who = action === undefined ? `<${name}>` : `* ${name}`;
  const start = `${day} ${clock.slice(0, 5)} ${place} ${who} `;
  const shown = toVisible((action ?? text).replaceAll("\n", " / "));
  return start + excerptOf(shown, query, room - byteLength(start));
}

function excerptOf(
  text: string,
  { terms: [first] }: ParsedQuery,
  room: number,
): string {
  if (byteLength(text) <= room) return text;
  const at = first === undefined
    ? 0
    : text.toLowerCase().indexOf(first.text.toLowerCase());
  const skipped = [...text.slice(0, Math.max(0, at))].length - LEAD_CHARACTERS;
  const isMiddle = skipped > 0;
  const rest = isMiddle ? [...text].slice(skipped).join("") : text;
  const lead = isMiddle ? ELLIPSIS : "";
  const left = room - byteLength(lead);
  if (byteLength(rest) <= left) return lead + rest;
  return lead + cutText(rest, left - byteLength(ELLIPSIS)) + ELLIPSIS;
}
