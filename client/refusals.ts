import { isError } from "../protocol/is_error.ts";
import type { Message } from "../protocol/message.ts";
import {
  ERR_CANNOTSENDTOCHAN,
  ERR_INPUTTOOLONG,
  ERR_NORECIPIENT,
  ERR_NOSUCHCHANNEL,
  ERR_NOSUCHNICK,
  ERR_NOTEXTTOSEND,
  ERR_TOOMANYTARGETS,
} from "../protocol/numerics.ts";

/**
 * Numerics that may answer a PRIVMSG; 439, 477, 489 and 531 are what networks
 * added for targets that refuse some senders.
 */
export const REFUSALS: ReadonlySet<string> = new Set([
  ERR_NOSUCHNICK,
  ERR_NOSUCHCHANNEL,
  ERR_CANNOTSENDTOCHAN,
  ERR_TOOMANYTARGETS,
  ERR_NORECIPIENT,
  ERR_NOTEXTTOSEND,
  ERR_INPUTTOOLONG,
  "439",
  "477",
  "489",
  "531",
]);

/** The server's reason if the message says no to something. */
export function refusalOf({ command, params }: Message): string | undefined {
  const isRefusal = command === "FAIL" || isError(command);
  return isRefusal ? params.at(-1) ?? command : undefined;
}
