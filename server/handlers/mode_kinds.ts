import { ERR_USERNOTINCHANNEL } from "../../protocol/numerics.ts";
import type { Channel, ChannelFlag } from "../channel.ts";
import type { Context } from "../context.ts";
import { checkRank, findSession } from "../lookup.ts";
import type { Change } from "../mode_changes.ts";
import { type SettingMode, SETTINGS } from "../mode_settings.ts";
import type { ChannelMode } from "../mode_table.ts";
import type { Rank } from "../ranks.ts";
import { applyMask } from "./mode_lists.ts";
import { refuseParam } from "./mode_refusals.ts";

/**
 * Changes a mode of a channel in the way of its kind.
 *
 * @returns The change as it was done, or nothing if it changes nothing.
 */
export function applyMode(
  context: Context,
  channel: Channel,
  row: ChannelMode,
  change: Change,
): Change | undefined {
  const { arg } = change;
  switch (row.kind) {
    case "flag":
      return applyFlag(channel, row.mode, change);
    case "always":
    case "set":
      return applySetting(context, channel, row, change);
    case "list":
      // It is shown when all that changes has changed.
      return arg === undefined
        ? undefined
        : applyMask(context, channel, row.mode, { ...change, arg });
    case "rank":
      if (arg !== undefined) {
        return applyRank(context, channel, row.rank, { ...change, arg });
      }
      refuseParam(context, channel, {
        mode: row.mode,
        arg,
        text: "The nick is missing",
      });
      return undefined;
  }
}

function applyFlag(
  { flags }: Channel,
  flag: ChannelFlag,
  change: Change,
): Change | undefined {
  if (flags.has(flag) === change.on) return undefined;
  if (change.on) flags.add(flag);
  else flags.delete(flag);
  return change;
}

/**
 * A key is taken away by any parameter, or none: who forgot it needs no other
 * operator. What is told of that names no key.
 */
function applySetting(
  context: Context,
  channel: Channel,
  { kind, mode }: {
    readonly kind: "always" | "set";
    readonly mode: SettingMode;
  },
  { on, arg }: Change,
): Change | undefined {
  const { isSecret, rule, parse, read, write } = SETTINGS[mode];
  const { registry } = context.hub;
  const before = read(channel);
  if (!on) {
    if (before === undefined) return undefined;
    write(channel, undefined, registry);
    return { on, mode, arg: kind === "always" ? "*" : undefined };
  }
  const value = arg === undefined ? undefined : parse(arg);
  if (value === undefined) {
    const shownArg = isSecret ? undefined : arg;
    refuseParam(context, channel, { mode, arg: shownArg, text: rule });
    return undefined;
  }
  if (value === before) return undefined;
  if (mode === "f" && !checkForward(context, channel, value)) return undefined;
  write(channel, value, registry);
  return { on, mode, arg: value };
}

/** Who runs a channel decides who is sent there. */
function checkForward(
  context: Context,
  channel: Channel,
  name: string,
): boolean {
  const target = context.hub.registry.channel(name);
  if (target !== channel && target?.isVisibleTo(context.session)) {
    return checkRank(context, target, "@");
  }
  const text = "No such channel to go to";
  refuseParam(context, channel, { mode: "f", arg: name, text });
  return false;
}

function applyRank(
  context: Context,
  channel: Channel,
  { mode, key }: Rank,
  { on, arg }: Change & { readonly arg: string },
): Change | undefined {
  const session = findSession(context, arg);
  if (session === undefined) return undefined;
  const membership = channel.members.get(session);
  if (membership === undefined) {
    context.replies.numeric(
      ERR_USERNOTINCHANNEL,
      session.target,
      channel.name,
      "They aren't on that channel",
    );
    return undefined;
  }
  if (membership[key] === on) return undefined;
  membership[key] = on;
  return { on, mode, arg: session.target };
}
