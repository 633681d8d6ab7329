import {
  type Asker,
  conversationAt,
  findReadable,
  MOST_AT_ONCE,
  MOST_ROUNDS,
  nicksOf,
  type Readable,
} from "./access.ts";
import type { ParsedQuery } from "./search_query.ts";
import type { SearchQuery, StoredMessage } from "./store.ts";

/** A message that was found, and where. */
export interface Found {
  readonly stored: StoredMessage;
  readonly readable: Readable;
}

/** Which of what is found. */
export interface FindOptions {
  /** Only those in front of this `id`. */
  readonly before: number | undefined;
  readonly limit: number;
}

/**
 * Finds what the asker may read and looks for, newest first.
 *
 * @returns `undefined` if it may not read where it looks.
 * @throws {StoreError} If it cannot be read.
 */
export function findMessages(
  asker: Asker,
  query: ParsedQuery,
  { before, limit }: FindOptions,
): Found[] | undefined {
  const area = query.in === undefined
    ? areaOf(asker)
    : areaOfOne(findReadable(asker, query.in));
  if (area === undefined) return undefined;
  const bounds = toBounds(asker, query, before);
  const { places, readableAt } = area;
  if (places.size === 0 || bounds === undefined) return [];
  const { terms, from } = query;
  const { store } = asker.hub.history;
  const found: Found[] = [];
  let wanted: SearchQuery = { terms, from, places, ...bounds, limit };
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const rows = store.search(wanted);
    for (const stored of rows) {
      const readable = readableAt(stored.place);
      if (readable?.mayRead(stored)) found.push({ stored, readable });
    }
    if (found.length >= limit || rows.length < wanted.limit) break;
    wanted = { ...wanted, before: rows.at(-1)!.id, limit: MOST_AT_ONCE };
  }
  return found.slice(0, limit);
}

/** Where to look. */
interface Area {
  /** Of each the `id` behind which the asker may read. */
  readonly places: ReadonlyMap<number, number>;
  /** Tells what a place is; `undefined`: not for the asker after all. */
  readonly readableAt: (place: number) => Readable | undefined;
}

function areaOfOne(readable: Readable | undefined): Area | undefined {
  return readable && {
    places: new Map(readable.places.map((place) => [place, readable.after])),
    readableAt: () => readable,
  };
}

/**
 * All that the asker may read, as `allReadable` has it; but of the conversations
 * only those are named in which something is found.
 */
function areaOf(asker: Asker): Area {
  const { hub, session } = asker;
  const known = new Map<number, Readable | undefined>();
  const places = new Map<number, number>();
  for (const { name } of session.channels) {
    const readable = findReadable(asker, name);
    for (const place of readable?.places ?? []) {
      known.set(place, readable);
      places.set(place, readable!.after);
    }
  }
  const others = hub.history.store.conversations(session.identity);
  for (const place of others.keys()) places.set(place, 0);
  let nicks: ReadonlyMap<string, string> | undefined;
  const readableAt = (place: number) => {
    const identity = others.get(place);
    if (identity !== undefined && !known.has(place)) {
      nicks ??= nicksOf(asker);
      known.set(place, conversationAt(asker, { place, identity }, nicks));
    }
    return known.get(place);
  };
  return { places, readableAt };
}

/** @returns `undefined` if there is nothing that new. */
function toBounds(
  { hub }: Asker,
  query: ParsedQuery,
  before: number | undefined,
): Pick<SearchQuery, "after" | "before"> | undefined {
  const { store } = hub.history;
  const since = (time: number | undefined) =>
    time === undefined ? undefined : store.firstSince(time);
  const first = since(query.after);
  if (query.after !== undefined && first === undefined) return undefined;
  const end = Math.min(before ?? Infinity, since(query.before) ?? Infinity);
  return {
    after: first === undefined ? undefined : first - 1,
    before: end === Infinity ? undefined : end,
  };
}
