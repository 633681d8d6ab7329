import { toChannelName } from "./channel_name.ts";

/** Where a server listens, and what an `irc://` address says besides. */
export interface Address {
  /** A host name or an IP address, the latter without brackets. */
  readonly host: string;
  readonly port: number;
  /** The channels that an `irc://` address names; mostly none. */
  readonly channels: readonly string[];
}

/** The port of `chat serve`, unless told otherwise. */
export const DEFAULT_PORT = 8080;

/** The port of an `irc://` address without one, as in every client. */
const DEFAULT_IRC_PORT = 6667;

const FORMS = "write host, host:port, [ipv6]:port or irc://host:port/channel";

/**
 * Reads the address of a server: `host`, `host:port`, an IPv6 address,
 * `[ipv6]:port`, `irc://host:port/channel,channel`.
 *
 * A channel of an `irc://` address may lack its `#` and may be percent-encoded.
 *
 * @throws {RangeError} If it is none of these.
 */
export function parseAddress(text: string): Address {
  const trimmed = text.trim();
  if (trimmed === "") {
    throw new RangeError(`Cannot read the address as it is empty: ${FORMS}`);
  }
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(trimmed)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    return { ...parseHostPort(trimmed, trimmed, DEFAULT_PORT), channels: [] };
  }
  if (scheme === "ircs") {
    throw new RangeError(
      "Cannot use an ircs:// address as TLS is not there yet: write irc:// " +
        "and the server's port without TLS",
    );
  }
  if (scheme !== "irc") throw invalid(text, `${scheme}:// is not irc://`);
  const rest = trimmed.slice("irc://".length);
  const slash = rest.indexOf("/");
  const hostPort = slash < 0 ? rest : rest.slice(0, slash);
  const path = slash < 0 ? "" : rest.slice(slash + 1).replace(/\?.*$/s, "");
  return {
    ...parseHostPort(hostPort, trimmed, DEFAULT_IRC_PORT),
    channels: path.split(",").filter((name) => name !== "")
      .map((name) => toChannelName(decode(name, text))),
  };
}

function parseHostPort(
  hostPort: string,
  whole: string,
  defaultPort: number,
): Pick<Address, "host" | "port"> {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/s.exec(hostPort);
  const isBare = !bracketed && hostPort.split(":").length > 2;
  const parts = bracketed ?? (isBare ? [hostPort, hostPort] : undefined) ??
    /^([^:]*)(?::(.*))?$/s.exec(hostPort);
  const host = parts?.[1] ?? "";
  const port = parts?.[2];
  if (host === "") throw invalid(whole, "it names no host");
  if (bracketed || isBare) {
    if (!/^[0-9a-f.]*:[0-9a-f:.]*(?:%[\w.-]+)?$/i.test(host)) {
      throw invalid(whole, `"${host}" is no IPv6 address`);
    }
  } else if (!/^[\p{L}\p{M}\p{N}._-]+$/u.test(host)) {
    throw invalid(whole, `"${host}" is no host name`);
  }
  if (port === undefined) return { host, port: defaultPort };
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
  if (number < 1 || number > 65_535) {
    throw invalid(whole, `"${port}" is no port from 1 to 65535`);
  }
  return { host, port: number };
}

function decode(name: string, whole: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    throw invalid(whole, `"${name}" is not percent-encoded`);
  }
}

function invalid(address: string, reason: string): RangeError {
  return new RangeError(
    `Cannot read the address "${address}" as ${reason}: ${FORMS}`,
  );
}
