import {
  byteLength,
  MAX_METADATA_KEYS,
  MAX_METADATA_SUBS,
  MAX_METADATA_VALUE_BYTES,
  MAX_MULTILINE_BYTES,
  MAX_MULTILINE_LINES,
} from "./limits.ts";
import { splitText } from "./split_text.ts";

/** The capabilities that server and client know. (IRCv3 specifications) */
export type CapabilityName =
  | "account-tag"
  | "away-notify"
  | "batch"
  | "cap-notify"
  | "chghost"
  | "draft/channel-rename"
  | "draft/message-redaction"
  | "draft/metadata-2"
  | "draft/multiline"
  | "draft/pre-away"
  | "draft/read-marker"
  | "echo-message"
  | "extended-join"
  | "extended-monitor"
  | "invite-notify"
  | "labeled-response"
  | "message-tags"
  | "multi-prefix"
  | "no-implicit-names"
  | "sasl"
  | "server-time"
  | "setname"
  | "standard-replies"
  | "userhost-in-names";

/**
 * What our server offers: name to value, `""` for none. As it has no accounts,
 * nobody is logged in, and no message gets the tag of `account-tag`: "If the
 * user is not identified to any services account, the tag MUST NOT be sent."
 */
export const SERVER_CAPABILITIES: ReadonlyMap<CapabilityName, string> = new Map<
  CapabilityName,
  string
>([
  ["account-tag", ""],
  ["away-notify", ""],
  ["batch", ""],
  ["cap-notify", ""],
  ["chghost", ""],
  ["draft/channel-rename", ""],
  ["draft/message-redaction", ""],
  [
    "draft/metadata-2",
    `before-connect,max-subs=${MAX_METADATA_SUBS},` +
    `max-keys=${MAX_METADATA_KEYS},` +
    `max-value-bytes=${MAX_METADATA_VALUE_BYTES}`,
  ],
  [
    "draft/multiline",
    `max-bytes=${MAX_MULTILINE_BYTES},max-lines=${MAX_MULTILINE_LINES}`,
  ],
  ["draft/pre-away", ""],
  ["draft/read-marker", ""],
  ["echo-message", ""],
  ["extended-join", ""],
  ["extended-monitor", ""],
  ["invite-notify", ""],
  ["labeled-response", ""],
  ["message-tags", ""],
  ["multi-prefix", ""],
  ["no-implicit-names", ""],
  ["server-time", ""],
  ["setname", ""],
  ["standard-replies", ""],
  ["userhost-in-names", ""],
]);

/**
 * Names from before a specification was final, with the final ones. Clients
 * that were written then still ask for them, so our server offers them too.
 */
export const DRAFT_NAMES: ReadonlyMap<string, CapabilityName> = new Map<
  string,
  CapabilityName
>([
  ["draft/extended-monitor", "extended-monitor"],
  ["draft/no-implicit-names", "no-implicit-names"],
]);

/** Whether a name is one of the capabilities that our server offers. */
export function isServerCapability(name: string): name is CapabilityName {
  return SERVER_CAPABILITIES.has(name as CapabilityName);
}

/** Besides `sasl`, which it asks for when it has an account. */
const CLIENT_CAPABILITIES: ReadonlySet<string> = new Set<CapabilityName>([
  "away-notify",
  "batch",
  "cap-notify",
  "chghost",
  "draft/channel-rename",
  "draft/message-redaction",
  "draft/multiline",
  "echo-message",
  "invite-notify",
  "labeled-response",
  "message-tags",
  "multi-prefix",
  "server-time",
  "setname",
  "standard-replies",
]);

/** Whether a name is one of the capabilities that our client makes use of. */
export function isClientCapability(name: string): name is CapabilityName {
  return CLIENT_CAPABILITIES.has(name);
}

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
 * import { parseCapabilities } from "./capabilities.ts";
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
 * import { formatCapabilities } from "./capabilities.ts";
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
 * import { splitCapabilities } from "./capabilities.ts";
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

/** The limits of `draft/multiline`, in bytes and lines. */
export interface MultilineLimits {
  readonly maxBytes: number;
  readonly maxLines: number;
}

/**
 * Reads the value of `draft/multiline`.
 *
 * @returns `undefined` if it names no valid `max-bytes`, which is required.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { parseMultilineLimits } from "./capabilities.ts";
 *
 * assertEquals(parseMultilineLimits("max-bytes=4096,max-lines=24"), {
 *   maxBytes: 4096,
 *   maxLines: 24,
 * });
 * ```
 */
export function parseMultilineLimits(
  value: string,
): MultilineLimits | undefined {
  const tokens = new Map(
    value.split(",").map((token): [string, string] => {
      const [name = "", count = ""] = token.split("=", 2);
      return [name, count];
    }),
  );
  const maxBytes = parseCount(tokens.get("max-bytes"));
  if (maxBytes === undefined) return undefined;
  return {
    maxBytes,
    maxLines: parseCount(tokens.get("max-lines")) ?? Infinity,
  };
}

function parseCount(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,9}$/.test(text)
    ? Number(text)
    : undefined;
}
