/**
 * Writes a host and a port as people write them: IPv6 stands in brackets.
 * (RFC 3986, 3.2.2)
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { formatAddress } from "./address.ts";
 *
 * assertEquals(formatAddress("chat.example", 8080), "chat.example:8080");
 * assertEquals(formatAddress("::1", 8080), "[::1]:8080");
 * ```
 */
export function formatAddress(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
