import { type Clock, delay } from "./clock.ts";
import type { Conn, Listener } from "./conn.ts";
import type { Log } from "./log.ts";

/** How long to wait after connections that failed, one after the other. */
const BACKOFF_MS = [0, 5, 10, 20, 50, 100, 200] as const;

/** What accepting connections needs. */
export interface AcceptOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Its abort ends it; the listener is to be closed then. */
  readonly signal: AbortSignal;
}

/**
 * Gives the connections that come in. A failure ends nothing: neither a
 * client's, nor a lack of descriptors.
 */
export async function* acceptConnections(
  listener: Listener,
  { clock, log, signal }: AcceptOptions,
): AsyncGenerator<Conn> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      const conn = await listener.accept();
      failures = 0;
      if (signal.aborted) return conn.close();
      yield conn;
    } catch (error) {
      if (signal.aborted) return;
      // A series of failures is told once, so that it does not fill the log.
      log(failures === 0 ? "warn" : "debug", `Cannot accept: ${error}`);
      await delay(clock, BACKOFF_MS[failures] ?? BACKOFF_MS.at(-1)!);
      failures++;
    }
  }
}
