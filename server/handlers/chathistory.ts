import type { Message } from "../../protocol/message.ts";
import { ERR_UNKNOWNCOMMAND } from "../../protocol/numerics.ts";
import type { Context } from "../context.ts";
import { findReadable, type Readable } from "../history/access.ts";
import { playBack } from "../history/playback.ts";
import { idsOf, type RangeName } from "../history/ranges.ts";
import { parseReference, type Reference } from "../history/references.ts";
import { StoreError } from "../history/store_error.ts";
import { MAX_HISTORY } from "../isupport.ts";
import { shown } from "../params.ts";
import { listTargets } from "./chathistory_targets.ts";

const NOT_RETRIEVED = "Messages could not be retrieved";

/** How many references each subcommand takes. */
const REFERENCES: ReadonlyMap<string, number> = new Map<
  RangeName | "TARGETS",
  number
>([
  ["AFTER", 1],
  ["AROUND", 1],
  ["BEFORE", 1],
  ["BETWEEN", 2],
  ["LATEST", 1],
  ["TARGETS", 2],
]);

/** A request, read and found to be in order. */
interface Request {
  /** As it was given, fit to be in an answer. */
  readonly given: string;
  /** `""` for TARGETS. */
  readonly target: string;
  readonly references: readonly Reference[];
  readonly limit: number;
}

/** CHATHISTORY: gives what was said before. (IRCv3 draft/chathistory) */
export async function handleChathistory(
  context: Context,
  { params }: Message,
): Promise<void> {
  const { hub, session, replies } = context;
  if (!session.capabilities.has("draft/chathistory")) {
    const text = "Unknown command";
    return replies.numeric(ERR_UNKNOWNCOMMAND, "CHATHISTORY", text);
  }
  const name = (params[0] ?? "").toUpperCase();
  const request = readRequest(context, name, params);
  if (request === undefined) return;
  const { given, target } = request;
  const { lastId } = hub.history;
  await hub.history.settled();
  try {
    if (name === "TARGETS") {
      return await sendTargets(context, request);
    }
    const readable = findReadable(context, target);
    if (readable === undefined) {
      return replies.fail(
        "CHATHISTORY",
        "INVALID_TARGET",
        given,
        shown(target),
        NOT_RETRIEVED,
      );
    }
    await sendRange(context, { ...request, name: name as RangeName }, {
      readable,
      lastId,
    });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    replies.endBatch();
    failToRead(context, request, error.message);
  }
}

async function sendRange(
  context: Context,
  request: Request & { readonly name: RangeName },
  found: { readonly readable: Readable; readonly lastId: number },
): Promise<void> {
  const { hub, session, replies } = context;
  const { readable } = found;
  const ids = idsOf({ hub, session, ...found }, request);
  if (ids === undefined) return failToRead(context, request);
  replies.beginBatch("chathistory", readable.name);
  await replies.stream(playBack({ hub, session, readable }, ids));
  replies.endBatch();
}

async function sendTargets(
  context: Context,
  { references, limit }: Request,
): Promise<void> {
  const { hub, replies } = context;
  const [from = 0, to = 0] = references.map((reference) =>
    reference.kind === "timestamp" ? reference.time : 0
  );
  const targets = await listTargets(context, { from, to, limit });
  replies.beginBatch("draft/chathistory-targets");
  await replies.stream(targets.map(({ name, time }) => {
    const text = new Date(time).toISOString();
    return hub.create("CHATHISTORY", ["TARGETS", name, text]);
  }));
  replies.endBatch();
}

/** Reads a request, or answers what is wrong with it. */
function readRequest(
  { replies }: Context,
  name: string,
  params: readonly string[],
): Request | undefined {
  const [word = "", ...rest] = params;
  const given = shown(word);
  const invalid = (text: string, ...more: string[]) =>
    void replies.fail("CHATHISTORY", "INVALID_PARAMS", given, ...more, text);
  const count = REFERENCES.get(name);
  if (count === undefined) return invalid("Unknown command");
  const isTargets = name === "TARGETS";
  const wanted = count + (isTargets ? 1 : 2);
  if (rest.length < wanted || rest.includes("")) {
    return invalid("Insufficient parameters");
  }
  if (rest.length > wanted) return invalid("Too many parameters");
  const target = isTargets ? "" : rest[0]!;
  const references: Reference[] = [];
  for (const word of rest.slice(-1 - count, -1)) {
    if (word === "*" && name === "LATEST") break;
    const reference = parseReference(word);
    if (reference === "timestamp") {
      return invalid("Invalid timestamp", shown(word));
    }
    if (reference === "type") {
      const text = "A message is told by msgid=... or timestamp=...";
      const named = isTargets ? "*" : shown(target);
      return void replies.fail(
        "CHATHISTORY",
        "INVALID_MSGREFTYPE",
        given,
        named,
        shown(word),
        text,
      );
    }
    if (isTargets && reference.kind !== "timestamp") {
      return invalid("Invalid timestamp", shown(word));
    }
    references.push(reference);
  }
  const limit = parseLimit(rest.at(-1)!);
  if (limit === undefined) {
    return invalid("Invalid limit", shown(rest.at(-1)!));
  }
  return { given, target, references, limit };
}

/** More than the most is as much as can be had. */
function parseLimit(text: string): number | undefined {
  if (!/^\d+$/.test(text) || /^0+$/.test(text)) return undefined;
  return Math.min(Number(text), MAX_HISTORY);
}

function failToRead(
  { replies }: Context,
  { given, target }: Request,
  why = NOT_RETRIEVED,
): void {
  const named = target === "" ? "*" : shown(target);
  replies.fail("CHATHISTORY", "MESSAGE_ERROR", given, named, why);
}
