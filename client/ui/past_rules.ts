/** When we were away, and what was missed. */
interface Absence {
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly until: number;
  /** Messages that were missed; missing: not known. */
  readonly count: number | undefined;
}

/** Says when we were away: `away 14:02–14:31: 17 messages`. */
export function formatAway({ since, until, count }: Absence): string {
  const sameDay = dayOf(since) === dayOf(until);
  const [from, to] = [clockOf(since), clockOf(until)];
  const words = sameDay
    ? from === to ? from : `${from}–${to}`
    : `${dayOf(since)} ${from} – ${dayOf(until)} ${to}`;
  const missed = count === undefined
    ? ""
    : count === 1
    ? ": 1 message"
    : `: ${count} messages`;
  return `away ${words}${missed}`;
}

/** Says when something began: `14:02`, of another day `14 January 14:02`. */
export function formatSince(since: number, now: number): string {
  const day = dayOf(since);
  return day === dayOf(now) ? clockOf(since) : `${day} ${clockOf(since)}`;
}

/** The time of day, by this machine's clock. */
function clockOf(time: number): string {
  const date = new Date(time);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

function dayOf(time: number): string {
  return new Date(time).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
  });
}
