import type { Context } from "./context.ts";
import { Replies } from "./replies.ts";
import { cutToLine } from "./fit_line.ts";
import { describeFound } from "./found_line.ts";
import { findMessages, type Found } from "./history/find_messages.ts";
import {
  isQueryFault,
  type ParsedQuery,
  parseSearchQuery,
} from "./history/search_query.ts";
import { prepareSearch } from "./history/prepare_search.ts";
import { StoreError } from "./history/store_error.ts";
import { type Outgoing, roomIn } from "./outgoing.ts";
import { SERVICE_NICK, serviceSource } from "./service_nick.ts";
import { SEARCH_WEIGHT } from "./throttle.ts";

/** Messages that one answer shows. */
const PAGE = 10;

const HELP = [
  "search words - find what was said, the newest first; times are UTC",
  'search "these words" begin* from:nick in:#channel after:3d before:today',
  "search after:2026-11-20 before:2026-11-20T14:02 - a day, or a time",
  "more - older ones",
];

/** What somebody looked for last, and how far it was shown. */
export interface LastSearch {
  readonly query: ParsedQuery;
  /** The `id` in front of which to go on; `undefined`: all was shown. */
  readonly before: number | undefined;
}

/**
 * Answers what somebody wrote to the service: a search for those whose client
 * knows no SEARCH, page by page. Nothing of it is stored.
 */
export function answerService(context: Context, text: string): void {
  const { hub, session } = context;
  const [, command = "", rest = ""] = /^\s*(\S*)\s*(.*)$/s.exec(text)!;
  switch (command.toLowerCase()) {
    case "help":
      return HELP.forEach((line) => tell(context, line));
    case "more": {
      const last = hub.lastSearches.get(session);
      if (last?.before !== undefined) return search(context, last);
      const why = last === undefined
        ? "Nothing was searched for"
        : "That is all";
      return tell(context, `${why}: search words`);
    }
    case "search": {
      const query = parseSearchQuery(rest, hub.clock.now());
      if (!isQueryFault(query)) {
        return search(context, { query, before: undefined });
      }
      return tell(context, `Cannot search: ${query.text}`);
    }
    default:
      return tell(context, "I can: search words, more, help");
  }
}

function search(context: Context, wanted: LastSearch): void {
  const { hub, session } = context;
  session.admit(hub.clock.now(), SEARCH_WEIGHT);
  try {
    const ready = prepareSearch(hub);
    if (ready === undefined) return searchNow(context, wanted);
    void ready.catch((error) => error).then((error) => {
      if (session.state !== "registered") return;
      const replies = new Replies(hub, session);
      const later = { ...context, replies };
      if (error === undefined) searchNow(later, wanted);
      else tellFailure(later, error);
      replies.flush();
    });
  } catch (error) {
    tellFailure(context, error);
  }
}

function searchNow(context: Context, { query, before }: LastSearch): void {
  const { hub, session } = context;
  try {
    const found = findMessages(context, query, { before, limit: PAGE + 1 });
    if (found === undefined) {
      return tell(context, `in:${query.in} is nothing that you can read`);
    }
    const page = found.slice(0, PAGE);
    for (const one of page) tellFound(context, one, query);
    const isAll = found.length <= PAGE;
    const next = isAll ? undefined : page.at(-1)!.stored.id;
    hub.lastSearches.set(session, { query, before: next });
    if (page.length === 0) return tell(context, "Nothing found");
    tell(context, isAll ? "That is all" : "There are older ones: more");
  } catch (error) {
    tellFailure(context, error);
  }
}

function tellFailure(context: Context, error: unknown): void {
  if (!(error instanceof StoreError)) throw error;
  tell(context, `Cannot search: ${error.message}`);
}

function tellFound(context: Context, found: Found, query: ParsedQuery): void {
  const room = roomIn(create(context, ""));
  tell(context, describeFound(found, { query, room }));
}

function tell(context: Context, text: string): void {
  context.replies.add(cutToLine(create(context, text)));
}

/**
 * Plain text shows its name as that of the server: nobody else can have it. What
 * is found may be of this turn, and is told of if that is stored.
 */
function create({ hub, session }: Context, text: string): Outgoing {
  return hub.create("NOTICE", [session.target, text], {
    source: serviceSource(hub.options),
    displayName: SERVICE_NICK,
    isStored: true,
  });
}
