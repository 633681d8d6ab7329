import { foldName } from "../protocol/names.ts";
import type { ServerOptions } from "./options.ts";

/**
 * The nick of the server itself where somebody can write to it: `/msg chat
 * search words`. Nobody can take it, nor one that looks like it.
 */
export const SERVICE_NICK = "chat";

/** Whether a nick is the service's. Asked for each message that is said. */
export function isService(nick: string): boolean {
  return nick.length === SERVICE_NICK.length && foldName(nick) === SERVICE_NICK;
}

/** Gives who the service is: `nick!user@host`. */
export function serviceSource({ serverName }: ServerOptions): string {
  return `${SERVICE_NICK}!${SERVICE_NICK}@${serverName}`;
}
