import type { Hub } from "./hub.ts";

/**
 * Has the server read anew what can change while it runs, for REHASH and
 * SIGHUP, and notes in the log how that went.
 *
 * @param by Who wants it, for the log.
 * @returns Why it could not be read, and stays as it was.
 */
export function rehash(hub: Hub, by: string): string | undefined {
  try {
    hub.rehash();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    hub.log("warn", `REHASH by ${by}: ${error.message}`);
    return error.message;
  }
  hub.log("info", `REHASH by ${by}: the message of the day was read anew`);
  return undefined;
}
