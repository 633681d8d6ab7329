import { byteLength, MAX_LINE_BYTES } from "../protocol/limits.ts";
import { formatBody, type Message, parseSource } from "../protocol/message.ts";
import { joinLines, type TextLine } from "../protocol/text_lines.ts";
import { NO_TAGS, type Tags } from "../protocol/tags.ts";

/** A message on its way to one or many, before it is bytes for anybody. */
export interface Outgoing extends Message {
  /** Milliseconds since 1970, for those with `server-time`. */
  readonly time: number;
  /** For those with `message-tags`. */
  readonly msgid?: string;
  /**
   * The lines of a multi-line PRIVMSG, NOTICE or EDITMSG; each is the last
   * parameter of one, of which it has none itself.
   */
  readonly lines?: readonly TextLine[];
  /** What plain text calls the source, where that is not its nick. */
  readonly displayName?: string;
  /** Whether nobody is told of it unless it could be stored. */
  readonly isStored?: boolean;
}

/** What `createOutgoing` takes besides command and params. */
export interface OutgoingParts {
  readonly time: number;
  readonly source?: string | undefined;
  readonly tags?: Tags | undefined;
  readonly msgid?: string | undefined;
  readonly lines?: readonly TextLine[] | undefined;
  readonly displayName?: string | undefined;
  readonly isStored?: boolean | undefined;
}

/** Makes a message to send. Made for each message that is said: in one go. */
export function createOutgoing(
  command: string,
  params: readonly string[],
  parts: OutgoingParts,
): Outgoing {
  const { time, source, tags = NO_TAGS, msgid } = parts;
  const { lines, displayName, isStored } = parts;
  const message: { -readonly [Key in keyof Outgoing]: Outgoing[Key] } = {
    tags,
    command,
    params,
    time,
  };
  if (source !== undefined) message.source = source;
  if (msgid !== undefined) message.msgid = msgid;
  if (lines !== undefined) message.lines = lines;
  if (displayName !== undefined) message.displayName = displayName;
  if (isStored !== undefined) message.isStored = isStored;
  return message;
}

/**
 * Bytes that a line has left for the text of a message, whose last parameter is
 * empty.
 */
export function roomIn(message: Outgoing): number {
  return MAX_LINE_BYTES - "\r\n".length - byteLength(formatBody(message));
}

/** Gives the name that people see as the sender. */
export function displayName({ displayName, source }: Outgoing): string {
  return displayName ?? parseSource(source ?? "").name;
}

/** Gives the text of a message, the lines of a multi-line one joined. */
export function textOf({ lines, params }: Outgoing): string {
  return lines === undefined ? params.at(-1) ?? "" : joinLines(lines);
}
