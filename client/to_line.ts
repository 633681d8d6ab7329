import { tooLongPart } from "../protocol/limits.ts";
import { formatMessage, type Message } from "../protocol/message.ts";

/**
 * Formats a message that has to fit a line.
 *
 * @throws {RangeError} If it does not.
 */
export function toLine(message: Message): string {
  const line = formatMessage(message);
  if (tooLongPart(line) === undefined) return line;
  throw new RangeError(
    `Cannot send the ${message.command} as it is too long for one line`,
  );
}
