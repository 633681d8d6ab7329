/**
 * Writes the id of a message: a word, and where the message stands among all.
 *
 * @param position A whole number; up to 11 digits to the base 36.
 */
export function formatMessageId(prefix: string, position: number): string {
  return `${prefix}-${position.toString(36)}`;
}

/**
 * Gives where a message id stands among all messages, be it that the message is
 * gone; `undefined` for what is no id of ours.
 */
export function parseMessageId(msgid: string): number | undefined {
  const [, digits] = /^[^\s;]+-([0-9a-z]{1,11})$/.exec(msgid) ?? [];
  const position = parseInt(digits ?? "", 36);
  return Number.isSafeInteger(position) ? position : undefined;
}
