/**
 * The addresses of this machine by which others can be reached. Those that only
 * lead to itself, or to neighbours on the same wire, come and go with virtual
 * machines and containers, and change nothing.
 *
 * @returns None where the system does not tell, or it may not be asked.
 */
export function listAddresses(
  interfaces: () => readonly Pick<
    Deno.NetworkInterfaceInfo,
    "address" | "name"
  >[] = Deno.networkInterfaces,
): string[] {
  try {
    return interfaces()
      .filter(({ address }) =>
        !/^(?:127\.|169\.254\.|::1$|fe80:)/i.test(address)
      )
      .map(({ name, address }) => `${name} ${address}`);
  } catch {
    return [];
  }
}
