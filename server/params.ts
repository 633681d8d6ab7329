import { splitText } from "../protocol/split_text.ts";

/** Bytes of a parameter that is given back; no name is longer. */
const MAX_SHOWN_BYTES = 100;

/**
 * Makes any parameter fit to be one in the middle of an answer: `*` stands for
 * what cannot be there, and what is too long is cut.
 */
export function shown(param: string): string {
  return isWord(param) ? cutText(param, MAX_SHOWN_BYTES) : "*";
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
