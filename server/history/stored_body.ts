import type { TextLine } from "../../protocol/text_lines.ts";
import { NO_TAGS, type Tags } from "../../protocol/tags.ts";
import type { Rank } from "../ranks.ts";
import type { MessageKind, StoredMessage } from "./store.ts";

/** A message as a row of the database. */
export interface MessageRow {
  readonly id: number;
  readonly place: number;
  readonly kind: number;
  readonly time: number;
  readonly author: string;
  readonly sendId: string | null;
  readonly body: string;
}

/** What of a message has no column, as JSON. */
type Body = [
  msgid: string,
  command: string,
  source: string | 0,
  params: readonly string[],
  tags?: readonly (readonly [string, string])[] | 0,
  lines?: readonly (readonly [text: string, concat: 0 | 1])[] | 0,
  displayName?: string | 0,
  least?: Rank["prefix"] | 0,
];

/** Kinds as they are stored; what they stand for never changes. */
export const KIND_NUMBERS: Readonly<Record<MessageKind, number>> = {
  said: 1,
  event: 2,
  tags: 3,
};
const KINDS: readonly (MessageKind | undefined)[] = [
  undefined,
  "said",
  "event",
  "tags",
];

/** Gives the JSON of what of a message has no column. */
export function toBody({ message, least }: StoredMessage): string {
  const { msgid, command, source = 0, params, tags, lines } = message;
  const { displayName } = message;
  const body: Body = [msgid, command, source, params];
  if (tags.size > 0 || lines || displayName || least) {
    body.push(
      tags.size === 0 ? 0 : [...tags],
      lines?.map(({ text, concat }) => [text, concat ? 1 : 0] as const) ?? 0,
      displayName ?? 0,
      least ?? 0,
    );
  }
  return JSON.stringify(body);
}

/** Gives the message of a row. */
export function fromRow(
  { id, place, kind, time, author, sendId, body }: MessageRow,
): StoredMessage {
  const [msgid, command, source, params, tags, lines, displayName, least] = JSON
    .parse(body) as Body;
  return {
    id,
    place,
    kind: KINDS[kind]!,
    author,
    ...(least && { least }),
    ...(sendId !== null && { sendId }),
    message: {
      tags: tags ? new Map(tags) as Tags : NO_TAGS,
      command,
      params,
      time,
      ...(source !== 0 && { source }),
      msgid,
      ...(lines && { lines: lines.map(toLine) }),
      ...(displayName && { displayName }),
    },
  };
}

function toLine([text, concat]: readonly [string, 0 | 1]): TextLine {
  return { text, concat: concat === 1 };
}
