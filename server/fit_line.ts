import { byteLength } from "../protocol/limits.ts";
import { type Outgoing, roomIn } from "./outgoing.ts";
import { cutText } from "./params.ts";

/** The least that a text can be cut to: one character always fits. */
const LEAST_BYTES = 4;

/** How words are put together to lines. */
export interface PackOptions {
  readonly separator: " " | ",";
  /** Makes the message that has a line as one of its parameters. */
  readonly create: (line: string) => Outgoing;
}

/**
 * Puts words together to messages that fit a line, as few as can be. "The
 * length of the target list is limited only by the buffer size of 512 chars."
 * (IRCv3 monitor)
 */
export function* packWords(
  words: Iterable<string>,
  { separator, create }: PackOptions,
): Generator<Outgoing> {
  const room = roomIn(create("-")) + 1;
  let line = "";
  let bytes = 0;
  for (const word of words) {
    const wordBytes = byteLength(word);
    if (bytes > 0 && bytes + 1 + wordBytes > room) {
      yield create(line);
      bytes = 0;
    }
    line = bytes === 0 ? word : `${line}${separator}${word}`;
    bytes += bytes === 0 ? wordBytes : 1 + wordBytes;
  }
  if (bytes > 0) yield create(line);
}

/** Cuts the text at a message's end so that it fits a line. */
export function cutToLine(message: Outgoing): Outgoing {
  const excess = -roomIn(message);
  if (excess <= 0) return message;
  const text = message.params.at(-1)!;
  const room = byteLength(text) - excess;
  const rest = room < LEAST_BYTES ? "" : cutText(text, room);
  return { ...message, params: [...message.params.slice(0, -1), rest] };
}
