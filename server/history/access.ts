import { foldName, isChannelTarget } from "../../protocol/names.ts";
import type { Channel } from "../channel.ts";
import type { Context } from "../context.ts";
import { hasRank } from "../ranks.ts";
import type { RangeQuery, Store, StoredMessage } from "./store.ts";

/** Messages that are looked at in one go where not all are for the asker. */
export const MOST_AT_ONCE = 500;
/** How often: who hides very many messages from others shall not cost more. */
export const MOST_ROUNDS = 10;

/** What somebody may read: a channel, or what was said with another. */
export interface Readable {
  /** The channel or the nick, as it is written now. */
  readonly name: string;
  readonly isChannel: boolean;
  /** Where it is stored; none if nothing was said yet. */
  readonly places: readonly number[];
  /** The `id` behind which the asker may read. */
  readonly after: number;
  /** Whether a message of these places is for the asker, too. (`least`) */
  readonly mayRead: (message: StoredMessage) => boolean;
}

/** Who asks; no `Replies` are needed. */
export type Asker = Pick<Context, "hub" | "session">;

/**
 * Finds what the asker may read under a name: a channel that it is in, or what
 * it said with who has the nick, and with who had it last before. Operators of the server may read no more than others.
 *
 * @returns `undefined` alike for what is not there and what is not for it.
 * @throws {StoreError} If it cannot be read.
 */
export function findReadable(
  asker: Asker,
  target: string,
): Readable | undefined {
  const { hub } = asker;
  if (isChannelTarget(target)) {
    const channel = hub.registry.channel(target);
    return channel && channelFor(asker, channel);
  }
  const folded = foldName(target);
  const found = conversationsOf(asker).find(({ name }) =>
    foldName(name) === folded
  );
  if (found !== undefined) return found;
  const holder = hub.registry.session(target);
  return holder && conversation(holder.target, []);
}

/**
 * Gives all that the asker may read: the channels that it is in, and those with
 * whom it spoke.
 *
 * @throws {StoreError} If it cannot be read.
 */
export function allReadable(asker: Asker): Readable[] {
  const channels = [...asker.session.channels]
    .map((channel) => channelFor(asker, channel))
    .filter((readable) => readable !== undefined);
  return [...channels, ...conversationsOf(asker)];
}

/**
 * Gives a range of what may be read, oldest first: as `Store.list`, but of what
 * is meant for the asker alone.
 *
 * @throws {StoreError} If it cannot be read.
 */
export function listReadable(
  store: Store,
  { places, after, mayRead }: Readable,
  query: Omit<RangeQuery, "places">,
): StoredMessage[] {
  if (places.length === 0) return [];
  const isNewest = query.end === "newest";
  let bounds = {
    after: Math.max(after, query.after ?? 0),
    before: query.before,
  };
  let found: StoredMessage[] = [];
  let { limit } = query;
  for (let round = 1;; round++) {
    const rows = store.list({ ...query, ...bounds, places, limit });
    const readable = rows.filter(mayRead);
    found = isNewest ? [...readable, ...found] : [...found, ...readable];
    const isAll = rows.length < limit || round === MOST_ROUNDS;
    if (isAll || found.length >= query.limit) {
      return isNewest
        ? found.slice(Math.max(0, found.length - query.limit))
        : found.slice(0, query.limit);
    }
    limit = MOST_AT_ONCE;
    // Some were not for the asker: others may stand behind them.
    bounds = isNewest
      ? { ...bounds, before: rows[0]!.id }
      : { ...bounds, after: rows.at(-1)!.id };
  }
}

function channelFor(
  { hub, session }: Asker,
  channel: Channel,
): Readable | undefined {
  const membership = channel.members.get(session);
  if (membership === undefined) return undefined;
  const { historyFromJoin } = hub.options;
  return {
    name: channel.name,
    isChannel: true,
    places: [hub.history.placeOf(channel)],
    after: historyFromJoin ? membership.joinedId - 1 : 0,
    mayRead: ({ least, author, message: { time } }) =>
      least === undefined || author === session.identity ||
      (channel.wasOpenAt(time) &&
        hasRank(channel.members.get(session), least)),
  };
}

/** Where a conversation is, and with whom. */
export interface ConversationKey {
  readonly place: number;
  /** The other's; see `Store.conversations`. */
  readonly identity: string;
}

/** Gives the nicks of those who are here, by their identities. */
export function nicksOf({ hub }: Asker): Map<string, string> {
  const nicks = new Map<string, string>();
  for (const { identity, target } of hub.registry.sessions()) {
    nicks.set(identity, target);
  }
  return nicks;
}

/**
 * Gives the one conversation that is at a place, as `allReadable` does, for who
 * has found something there: to name all that somebody ever had takes long.
 *
 * @param nicks As `nicksOf` gives them.
 * @returns `undefined` where `allReadable` leaves it out.
 * @throws {StoreError} If it cannot be read.
 */
export function conversationAt(
  { hub }: Asker,
  { place, identity }: ConversationKey,
  nicks: ReadonlyMap<string, string>,
): Readable | undefined {
  const held = nicks.get(identity);
  if (held !== undefined) return conversation(held, [place]);
  const name = hub.history.lastNicks.find({ place, identity });
  return name === undefined ? undefined : conversation(name, [place]);
}

function conversation(name: string, places: readonly number[]): Readable {
  return { name, isChannel: false, places, after: 0, mayRead: () => true };
}

/**
 * Several who had one nick, one after the other, are one by that nick: what
 * somebody wrote who had to connect anew is found where it is looked for.
 */
function conversationsOf({ hub, session }: Asker): Readable[] {
  const { store } = hub.history;
  const holders = new Map<string, string>();
  const others = [...store.conversations(session.identity)];
  const identities = new Set(others.map(([, identity]) => identity));
  for (const { identity, target } of hub.registry.sessions()) {
    if (identities.has(identity)) holders.set(identity, target);
  }
  const found = new Map<string, { name: string; places: number[] }>();
  for (const [place, other] of others) {
    const held = holders.get(other);
    const name = held ??
      hub.history.lastNicks.find({ place, identity: other });
    if (name === undefined) continue;
    const known = found.get(foldName(name));
    if (known !== undefined) known.places.push(place);
    else found.set(foldName(name), { name, places: [place] });
  }
  return [...found.values()].map(({ name, places }) =>
    conversation(name, places)
  );
}
