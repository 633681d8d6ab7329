import { foldName } from "../../protocol/names.ts";
import type { Span } from "../terminal/view.ts";
import { mentionStyle } from "./nick_style.ts";

/** What a nick is made of: none of it may stand beside a nick that is meant. */
const NICK_LETTER = "[\\p{L}\\p{M}\\p{N}[\\]\\\\`_^{|}]";

/** Whether a text names a nick, as a word of its own. */
export function isMentioned(text: string, nick: string): boolean {
  const folded = foldName(text);
  // Mostly not: what is cheap to see is seen first.
  return folded.includes(foldName(nick)) && pattern(nick).test(folded);
}

/** Takes a line apart where it names a nick, to set that off. */
export function markMentions(text: string, nick: string): Span[] {
  // Where folding changes the length the places would not be the same.
  const folded = foldName(text);
  const isThere = folded.includes(foldName(nick));
  if (!isThere || folded.length !== text.length) return [{ text }];
  const spans: Span[] = [];
  let end = 0;
  for (const match of folded.matchAll(pattern(nick))) {
    if (match.index > end) spans.push({ text: text.slice(end, match.index) });
    const next = match.index + match[0].length;
    spans.push({ text: text.slice(match.index, next), style: mentionStyle });
    end = next;
  }
  if (end < text.length || spans.length === 0) {
    spans.push({ text: text.slice(end) });
  }
  return spans;
}

function pattern(nick: string): RegExp {
  const escaped = foldName(nick).replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  return new RegExp(`(?<!${NICK_LETTER})${escaped}(?!${NICK_LETTER})`, "gu");
}
