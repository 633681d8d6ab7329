import type { Message } from "../../protocol/message.ts";
import { foldName } from "../../protocol/names.ts";
import { ERR_NOSUCHNICK, ERR_UNKNOWNCOMMAND } from "../../protocol/numerics.ts";
import type { Context, Handler } from "../context.ts";
import { allReadable, listReadable, type Readable } from "../history/access.ts";
import { playBack } from "../history/playback.ts";
import { withClocks, withoutCtcp } from "../history/playback_words.ts";
import { StoreError } from "../history/store_error.ts";
import { MAX_HISTORY } from "../isupport.ts";
import { matchesMask } from "../masks.ts";
import type { Outgoing } from "../outgoing.ts";
import { shown } from "../params.ts";

/** The nick, which is none, that those with `znc.in/playback` ask. */
const NICK = "*playback";
const SOURCE = `${NICK}!znc@znc.in`;

/**
 * Makes the handler that lets those with `znc.in/playback` ask `*playback`: PLAY
 * gives what was said, LIST tells where and when something was said; CLEAR does
 * nothing, as nothing said is to be lost. (wiki.znc.in/Playback)
 *
 * @param handleOther Deals with all other messages.
 */
export function withPlayback(handleOther: Handler): Handler {
  return (context, message) => {
    const { params: [target = "", text = ""] } = message;
    const isQuestion = foldName(target) === NICK &&
      context.session.capabilities.has("znc.in/playback");
    return isQuestion
      ? answerQuestion(context, text)
      : handleOther(context, message);
  };
}

/**
 * ZNC: says something to a module of ZNC, of which there is this one; a client
 * may have each word in a parameter of its own.
 */
export function handleZnc(
  context: Context,
  { params: [target = "", ...words] }: Message,
): void | Promise<void> {
  const { session, replies } = context;
  if (!session.capabilities.has("znc.in/playback")) {
    return replies.numeric(ERR_UNKNOWNCOMMAND, "ZNC", "Unknown command");
  }
  if (foldName(target) !== NICK) {
    return replies.numeric(ERR_NOSUCHNICK, shown(target), "No such nick");
  }
  return answerQuestion(context, words.join(" "));
}

async function answerQuestion(context: Context, text: string): Promise<void> {
  const { hub, replies } = context;
  const [word = "", masks = "*", from, to] = text.trim().split(/ +/);
  const { lastId } = hub.history;
  const query: Query = { masks: masks.split(","), lastId };
  await hub.history.settled();
  try {
    switch (word.toUpperCase()) {
      case "PLAY":
        return await play(context, query, { from, to });
      case "LIST":
        return await list(context, query);
      case "CLEAR":
        return tell(context, "What was said is kept, and is not cleared");
    }
    tell(context, "PLAY <buffer> [from [to]], LIST [buffer], CLEAR [buffer]");
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    replies.endBatch();
    tell(context, `What was said cannot be read: ${error.message}`);
  }
}

interface Query {
  /** Names of channels and people; `*` and `?` stand for others. */
  readonly masks: readonly string[];
  /** The highest `id` to look at. */
  readonly lastId: number;
}

const NEWEST = { kinds: ["said"], end: "newest" } as const;
const OLDEST = { kinds: ["said"], end: "oldest" } as const;

async function play(
  context: Context,
  query: Query,
  times: { readonly from: string | undefined; readonly to: string | undefined },
): Promise<void> {
  const { hub, session, replies } = context;
  const { store } = hub.history;
  const from = parseSeconds(times.from, 0);
  const to = parseSeconds(times.to, Number.MAX_SAFE_INTEGER);
  if (from === undefined || to === undefined) {
    return tell(context, "Times are seconds since 1970: PLAY * 1700000000.123");
  }
  // What came at the time that a client names it has.
  const first = store.firstSince(from + 1);
  if (first === undefined) return;
  const before = Math.min(
    store.firstSince(to + 1) ?? Infinity,
    query.lastId + 1,
  );
  for (const readable of findAll(context, query)) {
    const ids = listReadable(store, readable, {
      after: first - 1,
      before,
      limit: MAX_HISTORY,
      ...NEWEST,
    }).map(({ id }) => id);
    if (ids.length === 0) continue;
    replies.beginBatch("znc.in/playback", readable.name);
    const messages = playBack({ hub, session, readable }, ids);
    await replies.stream(withClocks(context, messages));
    replies.endBatch();
    // Others are served between one and the next.
    await hub.flusher.turnEnd();
    if (session.state === "gone") return;
  }
}

/** Tells of each buffer when its first message came, and its last. */
async function list(context: Context, query: Query): Promise<void> {
  const { hub: { history: { store } }, replies } = context;
  const before = query.lastId + 1;
  const answers: Outgoing[] = [];
  for (const readable of findAll(context, query)) {
    const times = [OLDEST, NEWEST].flatMap((end) =>
      listReadable(store, readable, { ...end, before, limit: 1 })
        .map(({ message }) => (message.time / 1000).toFixed(3))
    );
    if (times.length === 0) continue;
    answers.push(createAnswer(context, [readable.name, ...times].join(" ")));
  }
  await replies.stream(answers);
}

/** Gives what is asked for, without what the client would take for others'. */
function findAll(context: Context, { masks }: Query): Readable[] {
  const { session } = context;
  const hasOwn = session.capabilities.has("echo-message");
  return allReadable(context)
    .filter(({ name }) => masks.some((mask) => matchesMask(name, mask)))
    .map(withoutCtcp)
    .map((readable) => ({
      ...readable,
      mayRead: (stored) =>
        readable.mayRead(stored) &&
        (hasOwn || readable.isChannel || stored.author !== session.identity),
    }));
}

/** @returns Milliseconds; `undefined` for what is no time. */
function parseSeconds(
  text: string | undefined,
  byDefault: number,
): number | undefined {
  if (text === undefined) return byDefault;
  return /^\d{1,12}(?:\.\d{0,9})?$/.test(text)
    ? Math.floor(Number((Number(text) * 1000).toFixed(3)))
    : undefined;
}

function tell(context: Context, text: string): void {
  context.replies.add(createAnswer(context, text));
}

function createAnswer({ hub, session }: Context, text: string): Outgoing {
  return hub.create("PRIVMSG", [session.target, text], { source: SOURCE });
}
