import {
  ERR_CANTSENDTOUSER,
  ERR_NEEDREGGEDNICK,
} from "../protocol/numerics.ts";
import type { Session } from "./session.ts";

/** Why a message cannot be sent to a person. */
export interface DirectRefusal {
  readonly numeric: string;
  readonly text: string;
}

/**
 * Why somebody may not write to another directly, if so. Who has user mode `R`
 * hears only from those with an account, which nobody has yet; who has `T` gets
 * no CTCP. Both hear from the server's operators and from themselves.
 *
 * @param what `isCtcp`: whether it is CTCP other than ACTION.
 */
export function directRefusal(
  sender: Session,
  receiver: Session,
  { isCtcp = false }: { readonly isCtcp?: boolean } = {},
): DirectRefusal | undefined {
  if (sender === receiver || sender.modes.has("o")) return undefined;
  if (receiver.modes.has("R")) {
    return {
      numeric: ERR_NEEDREGGEDNICK,
      text: "You must be logged in to message this user",
    };
  }
  if (isCtcp && receiver.modes.has("T")) {
    return {
      numeric: ERR_CANTSENDTOUSER,
      text: "Cannot send CTCP to this user (+T)",
    };
  }
  return undefined;
}
