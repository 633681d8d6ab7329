import {
  RPL_BANLIST,
  RPL_ENDOFBANLIST,
  RPL_ENDOFEXCEPTLIST,
  RPL_ENDOFINVEXLIST,
  RPL_EXCEPTLIST,
  RPL_INVEXLIST,
  RPL_LIST,
} from "../protocol/numerics.ts";
import type { Context } from "./applier.ts";
import { applyNumeric } from "./apply_replies.ts";
import type { ChatEvent } from "./events.ts";

/** The end of each list of masks to its entries, and what to say of none. */
const MASK_LISTS: ReadonlyMap<
  string,
  readonly [entry: string, describeNone: (channel: string) => string]
> = new Map([
  [RPL_ENDOFBANLIST, [RPL_BANLIST, (name) => `Nobody is banned from ${name}`]],
  [RPL_ENDOFEXCEPTLIST, [
    RPL_EXCEPTLIST,
    (name) => `Nobody is excepted from the bans of ${name}`,
  ]],
  [RPL_ENDOFINVEXLIST, [
    RPL_INVEXLIST,
    (name) => `Nobody is always invited to ${name}`,
  ]],
]);

/** RPL_LIST: one channel of the server. */
export function applyList({ state, message, time }: Context): ChatEvent[] {
  state.listed.add(RPL_LIST);
  const [, channel = "", members = "", text = ""] = message.params;
  return [{ type: "list", time, channel, members: Number(members) || 0, text }];
}

/** RPL_LISTEND: these were the channels. */
export function applyListEnd({ state, time }: Context): ChatEvent[] {
  const isEmpty = !state.listed.delete(RPL_LIST);
  return isEmpty ? [{ type: "info", time, text: "No channel is found" }] : [];
}

/** An entry of a list of masks, such as RPL_BANLIST. */
export function applyMask(context: Context): ChatEvent[] {
  context.state.listed.add(context.message.command);
  return applyNumeric(context);
}

/** The end of a list of masks, such as RPL_ENDOFBANLIST. */
export function applyEndOfMasks(context: Context): ChatEvent[] {
  const { state, message, time } = context;
  const [entry = "", describeNone] = MASK_LISTS.get(message.command) ?? [];
  const isEmpty = !state.listed.delete(entry);
  if (!isEmpty || !describeNone) return applyNumeric(context);
  const text = describeNone(message.params[1] ?? "");
  return [{ type: "info", time, text }];
}
