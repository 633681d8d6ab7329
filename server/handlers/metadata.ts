import { byteLength, MAX_METADATA_VALUE_BYTES } from "../../protocol/limits.ts";
import type { Message } from "../../protocol/message.ts";
import { isChannelTarget } from "../../protocol/names.ts";
import {
  ERR_NOTREGISTERED,
  RPL_KEYNOTSET,
  RPL_KEYVALUE,
} from "../../protocol/numerics.ts";
import { Channel } from "../channel.ts";
import type { Context } from "../context.ts";
import {
  isMetadataKey,
  type MetadataTarget,
  nameOf,
  VISIBILITY,
} from "../metadata.ts";
import { syncTarget } from "../metadata_sync.ts";
import { shown } from "../params.ts";
import { hasRank } from "../ranks.ts";
import {
  handleSubscribe,
  handleUnsubscribe,
  listSubscriptions,
  refuseKey,
} from "./metadata_subs.ts";

const COMMAND = "METADATA";

/** Does what a subcommand says to a target. */
type Subcommand = (
  context: Context,
  target: MetadataTarget,
  params: readonly string[],
) => void | Promise<void>;

interface SubcommandRow {
  readonly run: Subcommand;
  readonly minParams: number;
  /** Whether it is about the asker, and nobody else. */
  readonly isOwn: boolean;
}

const row = (run: Subcommand, minParams = 0): SubcommandRow => ({
  run,
  minParams,
  isOwn: false,
});
const ownRow = (run: Subcommand, minParams = 0): SubcommandRow => ({
  run,
  minParams,
  isOwn: true,
});

const SUBCOMMANDS: ReadonlyMap<string, SubcommandRow> = new Map([
  ["CLEAR", row(clear)],
  ["GET", row(get, 1)],
  ["LIST", row(list)],
  ["SET", row(set, 1)],
  ["SUB", ownRow((context, _, keys) => handleSubscribe(context, keys), 1)],
  ["SUBS", ownRow(listSubscriptions)],
  ["SYNC", row(syncTarget)],
  ["UNSUB", ownRow((context, _, keys) => handleUnsubscribe(context, keys), 1)],
]);

/**
 * METADATA, also before the registration for those with the capability, and then
 * only of oneself. (IRCv3 draft/metadata-2, `before-connect`)
 */
export function handleMetadata(
  context: Context,
  { params }: Message,
): void | Promise<void> {
  const { session, replies } = context;
  const isEarly = session.state === "registering";
  if (isEarly && !session.capabilities.has("draft/metadata-2")) {
    return replies.numeric(ERR_NOTREGISTERED, "You have not registered");
  }
  const [name = "", subcommand = "", ...rest] = params;
  if (name === "" || subcommand === "") return replies.needMoreParams(COMMAND);
  const found = SUBCOMMANDS.get(subcommand.toUpperCase());
  if (found === undefined) {
    const text = "There is no such subcommand";
    return fail(context, "SUBCOMMAND_INVALID", shown(subcommand), text);
  }
  if (rest.length < found.minParams) return replies.needMoreParams(COMMAND);
  const target = findTarget(context, name);
  if (target === undefined || (found.isOwn && target !== session)) {
    return fail(context, "INVALID_TARGET", shown(name), "Invalid target");
  }
  return found.run(context, target, rest);
}

function fail({ replies }: Context, ...params: readonly [string, ...string[]]) {
  replies.fail(COMMAND, ...params);
}

/** Finds whom a client means and may know of. */
function findTarget(
  { hub: { registry }, session }: Context,
  name: string,
): MetadataTarget | undefined {
  if (name === "*") return session;
  if (session.state !== "registered") return undefined;
  if (!isChannelTarget(name)) return registry.session(name);
  const channel = registry.channel(name);
  return channel?.isVisibleTo(session) ? channel : undefined;
}

/**
 * Whether somebody may change metadata: its own, of channels that it runs, and,
 * as operator of the server, of any user.
 */
function mayWrite({ session }: Context, target: MetadataTarget): boolean {
  return target instanceof Channel
    ? hasRank(target.members.get(session), "%")
    : target === session || session.modes.has("o");
}

function refuse(context: Context, target: MetadataTarget, key: string): void {
  const text = "You may not change that";
  fail(context, "KEY_NO_PERMISSION", nameOf(target), key, text);
}

/** "`RPL_KEYVALUE` [...] for every key in order", or what is wrong with it. */
function get(
  context: Context,
  target: MetadataTarget,
  keys: readonly string[],
): void {
  const { hub, replies } = context;
  const values = hub.metadata.valuesOf(target);
  const name = nameOf(target);
  replies.beginBatch("metadata", name);
  for (const key of keys) {
    const value = values.get(key);
    if (!isMetadataKey(key)) refuseKey(context, key);
    else if (value === undefined) sendNotSet(context, name, key);
    else sendValue(context, name, [key, value]);
  }
  replies.endBatch();
}

function list(context: Context, target: MetadataTarget): void {
  const { hub, replies } = context;
  const name = nameOf(target);
  replies.beginBatch("metadata", name);
  for (const entry of hub.metadata.valuesOf(target)) {
    sendValue(context, name, entry);
  }
  replies.endBatch();
}

/** Sets a key, or removes it where there is no value; an empty one is one. */
function set(
  context: Context,
  target: MetadataTarget,
  params: readonly string[],
): void {
  const { hub: { metadata }, session } = context;
  const [key, value] = params as [string, string?];
  const name = nameOf(target);
  if (!isMetadataKey(key)) return refuseKey(context, key);
  if (!mayWrite(context, target)) return refuse(context, target, key);
  if (value === undefined) {
    if (!metadata.remove(target, key)) {
      return fail(context, "KEY_NOT_SET", name, key, "That key is not set");
    }
    sendNotSet(context, name, key);
    return metadata.tellChange(session, target, key);
  }
  if (byteLength(value) > MAX_METADATA_VALUE_BYTES) {
    const text = `A value has at most ${MAX_METADATA_VALUE_BYTES} bytes`;
    return fail(context, "VALUE_INVALID", text);
  }
  const change = metadata.set(target, key, value);
  if (change === "full") {
    return fail(context, "LIMIT_REACHED", name, "There are too many keys");
  }
  sendValue(context, name, [key, value]);
  if (change === "changed") metadata.tellChange(session, target, key);
}

/** "equivalently to using `METADATA SET` on all currently-set keys". */
function clear(context: Context, target: MetadataTarget): void {
  const { hub: { metadata }, session, replies } = context;
  if (!mayWrite(context, target)) return refuse(context, target, "*");
  const name = nameOf(target);
  replies.beginBatch("metadata", name);
  for (const key of [...metadata.valuesOf(target).keys()]) {
    metadata.remove(target, key);
    sendNotSet(context, name, key);
    metadata.tellChange(session, target, key);
  }
  replies.endBatch();
}

function sendValue(
  { replies }: Context,
  name: string,
  [key, value]: readonly [string, string],
): void {
  replies.numeric(RPL_KEYVALUE, name, key, VISIBILITY, value);
}

function sendNotSet({ replies }: Context, name: string, key: string): void {
  replies.numeric(RPL_KEYNOTSET, name, key, "That key is not set");
}
