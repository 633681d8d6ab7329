const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const UNITS: Readonly<Record<string, number>> = {
  m: MINUTE_MS,
  h: 60 * MINUTE_MS,
  d: DAY_MS,
  w: 7 * DAY_MS,
};

const DATE =
  /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?Z?)?$/i;

/**
 * Reads a time of a query: a day, a day with a time, `today`, `yesterday`, or
 * how long ago (`90m`, `2h`, `3d`, `1w`). All is UTC, as it is everywhere in
 * IRC. A day stands for its beginning.
 *
 * @param now Milliseconds since 1970.
 * @returns Milliseconds since 1970, or `undefined` if it is none of that.
 */
export function parseSearchTime(text: string, now: number): number | undefined {
  const today = now - now % DAY_MS;
  const word = text.toLowerCase();
  if (word === "today") return today;
  if (word === "yesterday") return today - DAY_MS;
  const [, count, unit] = /^(\d{1,5})([mhdw])$/.exec(word) ?? [];
  if (unit !== undefined) return now - Number(count) * UNITS[unit]!;
  return parseDate(text);
}

/** Takes no 30th of February: `Date` would take it for the 2nd of March. */
function parseDate(text: string): number | undefined {
  const [, day, clock = "00:00", seconds = "00", fraction = ""] =
    DATE.exec(text) ?? [];
  if (day === undefined) return undefined;
  const iso = `${day}T${clock}:${seconds}.${fraction.padEnd(3, "0")}Z`;
  const time = Date.parse(iso);
  const isReal = !Number.isNaN(time) && new Date(time).toISOString() === iso;
  return isReal ? time : undefined;
}
