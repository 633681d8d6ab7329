import {
  MAX_METADATA_KEYS,
  MAX_METADATA_SUBS,
  MAX_METADATA_VALUE_BYTES,
  MAX_MULTILINE_BYTES,
  MAX_MULTILINE_LINES,
  MAX_SEARCH_RESULTS,
} from "./limits.ts";

/** The capabilities that server and client know. (IRCv3 specifications) */
export type CapabilityName =
  | "account-tag"
  | "away-notify"
  | "batch"
  | "cap-notify"
  | "chat/edit"
  | "chat/resume"
  | "chat/search"
  | "chat/send-id"
  | "chghost"
  | "draft/channel-rename"
  | "draft/chathistory"
  | "draft/event-playback"
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
  | "userhost-in-names"
  | "znc.in/playback";

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
  ["chat/edit", ""],
  ["chat/resume", ""],
  ["chat/search", `max=${MAX_SEARCH_RESULTS}`],
  ["chat/send-id", ""],
  ["chghost", ""],
  ["draft/channel-rename", ""],
  ["draft/chathistory", ""],
  ["draft/event-playback", ""],
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
  ["znc.in/playback", ""],
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

/**
 * Besides `sasl`, which it asks for when it has an account, and `chat/resume`,
 * when it comes back by itself.
 */
const CLIENT_CAPABILITIES: ReadonlySet<string> = new Set<CapabilityName>([
  "away-notify",
  "batch",
  "cap-notify",
  "chat/edit",
  "chat/search",
  "chat/send-id",
  "chghost",
  "draft/channel-rename",
  "draft/chathistory",
  "draft/event-playback",
  "draft/message-redaction",
  "draft/multiline",
  "draft/read-marker",
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
