import type { Channel, ChannelFlag, ListMode, Topic } from "../channel.ts";
import type { MaskEntry } from "../mask_list.ts";
import { type Membership, RANKS } from "../ranks.ts";

/** What is kept of a channel while the server is not running. */
export interface ChannelRecord {
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly flags: readonly ChannelFlag[];
  readonly topic?: Topic | undefined;
  readonly key?: string | undefined;
  readonly limit?: number | undefined;
  /** The name of the channel where those go who may not enter. */
  readonly forward?: string | undefined;
  readonly masks: Readonly<Record<ListMode, readonly MaskEntry[]>>;
  /** Who is in it, by identity: those who can come back as who they are. */
  readonly members: ReadonlyMap<string, Membership>;
}

/**
 * Members that are kept, those with a rank first: more would be much to write
 * each time that somebody comes or goes.
 */
const MAX_MEMBERS = 1_000;

const FLAGS: readonly ChannelFlag[] = ["C", "U", "i", "m", "n", "s", "t"];
type MemberRow = readonly [identity: string, ranks: string, joinedId: number];

const LISTS: readonly ListMode[] = ["b", "e", "I"];

/**
 * Writes what is to be kept of a channel. Of its members that is their rank; who
 * has none is kept only where not everybody can enter, or read what was said.
 *
 * @param options `keepsAll`: whether the time counts since when they are in.
 */
export function formatRecord(
  channel: Channel,
  { keepsAll }: { readonly keepsAll: boolean },
): string {
  const { createdAt, flags, topic, key, limit, forward, masks } = channel;
  const keepsGuests = keepsAll || flags.has("i") || key !== undefined ||
    limit !== undefined;
  const ranked: MemberRow[] = [];
  const guests: MemberRow[] = [];
  const add = (identity: string, membership: Membership) => {
    const ranks = RANKS.filter(({ key }) => membership[key])
      .map(({ mode }) => mode).join("");
    const rows = ranks === "" ? guests : ranked;
    if (rows === guests && !keepsGuests) return;
    if (rows.length >= MAX_MEMBERS) return;
    rows.push([identity, ranks, membership.joinedId]);
  };
  for (const [identity, membership] of channel.awaited ?? []) {
    add(identity, membership);
  }
  for (const [{ identity, secretHash }, membership] of channel.members) {
    if (secretHash !== undefined) add(identity, membership);
  }
  return JSON.stringify({
    createdAt,
    flags: [...flags].sort().join(""),
    topic,
    key,
    limit,
    forward: forward?.isOpen ? forward.name : undefined,
    masks: Object.fromEntries(
      LISTS.map((mode) => [
        mode,
        [...masks[mode]].map(({ mask, setBy, setAt }) => [mask, setBy, setAt]),
      ]),
    ),
    members: [...ranked, ...guests].slice(0, MAX_MEMBERS),
  });
}

/**
 * Reads what `formatRecord` wrote.
 *
 * @returns `undefined` for what is no such thing.
 */
export function parseRecord(text: string): ChannelRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? toRecord(value) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}

type Values = Readonly<Record<string, unknown>>;

function toRecord(value: Values): ChannelRecord {
  const { topic, key, limit, forward } = value;
  const flags = toText(value.flags);
  const masks = isObject(value.masks) ? value.masks : {};
  return {
    createdAt: toNumber(value.createdAt),
    flags: FLAGS.filter((flag) => flags.includes(flag)),
    topic: topic === undefined ? undefined : toTopic(topic),
    key: key === undefined ? undefined : toText(key),
    limit: limit === undefined ? undefined : toNumber(limit),
    forward: forward === undefined ? undefined : toText(forward),
    masks: {
      b: toList(masks.b).map(toMask),
      e: toList(masks.e).map(toMask),
      I: toList(masks.I).map(toMask),
    },
    members: new Map(toList(value.members).map(toMember)),
  };
}

function toTopic(value: unknown): Topic {
  if (!isObject(value)) throw new RangeError("A topic is an object");
  return {
    text: toText(value.text),
    setBy: toText(value.setBy),
    setAt: toNumber(value.setAt),
  };
}

function toMask(value: unknown): MaskEntry {
  const [mask, setBy, setAt] = toList(value);
  return {
    mask: toText(mask),
    setBy: toText(setBy),
    setAt: toNumber(setAt),
  };
}

function toMember(value: unknown): [string, Membership] {
  const [identity, ranks, joinedId] = toList(value);
  const letters = toText(ranks);
  return [toText(identity), {
    isOperator: letters.includes("o"),
    isHalfOperator: letters.includes("h"),
    hasVoice: letters.includes("v"),
    joinedId: toNumber(joinedId),
  }];
}

function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null;
}

function toList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new RangeError("A list is an array");
}

function toText(value: unknown): string {
  if (typeof value === "string") return value;
  throw new RangeError("A text is a string");
}

function toNumber(value: unknown): number {
  if (Number.isSafeInteger(value)) return value as number;
  throw new RangeError("A number is whole");
}
