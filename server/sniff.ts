import type { Line } from "../protocol/line_decoder.ts";
import { type Message, parseMessage } from "../protocol/message.ts";
import type { LineReader } from "./line_reader.ts";

/** A peer that says nothing for this long is spoken to, in milliseconds. */
export const GREET_AFTER_MS = 1_000;
/** Silence that ends a line of a peer without line ends, in milliseconds. */
export const QUIET_MS = 200;

/** Who says nothing but blank lines is no person. */
const MAX_BLANK_LINES = 100;

/** What a peer speaks, with the first line that showed it. */
export type Sniffed =
  | { readonly kind: "irc" | "http" | "plain"; readonly first: Line }
  | { readonly kind: "tls" | "nothing" };

/** What sniffing needs. */
export interface SniffOptions {
  /** Says whether a message may open an IRC connection. */
  readonly isOpening: (message: Message) => boolean;
  /** Called once if the peer says nothing for a second. */
  readonly onSilence: () => void;
}

/**
 * Finds out from a peer's first bytes what it speaks. TLS opens with a
 * handshake record (0x16 0x03), HTTP with a request line, IRC with a
 * registration command; all else is a person's name.
 */
export async function sniffProtocol(
  reader: LineReader,
  { isOpening, onSilence }: SniffOptions,
): Promise<Sniffed> {
  let head = await reader.peek(GREET_AFTER_MS);
  if (head === undefined) {
    onSilence();
    head = await reader.peek();
  }
  if (!head) return { kind: "nothing" };
  if (head[0] === 0x16 && (head.length === 1 || head[1] === 0x03)) {
    return { kind: "tls" };
  }
  for (let blank = 0; blank < MAX_BLANK_LINES; blank++) {
    const first = await reader.next({ quietMs: QUIET_MS });
    if (first === null) break;
    if (first.text.trim() === "" && first.fault === undefined) continue;
    return { kind: kindOf(first, isOpening), first };
  }
  return { kind: "nothing" };
}

function kindOf(
  { text }: Line,
  isOpening: (message: Message) => boolean,
): "irc" | "http" | "plain" {
  // The preface of HTTP/2 looks like a request. (RFC 9113, 3.4)
  if (/ HTTP\/[12]\.\d$/.test(text)) return "http";
  const command = /^(?:@\S+ +)?([A-Za-z]+)(?: |$)/.exec(text)?.[1];
  const hasOneCase = command !== undefined &&
    (command === command.toUpperCase() || command === command.toLowerCase());
  // deno-lint-ignore no-control-regex
  if (!hasOneCase || /[\0\r]/.test(text)) return "plain";
  return isOpening(parseMessage(text)) ? "irc" : "plain";
}
