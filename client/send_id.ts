/** Digits that stand for the time: 48 bits of milliseconds. */
const TIME_DIGITS = 12;

/** Digits that one random number gives: 32 bits. */
const RANDOM_DIGITS = 8;

const DIGITS = 32;

/**
 * Makes the id that a message is sent with, by which the server knows it again:
 * 32 hexadecimal digits. (chat/send-id)
 *
 * It begins with the time, as a version 7 UUID does (RFC 9562, 5.7), so that the
 * server's index of ids grows at its end; the rest is random.
 *
 * @param now ms since 1970.
 * @param random Gives a number from 0 to below 1.
 */
export function makeSendId(now: number, random: () => number): string {
  let id = Math.trunc(now).toString(16).padStart(TIME_DIGITS, "0")
    .slice(-TIME_DIGITS);
  while (id.length < DIGITS) {
    id += Math.floor(random() * 2 ** 32).toString(16)
      .padStart(RANDOM_DIGITS, "0");
  }
  return id.slice(0, DIGITS);
}
