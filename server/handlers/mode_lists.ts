import { byteLength } from "../../protocol/limits.ts";
import {
  ERR_BANLISTFULL,
  RPL_BANLIST,
  RPL_ENDOFBANLIST,
  RPL_ENDOFEXCEPTLIST,
  RPL_ENDOFINVEXLIST,
  RPL_EXCEPTLIST,
  RPL_INVEXLIST,
} from "../../protocol/numerics.ts";
import type { Channel, ListMode } from "../channel.ts";
import type { Context } from "../context.ts";
import { MAX_MASKS } from "../isupport.ts";
import { completeMask } from "../masks.ts";
import type { Change } from "../mode_changes.ts";
import type { Outgoing } from "../outgoing.ts";
import { isWord } from "../params.ts";
import type { Session } from "../session.ts";
import { refuseParam } from "./mode_refusals.ts";

/** How a list mode is shown. */
interface ListView {
  readonly entry: string;
  readonly end: string;
  readonly name: string;
  /** Whether all may see it, or only who may change it. */
  readonly isOpen: boolean;
}

/**
 * The answers to list modes without a parameter. "Servers MAY choose to restrict
 * the above information": who slips through is the operators' business.
 * (modern.ircdocs.horse, "MODE message")
 */
export const LIST_VIEWS: Readonly<Record<ListMode, ListView>> = {
  b: {
    entry: RPL_BANLIST,
    end: RPL_ENDOFBANLIST,
    name: "ban",
    isOpen: true,
  },
  e: {
    entry: RPL_EXCEPTLIST,
    end: RPL_ENDOFEXCEPTLIST,
    name: "exception",
    isOpen: false,
  },
  I: {
    entry: RPL_INVEXLIST,
    end: RPL_ENDOFINVEXLIST,
    name: "invite exception",
    isOpen: false,
  },
};

/** Bytes of a mask: most sources, and what fits numeric 367. */
const MAX_MASK_BYTES = 130;
/** Bytes of who set a mask, so that numeric 367 fits a line. */
const MAX_SETTER_BYTES = 100;

/** Gives the answer that shows a list. */
export function* listMasks(
  { hub, session }: Context,
  { name, masks }: Channel,
  mode: ListMode,
): Generator<Outgoing> {
  const { target } = session;
  const view = LIST_VIEWS[mode];
  for (const { mask, setBy, setAt } of masks[mode]) {
    const seconds = String(Math.floor(setAt / 1000));
    yield hub.create(view.entry, [target, name, mask, setBy, seconds]);
  }
  yield hub.create(view.end, [
    target,
    name,
    `End of channel ${view.name} list`,
  ]);
}

/**
 * Adds a mask to a list or takes it away.
 *
 * @returns The change as it was done, or nothing if it changes nothing.
 */
export function applyMask(
  context: Context,
  channel: Channel,
  mode: ListMode,
  { on, arg }: Change & { readonly arg: string },
): Change | undefined {
  const { hub, session, replies } = context;
  const list = channel.masks[mode];
  const mask = completeMask(arg);
  if (!isWord(arg) || byteLength(mask) > MAX_MASK_BYTES) {
    const text = `A mask has 1 to ${MAX_MASK_BYTES} bytes and no space`;
    refuseParam(context, channel, { mode, arg, text });
    return undefined;
  }
  if (!on) {
    const entry = list.delete(mask);
    return entry && { on, mode, arg: entry.mask };
  }
  if (list.has(mask)) return undefined;
  if (list.size >= MAX_MASKS) {
    replies.numeric(
      ERR_BANLISTFULL,
      channel.name,
      mode,
      "Channel list is full",
    );
    return undefined;
  }
  list.add({ mask, setBy: setterName(session), setAt: hub.clock.now() });
  return { on, mode, arg: mask };
}

function setterName({ source, target }: Session): string {
  return byteLength(source) > MAX_SETTER_BYTES ? target : source;
}
