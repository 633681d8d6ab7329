import {
  RPL_METADATASUBOK,
  RPL_METADATASUBS,
  RPL_METADATAUNSUBOK,
} from "../../protocol/numerics.ts";
import type { Context } from "../context.ts";
import { packWords } from "../fit_line.ts";
import { isMetadataKey } from "../metadata.ts";
import { syncSubscribed } from "../metadata_sync.ts";
import { shown } from "../params.ts";

/** Keys in a numeric: it has 15 parameters, and one is the client's nick. */
const KEYS_PER_LINE = 14;

/**
 * METADATA SUB: says which keys one wants to be told of, "in order of
 * preference"; their values follow. (IRCv3 draft/metadata-2)
 */
export function handleSubscribe(
  context: Context,
  keys: readonly string[],
): Promise<void> {
  const { hub: { metadata }, session, replies } = context;
  const accepted = new Set<string>();
  const added = new Set<string>();
  for (const key of keys) {
    if (!isMetadataKey(key)) {
      refuseKey(context, key);
      continue;
    }
    const change = metadata.subscribe(session, key);
    if (change === "full") {
      replies.fail("METADATA", "TOO_MANY_SUBS", key, "Too many subscriptions");
      break;
    }
    accepted.add(key);
    if (change === "changed") added.add(key);
  }
  sendKeys(context, RPL_METADATASUBOK, [...accepted]);
  return syncSubscribed(context, added);
}

/** METADATA UNSUB: a key that one was not told of is accepted, too. */
export function handleUnsubscribe(
  context: Context,
  keys: readonly string[],
): void {
  const { hub: { metadata }, session } = context;
  const accepted = new Set<string>();
  for (const key of keys) {
    if (isMetadataKey(key)) {
      metadata.unsubscribe(session, key);
      accepted.add(key);
    } else refuseKey(context, key);
  }
  sendKeys(context, RPL_METADATAUNSUBOK, [...accepted]);
}

/** METADATA SUBS: the answer has a batch, as nothing else says where it ends. */
export function listSubscriptions(context: Context): void {
  const { hub: { metadata }, session, replies } = context;
  replies.beginBatch("metadata-subs");
  sendKeys(context, RPL_METADATASUBS, [...metadata.subscriptionsOf(session)]);
  replies.endBatch();
}

/** Answers with keys, each a parameter of its own. */
function sendKeys(
  { hub, session, replies }: Context,
  numeric: string,
  keys: readonly string[],
): void {
  const create = (line: string) =>
    hub.create(numeric, [session.target, ...line.split(" ")]);
  for (let start = 0; start < keys.length; start += KEYS_PER_LINE) {
    const words = keys.slice(start, start + KEYS_PER_LINE);
    for (const line of packWords(words, { separator: " ", create })) {
      replies.add(line);
    }
  }
}

/** Answers that a text is no key. */
export function refuseKey({ replies }: Context, key: string): void {
  replies.fail("METADATA", "KEY_INVALID", shown(key), "That is no key");
}
