import { formatAddress } from "../protocol/address.ts";
import { toVisible } from "../protocol/visible.ts";
import type { RemoteAddress } from "./conn.ts";
import type { HistoryOptions } from "./resolve_history.ts";

/** A network interface's address, as `Deno.networkInterfaces` gives it. */
export interface InterfaceAddress {
  readonly family: "IPv4" | "IPv6";
  readonly address: string;
}

/** What the start-up lines speak of. */
export interface StartupOptions {
  /** Where the server listens; at least one. */
  readonly bound: readonly RemoteAddress[];
  readonly interfaces: readonly InterfaceAddress[];
  readonly hostname: string;
  /** The name that people see. */
  readonly network: string;
  /** The file that what is said is kept in; missing: there is none. */
  readonly path: string | undefined;
  readonly history: Pick<HistoryOptions, "historyDays" | "historyMessages">;
}

/**
 * Gives what a server says of itself when it is up: where it listens, and the
 * line that others copy to join, for each address they can use; and where what
 * is said is kept, and how long.
 */
export function startupLines(
  { bound, interfaces, hostname, network, path, history }: StartupOptions,
): string[] {
  const { port } = bound[0]!;
  const where = bound.map((address) => formatAddress(address.hostname, port));
  const others = bound.flatMap(({ hostname: host }) =>
    isAny(host)
      ? [...reachable(interfaces, host), hostname]
      : isOwn(host)
      ? []
      : [host]
  );
  const join = (host: string) => `  chat join ${formatAddress(host, port)}`;
  const hasOwn = bound.some(({ hostname: host }) => isAny(host) || isOwn(host));
  return [
    `${toVisible(network)} is listening on ${
      where.join(" and ")
    } (host name ${hostname})`,
    ...(others.length > 0
      ? ["On other machines:", ...[...new Set(others)].map(join)]
      : []),
    ...(hasOwn ? ["On this machine:", join(ownName(bound))] : []),
    historyLine(path, history),
  ];
}

function historyLine(
  path: string | undefined,
  { historyDays, historyMessages }: StartupOptions["history"],
): string {
  if (path === undefined) {
    return "History: in memory only, it ends with the server";
  }
  const days = historyDays === 1 ? "1 day" : `${historyDays} days`;
  const messages = historyMessages === 1
    ? "1 message"
    : `${historyMessages.toLocaleString("en")} messages`;
  return `History: ${toVisible(path)}, ${days}, ${messages} a channel`;
}

function reachable(
  interfaces: readonly InterfaceAddress[],
  boundTo: string,
): string[] {
  return interfaces
    .filter(({ family }) => boundTo === "::" || family === "IPv4")
    .map(({ address }) => address)
    .filter((address) =>
      !isOwn(address) && !/^fe80:|^169\.254\./i.test(address)
    )
    .sort((a, b) => Number(a.includes(":")) - Number(b.includes(":")));
}

function isAny(host: string): boolean {
  return host === "::" || host === "0.0.0.0";
}

function isOwn(host: string): boolean {
  return host === "::1" || host === "localhost" || host.startsWith("127.");
}

function ownName(bound: readonly RemoteAddress[]): string {
  const { hostname } = bound[0]!;
  return isAny(hostname) ? "localhost" : hostname;
}
