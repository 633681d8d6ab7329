/**
 * Reads a time as in `server-time`, in milliseconds since 1970: to the
 * millisecond, in UTC. (IRCv3 server-time)
 *
 * @returns `undefined` for what is no time of such a form.
 */
export function parseTimestamp(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text)) return undefined;
  const date = new Date(text);
  // 30 February would be some day in March.
  const isDate = !Number.isNaN(date.getTime()) && date.toISOString() === text;
  return isDate ? date.getTime() : undefined;
}
