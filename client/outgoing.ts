import { byteLength, MAX_LINE_BYTES } from "../protocol/limits.ts";
import {
  createMessage,
  formatBody,
  type Message,
} from "../protocol/message.ts";
import type { MultilineLimits } from "../protocol/capabilities.ts";
import { formatAction } from "../protocol/ctcp.ts";
import { splitText } from "../protocol/split_text.ts";
import { joinLines, type TextLine } from "../protocol/text_lines.ts";

/** What a line has to have room for besides all else: a few characters. */
const MIN_TEXT_BYTES = 16;

/** How a text is said. */
export type SayKind = "action" | "message";

/** What the size of a message depends on. */
export interface OutgoingOptions {
  /** A channel or a nick. */
  readonly target: string;
  readonly kind: SayKind;
  /** Bytes of our own `nick!user@host`, which others see before the text. */
  readonly sourceBytes: number;
  /** Missing: the server knows no multi-line messages. */
  readonly multiline?: MultilineLimits;
}

/** What others get as one message: a line, or a batch of several. */
export interface OutgoingPart {
  /** Its lines joined by LF. */
  readonly text: string;
  readonly pieces: readonly TextLine[];
}

/**
 * Cuts a text into parts that the server takes, so that nothing of it is lost.
 *
 * One part if it fits a line or the server's `draft/multiline` limits. Else it
 * is cut at line breaks where possible, at spaces and between characters where
 * not. Blank lines at its ends are dropped; those inside are kept, unless each
 * line has to be a message of its own, which cannot be blank.
 *
 * @param text Of any length, with LF, CR LF or CR as line breaks.
 * @returns No part for a text without a character.
 * @throws {RangeError} If the target is too long for any text to fit.
 * @throws {ProtocolError} If no line can carry the target.
 */
export function splitOutgoing(
  text: string,
  options: OutgoingOptions,
): OutgoingPart[] {
  const lines = toCarriable(text).replace(/^\n+|\n+$/g, "").split("\n");
  // A batch cannot hold an action.
  const multiline = options.kind === "action" ? undefined : options.multiline;
  const maxBytes = Math.min(roomOf(options), multiline?.maxBytes ?? Infinity);
  const pieces = lines.flatMap((line) =>
    splitText(line, maxBytes).map((text, index) => ({
      text,
      concat: index > 0,
    }))
  );
  const parts = multiline
    ? groupPieces(pieces, multiline)
    : pieces.map(({ text }) => [{ text, concat: false }]);
  return parts.filter((part) => part.some((piece) => piece.text !== ""))
    .map((part) => ({ text: joinLines(part), pieces: part }));
}

/** What tells one part from the others on the wire. */
export interface PartNames {
  /** Names the batch: letters and digits. */
  readonly id: string;
  /** Whether the server's answer should bear the `id` as its label. */
  readonly isLabelled: boolean;
  /** The `id` of the message that it answers. (IRCv3 reply) */
  readonly replyTo?: string;
  /** What the server is to know it by, if it comes again. (chat/send-id) */
  readonly sendId?: string;
}

/** Writes a part as messages. */
export function formatPart(
  { pieces }: OutgoingPart,
  { target, kind }: Pick<OutgoingOptions, "kind" | "target">,
  { id, isLabelled, replyTo, sendId }: PartNames,
): Message[] {
  const tags = new Map([
    ...(isLabelled ? [["label", id] as const] : []),
    ...(replyTo === undefined ? [] : [["+draft/reply", replyTo] as const]),
    ...(sendId === undefined ? [] : [["chat/send-id", sendId] as const]),
  ]);
  if (pieces.length === 1) {
    const text = pieces[0]?.text ?? "";
    const params = [target, kind === "action" ? formatAction(text) : text];
    return [createMessage("PRIVMSG", params, { tags })];
  }
  return [
    createMessage("BATCH", [`+${id}`, "draft/multiline", target], { tags }),
    ...pieces.map(({ text, concat }) =>
      createMessage("PRIVMSG", [target, text], {
        tags: new Map([
          ["batch", id],
          ...(concat ? [["draft/multiline-concat", ""] as const] : []),
        ]),
      })
    ),
    createMessage("BATCH", [`-${id}`]),
  ];
}

/** Leaves no character that a line cannot carry. (RFC 1459, 2.3.1) */
function toCarriable(text: string): string {
  return text.replace(/\r\n?/g, "\n").replaceAll("\0", "\ufffd");
}

/**
 * Bytes of text for which `:source PRIVMSG target :text` fits a line.
 *
 * @throws {RangeError} If the target leaves too little.
 * @throws {ProtocolError} If no line can carry the target.
 */
function roomOf({ target, kind, sourceBytes }: OutgoingOptions): number {
  const empty = formatBody(createMessage("PRIVMSG", [target, ""]));
  const frame = byteLength(`: ${empty}\r\n`) + sourceBytes;
  const wrapping = kind === "action" ? byteLength(formatAction("")) : 0;
  const room = MAX_LINE_BYTES - frame - wrapping;
  if (room >= MIN_TEXT_BYTES) return room;
  throw new RangeError(
    `Cannot say anything to "${target.slice(0, 20)}…" as the name is too long`,
  );
}

function groupPieces(
  pieces: readonly TextLine[],
  { maxBytes, maxLines }: MultilineLimits,
): TextLine[][] {
  const groups: TextLine[][] = [];
  let group: TextLine[] = [];
  let bytes = 0;
  for (const piece of pieces) {
    const added = byteLength(piece.text) + (piece.concat ? 0 : 1);
    const isFull = group.length >= maxLines || bytes + added > maxBytes;
    if (group.length > 0 && isFull) {
      groups.push(group);
      group = [];
    }
    if (group.length === 0) {
      group.push({ text: piece.text, concat: false });
      bytes = byteLength(piece.text);
    } else {
      group.push(piece);
      bytes += added;
    }
  }
  if (group.length > 0) groups.push(group);
  return groups;
}
