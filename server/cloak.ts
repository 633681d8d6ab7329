import { Buffer } from "node:buffer";
import { createHmac } from "node:crypto";

/** Bytes of a hash that a part of a cloak shows: 40 bits, eight letters. */
const PART_BYTES = 5;
const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/**
 * Makes the function that gives the host which others see in place of an
 * address: hashes with a key that only the server knows, so that nobody can
 * find the address by trying all of them.
 *
 * Each part hashes more of the address, the most of it on the left, so that
 * `*!*@*.b.c.cloak` bans a whole network: for IPv4 the address, its /24 and its
 * /16; for IPv6 the address, its /64 and its /48.
 */
export function createCloak(key: Uint8Array): (address: string) => string {
  const keyBytes = Buffer.from(key);
  const hash = (text: string): string => {
    const bytes = createHmac("sha256", keyBytes).update(text).digest();
    return toLetters(bytes.subarray(0, PART_BYTES));
  };
  return (address) => `${networksOf(address).map(hash).join(".")}.cloak`;
}

/** Gives an address and the networks that it is in, the smallest first. */
export function networksOf(address: string): string[] {
  if (address.includes(":")) {
    const groups = expand(address);
    return [groups, groups.slice(0, 4), groups.slice(0, 3)].map((part) =>
      part.join(":")
    );
  }
  const bytes = address.split(".");
  return [bytes, bytes.slice(0, 3), bytes.slice(0, 2)].map((part) =>
    part.join(".")
  );
}

/**
 * Gives the eight groups of an IPv6 address, so that all its spellings are one;
 * a zone stays with the last.
 */
function expand(address: string): string[] {
  const [head = "", tail] = address.toLowerCase().split("::");
  const start = groupsOf(head);
  if (tail === undefined) return start;
  const end = groupsOf(tail);
  const zeros = Array<string>(Math.max(0, 8 - start.length - end.length));
  return [...start, ...zeros.fill("0"), ...end];
}

function groupsOf(part: string): string[] {
  return part === ""
    ? []
    : part.split(":").map((group) => group.replace(/^0+(?=[\da-f])/, ""));
}

/** Base 32: eight letters for five bytes. */
function toLetters(bytes: Uint8Array): string {
  let letters = "";
  let bits = 0;
  let bitCount = 0;
  for (const byte of bytes) {
    bits = bits << 8 | byte;
    bitCount += 8;
    for (; bitCount >= 5; bitCount -= 5) {
      letters += ALPHABET[bits >> (bitCount - 5) & 31];
    }
    bits &= 0xff;
  }
  return letters;
}
