import { RPL_METADATASYNCLATER } from "../protocol/numerics.ts";
import { Channel } from "./channel.ts";
import type { Context } from "./context.ts";
import { nameOf } from "./metadata.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Session } from "./session.ts";

/**
 * Members of a channel whose metadata is told without being asked for: "If the
 * client joins a large channel, [...] the server may not be able to send the
 * client all current metadata". (IRCv3 draft/metadata-2, "Postponed
 * synchronization")
 */
const MAX_SYNCED_MEMBERS = 1_000;

/** Seconds until the client may ask for the metadata of a large channel. */
const RETRY_SECONDS = "5";

/**
 * Answers with the client's own metadata: as part of the welcome, or "upon
 * requesting" the capability after it. (IRCv3 draft/metadata-2)
 */
export function sendOwnMetadata({ hub, session, replies }: Context): void {
  const { metadata } = hub;
  replies.beginBatch("metadata", session.target);
  for (const key of metadata.valuesOf(session).keys()) {
    replies.add(metadata.create(session, key));
  }
  replies.endBatch();
}

/** Answers METADATA SYNC: with all that one subscribed to. */
export async function syncTarget(
  context: Context,
  target: Channel | Session,
): Promise<void> {
  const { hub, session, replies } = context;
  replies.beginBatch("metadata", nameOf(target));
  await replies.stream(
    target instanceof Channel
      ? listChannel(context, target)
      : hub.metadata.list(session, target),
  );
  replies.endBatch();
}

/** Tells somebody who entered a channel what it subscribed to. */
export async function syncJoined(
  context: Context,
  channel: Channel,
): Promise<void> {
  const { session } = context;
  if (!isSubscriber(context) || !channel.members.has(session)) return;
  if (isLarge(channel)) return postpone(context, channel);
  await syncTarget(context, channel);
}

/** Tells somebody what it subscribed to of those it now monitors. */
export function syncMonitored(
  context: Context,
  nicks: readonly string[],
): void | Promise<void> {
  if (isSubscriber(context)) {
    return context.replies.stream(listMonitored(context, nicks));
  }
}

/**
 * Tells somebody what it just subscribed to: "When subscribing to a key, clients
 * SHOULD receive the current value of that key for channels/users they are
 * receiving updates for."
 */
export async function syncSubscribed(
  context: Context,
  keys: ReadonlySet<string>,
): Promise<void> {
  if (!isSubscriber(context) || keys.size === 0) return;
  const { hub, session, replies } = context;
  await replies.stream(hub.metadata.list(session, session, keys));
  for (const channel of [...session.channels]) {
    if (isLarge(channel)) postpone(context, channel);
    else await replies.stream(listChannel(context, channel, keys));
  }
  const monitored = hub.monitors.targetsOf(session);
  await replies.stream(listMonitored(context, monitored, keys));
}

function isSubscriber({ hub, session }: Context): boolean {
  return session.capabilities.has("draft/metadata-2") &&
    hub.metadata.subscriptionsOf(session).size > 0;
}

function isLarge({ members }: Channel): boolean {
  return members.size > MAX_SYNCED_MEMBERS;
}

function postpone({ replies }: Context, { name }: Channel): void {
  replies.numeric(RPL_METADATASYNCLATER, name, RETRY_SECONDS);
}

/** Gives the metadata of a channel and of those in it whom somebody may see. */
function* listChannel(
  { hub: { metadata }, session }: Context,
  channel: Channel,
  keys = metadata.subscriptionsOf(session),
): Generator<Outgoing> {
  yield* metadata.list(session, channel, keys);
  for (const [member] of channel.membersFor(session)) {
    if (member !== session) yield* metadata.list(session, member, keys);
  }
}

function* listMonitored(
  { hub: { metadata, registry }, session }: Context,
  nicks: Iterable<string>,
  keys = metadata.subscriptionsOf(session),
): Generator<Outgoing> {
  for (const nick of nicks) {
    const person = registry.session(nick);
    if (person !== undefined) yield* metadata.list(session, person, keys);
  }
}
