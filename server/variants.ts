import type { CapabilityName } from "../protocol/capabilities.ts";
import { byteLength } from "../protocol/limits.ts";
import { formatBody } from "../protocol/message.ts";
import { formatTags, NO_TAGS, type Tags } from "../protocol/tags.ts";
import type { Outgoing } from "./outgoing.ts";
import { formatPlain } from "./plain_format.ts";

/**
 * What decides how a message is written for a peer. Peers of one variant get
 * the same bytes.
 */
export interface Variant {
  /** A small whole number, unique to the variant. */
  readonly key: number;
  readonly hasTags: boolean;
  readonly hasTime: boolean;
  readonly hasMultiline: boolean;
  readonly isPlain: boolean;
}

/** The variant of those who speak no IRC. */
export const PLAIN_VARIANT: Variant = {
  key: 8,
  hasTags: false,
  hasTime: false,
  hasMultiline: false,
  isPlain: true,
};

/** The variants of those who speak IRC, by their keys. */
const VARIANTS: readonly Variant[] = Array.from({ length: 8 }, (_, key) => ({
  key,
  hasTags: (key & 1) > 0,
  hasTime: (key & 2) > 0,
  hasMultiline: (key & 4) > 0,
  isPlain: false,
}));

/** Gives the variant that belongs to a set of capabilities. */
export function variantOf(
  capabilities: ReadonlySet<CapabilityName>,
): Variant {
  const hasTags = capabilities.has("message-tags");
  const hasTime = capabilities.has("server-time");
  const hasMultiline = capabilities.has("draft/multiline") &&
    capabilities.has("batch");
  const key = Number(hasTags) + 2 * Number(hasTime) + 4 * Number(hasMultiline);
  return VARIANTS[key]!;
}

/**
 * Writes a message for a variant: one or more whole lines with their line ends,
 * or nothing if the variant cannot be told.
 *
 * @param ownTags Tags for this one receiver (`label`, `batch`).
 */
export function formatFor(
  variant: Variant,
  message: Outgoing,
  ownTags?: Tags,
): string {
  if (variant.isPlain) return formatPlain(message);
  if (message.command === "TAGMSG" && !variant.hasTags) return "";
  const tags = formatTagsFor(variant, message, ownTags);
  if (message.lines === undefined) return `${tags}${formatBody(message)}\r\n`;
  return variant.hasMultiline
    ? formatBatch(message, tags, ownTags)
    : formatFallback(variant, message, tags, ownTags);
}

function formatTagsFor(
  variant: Variant,
  { time, msgid, tags }: Pick<Outgoing, "time" | "msgid" | "tags">,
  ownTags: Tags | undefined,
): string {
  let text = ownTags === undefined ? "" : formatTags(ownTags);
  const add = (tag: string) => text += text === "" ? tag : `;${tag}`;
  if (variant.hasTime) add(`time=${new Date(time).toISOString()}`);
  if (variant.hasTags && msgid !== undefined) add(`msgid=${msgid}`);
  if (variant.hasTags && tags.size > 0) add(formatTags(tags));
  return text === "" ? "" : `@${text} `;
}

/**
 * IRCv3 draft/multiline. The message's own id is as good a batch reference. Of a
 * batch in another one start and end "both MUST have batch tag". (IRCv3 batch)
 */
function formatBatch(
  message: Outgoing,
  tags: string,
  ownTags: Tags | undefined,
): string {
  const { params, lines, msgid, source } = message;
  const target = params[0]!;
  const prefix = source === undefined ? "" : `:${source} `;
  const reference = msgid ?? "1";
  let text =
    `${tags}${prefix}BATCH +${reference} draft/multiline ${target}\r\n`;
  for (const line of lines!) {
    const concat = line.concat ? ";draft/multiline-concat" : "";
    const body = formatBody({ ...message, params: [...params, line.text] });
    text += `@batch=${reference}${concat} ${body}\r\n`;
  }
  const outer = batchTags(ownTags);
  const endTags = outer === undefined ? "" : `@${formatTags(outer)} `;
  return `${text}${endTags}${prefix}BATCH -${reference}\r\n`;
}

/** Gives the tag of the batch that a message is in. */
function batchTags(ownTags: Tags | undefined): Tags | undefined {
  const batch = ownTags?.get("batch");
  return batch === undefined ? undefined : new Map([["batch", batch]]);
}

/** Bytes of tags that each line of a multi-line message may repeat. */
const MAX_REPEATED_BYTES = 128;

/**
 * Gives the tags that each line of a multi-line message carries for those who
 * get them one by one: all that came with it, so that each is known as an answer
 * or a bot's; or none, so that 4 KB do not become 4 MB.
 */
export function repeatedTags(tags: Tags): string {
  const text = formatTags(tags);
  return byteLength(text) > MAX_REPEATED_BYTES ? "" : text;
}

/**
 * "Servers MUST NOT send blank lines" to those without draft/multiline. A label
 * and an id belong to the message, and are given once; other tags "MAY also be
 * included on subsequent lines". (IRCv3 draft/multiline, "Fallback")
 */
function formatFallback(
  variant: Variant,
  message: Outgoing,
  firstTags: string,
  ownTags: Tags | undefined,
): string {
  const { time, tags: allTags } = message;
  const laterTags = formatTagsFor(
    variant,
    { time, tags: repeatedTags(allTags) === "" ? NO_TAGS : allTags },
    batchTags(ownTags),
  );
  let text = "";
  for (const line of message.lines!) {
    if (line.text === "") continue;
    const tags = text === "" ? firstTags : laterTags;
    const body = formatBody({
      ...message,
      params: [...message.params, line.text],
    });
    text += `${tags}${body}\r\n`;
  }
  return text;
}
