import { isChannelTarget } from "../protocol/names.ts";
import type { CommandContext } from "./command_row.ts";

/** Takes the first word off a text. */
export function splitWord(text: string): [word: string, rest: string] {
  const match = /^\s*(\S*)\s*([^]*)$/.exec(text);
  return [match?.[1] ?? "", match?.[2] ?? ""];
}

/** The words of a text. */
export function splitWords(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

/**
 * Takes the number off that may stand before a text: `2 yes`. What is only a
 * number is the text.
 */
export function splitCount(text: string): { count?: number; rest: string } {
  const match = /^([1-9]\d{0,3})\s+([^]+)$/.exec(text);
  return match ? { count: Number(match[1]), rest: match[2] ?? "" } : {
    rest: text,
  };
}

/**
 * The channel or person that plain text goes to.
 *
 * @throws {RangeError} If there is none.
 */
export function needPlace({ current }: CommandContext): string {
  if (current !== undefined) return current;
  throw new RangeError(
    "Cannot do that as you are in no channel: /join one, such as /join #lobby",
  );
}

/**
 * The channel that is shown.
 *
 * @throws {RangeError} If it is none.
 */
export function needChannel(context: CommandContext): string {
  const place = needPlace(context);
  if (isChannelTarget(place)) return place;
  throw new RangeError(
    `Cannot do that as ${place} is a person: it is for channels`,
  );
}

/**
 * Checks what a message is to be said to; the server does the rest.
 *
 * @throws {RangeError} If nothing can be said to it.
 */
export function toTarget(word: string): string {
  if (!/^[^\s:,\p{C}][^\s,\p{C}]*$/u.test(word)) {
    throw new RangeError(`Cannot say anything to "${word}" as it is no nick`);
  }
  return word;
}

/** For what the protocol has one line for. */
export function oneLine(text: string): string {
  return text.replace(/\s*[\r\n\0]\s*/g, " ");
}
