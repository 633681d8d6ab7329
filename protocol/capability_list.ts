import { byteLength } from "./limits.ts";
import { splitText } from "./split_text.ts";

/** One word of a CAP list. */
export interface CapabilityToken {
  readonly name: string;
  /** What stands behind `=`; `""` for none. */
  readonly value: string;
  /** Whether it had a `-` in front: switch it off, or it is gone. */
  readonly off: boolean;
}

/**
 * Reads the list of CAP LS, REQ, ACK, NEW and DEL.
 * (IRCv3 capability-negotiation)
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { parseCapabilities } from "./capability_list.ts";
 *
 * assertEquals(parseCapabilities("sasl=PLAIN -batch"), [
 *   { name: "sasl", value: "PLAIN", off: false },
 *   { name: "batch", value: "", off: true },
 * ]);
 * ```
 */
export function parseCapabilities(list: string): CapabilityToken[] {
  return list.split(" ").filter((word) => word !== "").map((word) => {
    const off = word.startsWith("-");
    const token = off ? word.slice(1) : word;
    const equals = token.indexOf("=");
    return equals < 0
      ? { name: token, value: "", off }
      : { name: token.slice(0, equals), value: token.slice(equals + 1), off };
  });
}

/**
 * Writes capabilities as the list of CAP LS.
 *
 * @param options `values`: whether the peer understands values (CAP LS 302).
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { formatCapabilities } from "./capability_list.ts";
 *
 * const offered = new Map([["batch", ""], ["sasl", "PLAIN"]]);
 *
 * assertEquals(formatCapabilities(offered, { values: true }), "batch sasl=PLAIN");
 * assertEquals(formatCapabilities(offered, { values: false }), "batch sasl");
 * ```
 */
export function formatCapabilities(
  capabilities: ReadonlyMap<string, string>,
  { values }: { readonly values: boolean },
): string {
  return [...capabilities].map(([name, value]) =>
    values && value !== "" ? `${name}=${value}` : name
  ).join(" ");
}

/**
 * Splits a list of capabilities between its words, so that each piece fits a
 * line; one that fits stays exactly as it is.
 *
 * @param maxBytes Of a piece.
 * @returns At least one piece.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { splitCapabilities } from "./capability_list.ts";
 *
 * assertEquals(splitCapabilities("batch sasl setname", 10), [
 *   "batch sasl",
 *   "setname",
 * ]);
 * ```
 */
export function splitCapabilities(list: string, maxBytes: number): string[] {
  if (byteLength(list) <= maxBytes) return [list];
  const pieces: string[] = [];
  let piece = "";
  for (const word of list.split(" ")) {
    if (word === "") continue;
    const longer = piece === "" ? word : `${piece} ${word}`;
    if (byteLength(longer) <= maxBytes) piece = longer;
    else {
      if (piece !== "") pieces.push(piece);
      piece = splitText(word, maxBytes)[0]!;
    }
  }
  return [...pieces, piece];
}
