import { Link, type LinkDeps } from "./link.ts";
import { type ClientOptions, openClient } from "./open_client.ts";

/**
 * Connects to a server, registers there, and keeps that up from then on.
 *
 * @throws {JoinError} If the first attempt fails.
 */
export async function openLink(
  options: ClientOptions,
  deps: LinkDeps,
): Promise<Link> {
  const lasting = { ...options, isLasting: true };
  return new Link(await openClient(lasting, deps), lasting, deps);
}
