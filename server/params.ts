import { splitText } from "../protocol/split_text.ts";

/** Bytes of a parameter that is given back; no name is longer. */
const MAX_SHOWN_BYTES = 100;
/**
 * Bytes of what was asked for at the end of an answer, which "MUST be exactly"
 * what the client sent, as far as it fits the line. (modern.ircdocs.horse,
 * "RPL_ENDOFWHOIS", "RPL_ENDOFWHO")
 */
export const MAX_ASKED_BYTES = 256;

/**
 * Makes any parameter fit to be one in the middle of an answer: `*` stands for
 * what cannot be there, and what is too long is cut.
 */
export function shown(param: string, maxBytes = MAX_SHOWN_BYTES): string {
  return isWord(param) ? cutText(param, maxBytes) : "*";
}

/** Whether a parameter can stand in the middle of a message. */
export function isWord(param: string): boolean {
  return /^[^\s:]\S*$/.test(param);
}

/** Cuts a text behind a whole character. */
export function cutText(text: string, maxBytes: number): string {
  return splitText(text, maxBytes)[0]!;
}

/** Takes a comma-separated list of targets apart. */
export function splitTargets(list: string): string[] {
  return [...new Set(list.split(",").filter((target) => target !== ""))];
}
