import { foldName } from "../protocol/names.ts";

/** A nick that was ours. */
export interface FormerNick {
  readonly nick: string;
  /** When we took another one, ms since 1970. */
  readonly until: number;
}

/** What is known of our nicks. */
export interface OwnNicks {
  /** The one that we have. */
  readonly nick: string;
  /** Those that we had before, oldest first. */
  readonly formerNicks: readonly FormerNick[];
}

/** More changes than anybody makes; the oldest are forgotten. */
const MAX_FORMER = 100;

/** So close to a change both are ours, as clocks differ a little. */
const MARGIN_MS = 10_000;

/** Our former nicks, with the one that we give up at a time in ms since 1970. */
export function noteFormerNick(
  { nick, formerNicks }: OwnNicks,
  until: number,
): readonly FormerNick[] {
  return [...formerNicks, { nick, until }].slice(-MAX_FORMER);
}

/**
 * Gives the nick that was ours when something happened, of which `from` is the
 * nick of who did it: near a change both may be. The first was always ours.
 *
 * @param time ms since 1970; `NaN`: now.
 */
export function nickAt(
  { nick, formerNicks }: OwnNicks,
  time: number,
  from: string,
): string {
  if (Number.isNaN(time)) return nick;
  let since = -Infinity;
  let found = nick;
  for (const period of [...formerNicks, { nick, until: Infinity }]) {
    const isNear = time >= since - MARGIN_MS &&
      time < period.until + MARGIN_MS;
    if (isNear && foldName(period.nick) === foldName(from)) return period.nick;
    if (time >= since && time < period.until) found = period.nick;
    since = period.until;
  }
  return found;
}
