import { parseTimestamp } from "../timestamps.ts";
import type { Readable } from "./access.ts";
import { parseMessageId } from "./message_ids.ts";
import { MESSAGE_KINDS, type Store } from "./store.ts";

/** A message, or a time, from which others are counted. */
export type Reference =
  | { readonly kind: "msgid"; readonly msgid: string }
  | { readonly kind: "timestamp"; readonly time: number };

/** Why a word is no reference. */
export type ReferenceFault = "timestamp" | "type";

/**
 * Reads `msgid=...` or `timestamp=...`.
 *
 * @returns What is wrong with it: the time, or the kind of reference.
 */
export function parseReference(word: string): Reference | ReferenceFault {
  const [, kind, value = ""] = /^(msgid|timestamp)=(.*)$/s.exec(word) ?? [];
  if (kind === "msgid") return { kind, msgid: value };
  if (kind !== "timestamp") return "type";
  const time = parseTimestamp(value);
  return time === undefined ? "timestamp" : { kind, time };
}

/** Behind all messages. */
const END = Number.MAX_SAFE_INTEGER;

/** Where a reference stands among all messages. */
export interface Position {
  /** What comes after it has a higher `id`. */
  readonly after: number;
  /** What comes before it has a lower `id`. */
  readonly before: number;
}

/**
 * Finds where a reference stands; the message itself may be gone.
 *
 * @returns `undefined` for what no message was ever called.
 * @throws {StoreError} If it cannot be read.
 */
export function positionOf(
  store: Store,
  { places }: Readable,
  reference: Reference,
): Position | undefined {
  if (reference.kind === "timestamp") {
    const { time } = reference;
    return {
      after: (store.firstSince(time + 1) ?? END) - 1,
      before: store.firstSince(time) ?? END,
    };
  }
  const id = parseMessageId(reference.msgid);
  if (id === undefined) return undefined;
  // An event of several channels has one msgid, and in each an id of its own.
  const [next] = store.list({
    places,
    after: id,
    kinds: MESSAGE_KINDS,
    limit: 1,
    end: "oldest",
  });
  const isSame = next?.message.msgid === reference.msgid;
  return { after: isSame ? next.id : id, before: id };
}
