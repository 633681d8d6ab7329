import { MAX_SEARCH_RESULTS } from "../../protocol/limits.ts";
import type { Message } from "../../protocol/message.ts";
import type { Context } from "../context.ts";
import { findMessages, type Found } from "../history/find_messages.ts";
import { parseMessageId } from "../history/message_ids.ts";
import {
  isQueryFault,
  type ParsedQuery,
  parseSearchQuery,
} from "../history/search_query.ts";
import { playBack } from "../history/playback.ts";
import { prepareSearch } from "../history/prepare_search.ts";
import { StoreError } from "../history/store_error.ts";
import type { Outgoing } from "../outgoing.ts";
import { shown } from "../params.ts";
import { SEARCH_WEIGHT } from "../throttle.ts";

const CAPABILITIES = ["chat/search", "batch"] as const;

interface Wanted {
  readonly limit: number;
  /** The `id` in front of which to look. */
  readonly before: number | undefined;
  readonly query: ParsedQuery;
}

/** SEARCH: finds what was said. (docs/search.md) */
export async function handleSearch(
  context: Context,
  { params }: Message,
): Promise<void> {
  const { hub, session, replies } = context;
  if (!CAPABILITIES.every((name) => session.capabilities.has(name))) {
    return replies.fail(
      "SEARCH",
      "CAPABILITIES_NEEDED",
      ...CAPABILITIES,
      "Ask for these capabilities first, or say: /msg chat search words",
    );
  }
  const wanted = readParams(context, params);
  if (wanted === undefined) return;
  const { query, ...options } = wanted;
  session.admit(hub.clock.now(), SEARCH_WEIGHT);
  await hub.history.settled();
  try {
    await prepareSearch(hub);
    const found = findMessages(context, query, options);
    if (found !== undefined) return await sendFound(context, found);
    const what = `in:${query.in}`;
    const text = `${what} is nothing that you can read`;
    replies.fail("SEARCH", "INVALID_QUERY", shown(what), text);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    replies.endBatch();
    replies.fail("SEARCH", "SEARCH_ERROR", error.message);
  }
}

/** Reads the parameters, or answers what is wrong with them. */
function readParams(
  { hub, replies }: Context,
  [count = "", msgid = "", text = ""]: readonly string[],
): Wanted | undefined {
  const fail = (param: string, text: string) =>
    void replies.fail("SEARCH", "INVALID_PARAMS", shown(param), text);
  if (!/^0*[1-9]\d{0,8}$/.test(count)) {
    return fail(count, "The limit is no number above 0");
  }
  const before = msgid === "*" ? undefined : parseMessageId(msgid);
  if (msgid !== "*" && before === undefined) {
    return fail(msgid, "This is neither an id of a message nor *");
  }
  const query = parseSearchQuery(text, hub.clock.now());
  if (isQueryFault(query)) {
    const { what, text } = query;
    return void replies.fail("SEARCH", "INVALID_QUERY", shown(what), text);
  }
  const limit = Math.min(Number(count), MAX_SEARCH_RESULTS);
  return { limit, before, query };
}

async function sendFound(
  context: Context,
  found: readonly Found[],
): Promise<void> {
  const { replies } = context;
  replies.beginBatch("chat/search", String(found.length));
  await replies.stream(listFound(context, found));
  replies.endBatch();
}

/** Gives each as it is when its turn comes: it may be redacted by then. */
function* listFound(
  { hub, session }: Context,
  found: readonly Found[],
): Generator<Outgoing> {
  for (const { stored, readable } of found) {
    yield* playBack({ hub, session, readable }, [stored.id]);
  }
}
