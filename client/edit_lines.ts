import { byteLength } from "../protocol/limits.ts";
import type { Message } from "../protocol/message.ts";
import { formatPart, type OutgoingOptions, splitOutgoing } from "./outgoing.ts";

/** What `formatEdit` is told. */
export interface EditOptions extends OutgoingOptions {
  /** Of the message. */
  readonly id: string;
  /** Whether the server knows edits. */
  readonly isKnown: boolean;
  /** Names the batch, if it takes one: letters and digits. */
  readonly reference: string;
}

/**
 * Writes that a message of our own has another text. (chat/edit)
 *
 * @throws {RangeError} If the server knows no edits, or the text is empty or
 * does not fit one message.
 * @throws {ProtocolError} If a line cannot carry the target.
 */
export function formatEdit(text: string, options: EditOptions): Message[] {
  const { target, kind, id, isKnown, reference } = options;
  if (!isKnown) throw cannot("this server knows no edits");
  const [part, ...others] = splitOutgoing(text, {
    ...options,
    // EDITMSG is as long a word as PRIVMSG; the id stands behind the target.
    sourceBytes: options.sourceBytes + byteLength(` ${id}`),
  });
  if (!part) throw cannot("the new text is empty");
  if (others.length > 0) throw cannot("the new text is too long");
  const lines = formatPart(part, { target, kind }, {
    id: reference,
    isLabelled: false,
  });
  return lines.map((line) =>
    line.command === "BATCH" ? line : {
      ...line,
      command: "EDITMSG",
      params: [target, id, line.params.at(-1) ?? ""],
    }
  );
}

function cannot(reason: string): RangeError {
  return new RangeError(`Cannot change the message as ${reason}`);
}
