import { RPL_WHOREPLY, RPL_WHOSPCRPL } from "../protocol/numerics.ts";
import type { Channel } from "./channel.ts";
import { cutToLine } from "./fit_line.ts";
import type { Hub } from "./hub.ts";
import type { Outgoing } from "./outgoing.ts";
import { hasRank, prefixOf, RANKS } from "./ranks.ts";
import type { Session } from "./session.ts";
import { formatHost, seesAddress } from "./visibility.ts";

/** What WHO is asked for besides the mask. */
export interface WhoOptions {
  /** Whether only operators of the server are asked for: flag `o`. */
  readonly areOperators: boolean;
  /** The letters of the fields of WHOX, or `undefined` for a plain WHO. */
  readonly fields: ReadonlySet<string> | undefined;
  /** What the client knows the answer by. */
  readonly token: string;
}

/** One person in an answer to WHO. */
export interface WhoRow {
  readonly hub: Hub;
  readonly asker: Session;
  readonly person: Session;
  /** A channel of the person's that the asker may know of. */
  readonly channel: Channel | undefined;
  readonly options: WhoOptions;
}

/** An answer for those who may not see the address. (IRCv3 whox) */
const HIDDEN_ADDRESS = "255.255.255.255";
/** "0 is used for [account] when the user is logged out." (IRCv3 whox) */
const NO_ACCOUNT = "0";
/** There is but one server. */
const HOPS = "0";

/**
 * The fields of WHOX: "Servers MUST send the fields in the order specified",
 * to which `d` (hops) and `o` (rank) are added where ircu has them.
 */
const FIELDS: readonly (readonly [string, (row: WhoRow) => string])[] = [
  ["t", ({ options }) => options.token],
  ["c", ({ channel }) => channel?.name ?? "*"],
  ["u", ({ person }) => person.user!],
  ["i", formatAddressField],
  ["h", ({ person }) => person.host],
  ["s", ({ hub }) => hub.options.serverName],
  ["n", ({ person }) => person.target],
  ["f", formatFlags],
  ["d", () => HOPS],
  ["l", ({ hub, person }) => formatIdle(hub, person)],
  ["a", () => NO_ACCOUNT],
  ["o", formatRank],
  ["r", ({ person }) => person.realName],
];

/** The fields of a plain WHO, before the hops and the real name. */
const PLAIN_FIELDS: ReadonlySet<string> = new Set("cuhsnf");

/**
 * Reads the second parameter of WHO: flags, of which `o` is known, then `%`,
 * fields and a token. "The token MUST contain only digit characters and MUST
 * contain at most 3 characters" (IRCv3 whox): another one counts as 0.
 */
export function parseWhoOptions(text: string): WhoOptions {
  const [flags = "", wanted] = text.split(/%(.*)/s, 2);
  const [fields = "", token = ""] = wanted?.split(/,(.*)/s, 2) ?? [];
  return {
    areOperators: flags.includes("o"),
    fields: wanted === undefined ? undefined : new Set(fields),
    token: /^\d{1,3}$/.test(token) ? token : "0",
  };
}

/** Writes numeric 352, or 354 with the fields asked for. */
export function formatWhoRow(row: WhoRow): Outgoing {
  const { hub, asker, person, options: { fields } } = row;
  const params = [asker.target];
  for (const [letter, format] of FIELDS) {
    if ((fields ?? PLAIN_FIELDS).has(letter)) params.push(format(row));
  }
  if (fields === undefined) params.push(`${HOPS} ${person.realName}`);
  const message = hub.create(fields ? RPL_WHOSPCRPL : RPL_WHOREPLY, params);
  const endsInText = fields === undefined || fields.has("r");
  return endsInText ? cutToLine(message) : message;
}

/** Writes whole seconds since somebody last said something. */
export function formatIdle(hub: Hub, { lastSpokeAt }: Session): string {
  return String(Math.floor((hub.clock.now() - lastSpokeAt) / 1_000));
}

/**
 * Here or gone, operator of the server, rank in the channel, bot; in the order
 * of modern.ircdocs.horse, "RPL_WHOREPLY".
 */
function formatFlags({ asker, person, channel }: WhoRow): string {
  const membership = channel?.members.get(person);
  const all = asker.capabilities.has("multi-prefix");
  return [
    person.awayText === undefined ? "H" : "G",
    person.modes.has("o") ? "*" : "",
    membership === undefined ? "" : prefixOf(membership, { all }),
    person.modes.has("B") ? "B" : "",
  ].join("");
}

function formatAddressField({ asker, person }: WhoRow): string {
  return seesAddress(asker, person)
    ? formatHost(person.connection.address)
    : HIDDEN_ADDRESS;
}

/** The higher the rank, the greater the number; `n/a` for who has none. */
function formatRank({ person, channel }: WhoRow): string {
  const membership = channel?.members.get(person);
  const at = RANKS.findIndex(({ prefix }) => hasRank(membership, prefix));
  return at < 0 ? "n/a" : String(RANKS.length - at);
}
