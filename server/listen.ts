import { formatAddress } from "../protocol/address.ts";
import type { Listener, ListenOptions } from "./conn.ts";
import type { ServerOptions } from "./options.ts";

/** Thrown when the server cannot listen; the message says what to do. */
export class ListenError extends Error {
  override readonly name = "ListenError";
}

/** How often a free port is looked for. */
const ATTEMPTS = 5;

/** What listening needs. */
export interface ListenDeps {
  readonly listen: (options: ListenOptions) => Listener;
  /** On Windows a socket on `::` does not take IPv4. */
  readonly isWindows: boolean;
}

/**
 * Opens the port. Without a host that is all interfaces, IPv4 and IPv6: one
 * socket where the system lets one do both, else two; IPv4 alone where IPv6 is
 * switched off.
 *
 * @throws {ListenError} With one sentence, and the next step.
 */
export function listenAll(
  { host, port, backlog }: ServerOptions,
  { listen, isWindows }: ListenDeps,
): Listener[] {
  const open = (hostname: string, port: number): Listener => {
    try {
      return listen({ hostname, port, tcpBacklog: backlog });
    } catch (error) {
      throw explain(error, hostname, port);
    }
  };
  if (host !== undefined) return [open(host, port)];
  for (let attempt = 1;; attempt++) {
    try {
      return openAll(open, { port, isWindows });
    } catch (error) {
      // The free port of one socket may be taken for the other.
      if (port !== 0 || !isTaken(error) || attempt === ATTEMPTS) throw error;
    }
  }
}

function openAll(
  open: (hostname: string, port: number) => Listener,
  { port, isWindows }: { readonly port: number; readonly isWindows: boolean },
): Listener[] {
  let first: Listener;
  try {
    first = open("::", port);
  } catch (error) {
    // IPv4 would fail alike.
    if (isTaken(error) || isForbidden(error)) throw error;
    return [open("0.0.0.0", port)];
  }
  if (!isWindows) return [first];
  try {
    return [first, open("0.0.0.0", first.addr.port)];
  } catch (error) {
    first.close();
    throw error;
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof ListenError &&
    error.cause instanceof Deno.errors.AddrInUse;
}

function isForbidden(error: unknown): boolean {
  return error instanceof ListenError &&
    error.cause instanceof Deno.errors.PermissionDenied;
}

function explain(cause: unknown, hostname: string, port: number): ListenError {
  const where = formatAddress(hostname, port);
  const [why, step] = reasonFor(cause, hostname, port);
  const message = `Cannot listen on ${where} as ${why}: ${step}`;
  return new ListenError(message, { cause });
}

function reasonFor(
  cause: unknown,
  hostname: string,
  port: number,
): readonly [why: string, step: string] {
  const { errors } = Deno;
  if (cause instanceof errors.AddrInUse) {
    return ["the port is in use", "choose another with --port"];
  }
  if (cause instanceof errors.PermissionDenied) {
    return port > 0 && port < 1024
      ? ["ports below 1024 need special rights", "choose another with --port"]
      : ["the system does not allow it", "choose another with --port"];
  }
  if (cause instanceof errors.AddrNotAvailable) {
    return [
      `"${hostname}" is no address of this machine`,
      "choose one of its own with --host, or leave it out",
    ];
  }
  const text = cause instanceof Error ? cause.message : String(cause);
  return /lookup|resolve|name/i.test(text)
    ? [
      `no address is known for "${hostname}"`,
      "choose another with --host, or leave it out",
    ]
    : [text, "choose another with --host or --port"];
}
