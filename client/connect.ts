import { formatAddress } from "../protocol/address.ts";
import type { Address } from "./address.ts";
import type { Clock } from "./clock.ts";
import { type Conn, Connection, reasonOf } from "./connection.ts";
import { JoinError } from "./join_error.ts";

/** What opens a socket; `Deno.connect` does. */
export type Connect = (
  options: {
    readonly hostname: string;
    readonly port: number;
    readonly signal: AbortSignal;
  },
) => Promise<Conn>;

/** What a connection needs from outside. */
export interface ConnectionDeps {
  readonly connect: Connect;
  readonly clock: Clock;
}

/** What `connect` is told. */
export interface ConnectOptions extends Pick<Address, "host" | "port"> {
  readonly timeoutMs: number;
  /** Gives up when aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Connects to a server.
 *
 * @throws {JoinError} If that fails, with the reason and the next step.
 */
export async function connect(
  options: ConnectOptions,
  deps: ConnectionDeps,
): Promise<Connection> {
  const { host, port, timeoutMs } = options;
  const timeout = new AbortController();
  const cancelTimer = deps.clock.setTimer(timeoutMs, () => timeout.abort());
  const signal = options.signal
    ? AbortSignal.any([timeout.signal, options.signal])
    : timeout.signal;
  try {
    const conn = await open({ hostname: host, port, signal }, deps.connect);
    return new Connection(conn, formatAddress(host, port), deps.clock);
  } catch (cause) {
    throw toJoinError(cause, options, timeout.signal.aborted);
  } finally {
    cancelTimer();
  }
}

/** Opens a socket that is ready for use. */
async function open(
  options: Parameters<Connect>[0],
  connect: Connect,
): Promise<Conn> {
  const conn = await heedSignal(connect(options), options.signal);
  try {
    // Else a message may wait 40 ms for the acknowledgement of the one before.
    conn.setNoDelay?.(true);
  } catch (error) {
    // Some systems refuse this to a connection that is broken already.
    conn.close();
    throw error;
  }
  return conn;
}

/**
 * Waits for a socket only as long as the signal allows: the look-up of a name
 * in `Deno.connect` heeds none.
 */
async function heedSignal(
  connecting: Promise<Conn>,
  signal: AbortSignal,
): Promise<Conn> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort);
  if (signal.aborted) abort();
  try {
    return await Promise.race([aborted.promise, connecting]);
  } catch (error) {
    // It may still come; nobody needs it then.
    connecting.then((conn) => conn.close(), () => {});
    throw error;
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

function toJoinError(
  cause: unknown,
  { host, port, timeoutMs }: ConnectOptions,
  hasTimedOut: boolean,
): JoinError {
  const fail = (reason: string, hint?: string) =>
    new JoinError(`reach ${formatAddress(host, port)}`, reason, {
      cause,
      ...(hint !== undefined && { hint }),
    });
  if (hasTimedOut || cause instanceof Deno.errors.TimedOut) {
    return fail(
      `it gives no answer in ${timeoutMs / 1000} s`,
      "check the address and the network",
    );
  }
  if (cause instanceof Deno.errors.ConnectionRefused) {
    return fail(
      "it refuses the connection",
      `check that the server runs and that its port is ${port}`,
    );
  }
  // Deno has no class of its own for a failed look-up.
  if (cause instanceof Error && /lookup|resolve|dns/i.test(cause.message)) {
    return fail(`there is no host "${host}"`, "check the address");
  }
  return fail(reasonOf(cause));
}
