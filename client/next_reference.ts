import {
  type HistoryReference,
  type ReferOptions,
  referTo,
} from "./history_reference.ts";
import { msgidOf } from "./msgid_of.ts";
import type { Answer } from "./requests.ts";

/** Which page `nextReference` has got. */
export interface PageOptions extends ReferOptions {
  /** Behind which it began; missing: it was to be the newest only. */
  readonly after: HistoryReference | undefined;
  /** How many messages were asked for. */
  readonly limit: number;
}

/** Says behind what the next page begins; `undefined`: this was the last. */
export function nextReference(
  { messages = [], isCut }: Answer,
  { after, limit, ...options }: PageOptions,
): HistoryReference | undefined {
  // What became of a message may stand behind it, and is not counted.
  const counted = messages.filter(({ tags }) =>
    !tags.has("draft/chathistory-context")
  );
  const newest = counted.at(-1);
  const isLast = counted.length < limit && !isCut;
  if (after === undefined || isLast || !newest) return undefined;
  const time = Date.parse(newest.tags.get("time") ?? "");
  const next = referTo({ msgid: msgidOf(newest), time }, options);
  const isForward = next !== after && !Number.isNaN(next);
  return isForward ? next : undefined;
}
