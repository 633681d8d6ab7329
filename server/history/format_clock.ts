/**
 * Writes when something was said, for those who are not told otherwise: the time
 * of day, with the date if that is another day's. All in UTC, as the server's
 * other times: nobody knows where the readers are.
 *
 * @param time Milliseconds since 1970.
 * @param now The same.
 */
export function formatClock(time: number, now: number): string {
  const iso = new Date(time).toISOString();
  const today = new Date(now).toISOString().slice(0, 10);
  const [day = "", clock = ""] = iso.split("T");
  const minutes = clock.slice(0, "hh:mm".length);
  return day === today ? `[${minutes}] ` : `[${day} ${minutes}] `;
}
