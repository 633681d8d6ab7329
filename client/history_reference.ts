/** Where to look: the `id` of a message, or a time in ms since 1970. */
export type HistoryReference = number | string;

/** The end of the year 9999: later ones have more digits than the format. */
const MAX_TIME = Date.UTC(10_000, 0) - 1;

/** How `referTo` refers. */
export interface ReferOptions {
  /** What the server takes: ISUPPORT `MSGREFTYPES`. */
  readonly historyRefs: readonly string[];
  /** Whether the server does not know the message any more. */
  readonly isByTime?: boolean;
}

/** Says where something stands, as the server takes it. */
export function referTo(
  { msgid, time }: {
    readonly msgid?: string | undefined;
    readonly time: number;
  },
  { historyRefs, isByTime = false }: ReferOptions,
): HistoryReference {
  const isById = msgid !== undefined && !isByTime &&
    historyRefs.includes("msgid");
  // What was said in the same millisecond is asked for too.
  return isById ? msgid : time - 1;
}

/** Writes where to look as CHATHISTORY has it; nothing: at the end. */
export function formatReference(
  reference: HistoryReference | undefined,
): string {
  if (reference === undefined) return "*";
  if (typeof reference === "string") return `msgid=${reference}`;
  const time = Math.min(Math.max(reference, 0), MAX_TIME);
  return `timestamp=${new Date(time).toISOString()}`;
}
