import type { Client } from "./client.ts";
import type { ChatEvent } from "./events.ts";
import { formatReference, type HistoryReference } from "./history_reference.ts";
import { msgidOf } from "./msgid_of.ts";
import type { SayKind } from "./outgoing.ts";
import { replay } from "./replay.ts";
import type { Answer, Question } from "./requests.ts";

/** Which messages of a place; without a reference the newest. */
export interface HistoryOptions {
  /** Those in front of this one. */
  readonly before?: HistoryReference;
  /** Those behind this one. */
  readonly after?: HistoryReference;
  /** Those on both sides of this one, and itself. */
  readonly around?: HistoryReference;
  /** Most messages to get, events among them. Default: 50. */
  readonly limit?: number;
}

/** Which of the messages that are found. */
export interface SearchOptions {
  /** Those in front of the message with this `id`. Default: the newest. */
  readonly before?: string;
  /** Most messages to get. Default: 20. */
  readonly limit?: number;
}

/** A page of what the server keeps. */
export interface HistoryPage {
  /** All are `replayed`. Oldest first; of a search newest first. */
  readonly events: readonly ChatEvent[];
  /** The msgid of its oldest message: what to ask for more with. */
  readonly oldest?: string;
  /** Whether there is no more in this direction. */
  readonly isAll: boolean;
}

const DEFAULT_HISTORY = 50;
const DEFAULT_SEARCH = 20;

/** What a server may give in one answer to a search, if it does not tell. */
const MAX_SEARCH = 50;

/** Reads and changes what the server keeps. */
export class Archive {
  readonly #connected: () => Client | undefined;

  /** @param connected Gives the connection, if there is one. */
  constructor(connected: () => Client | undefined) {
    this.#connected = connected;
  }

  /**
   * Gets what happened in a channel, or between a person and us.
   *
   * @throws {RangeError} If the server does not give it, with the reason.
   */
  async history(
    target: string,
    options: HistoryOptions = {},
  ): Promise<HistoryPage> {
    const fail = failTo(`read what was said in ${target}`);
    const client = this.#connected();
    if (!client) throw fail("the connection is lost");
    if (!client.uses("draft/chathistory")) {
      throw fail("the server keeps no history");
    }
    const { historyLimit, historyRefs } = client.state;
    const { before, after, around, limit = DEFAULT_HISTORY } = options;
    const count = Math.min(limit, historyLimit || limit);
    const [subcommand, reference] = before !== undefined
      ? ["BEFORE", before] as const
      : after !== undefined
      ? ["AFTER", after] as const
      : around !== undefined
      ? ["AROUND", around] as const
      : ["LATEST", undefined] as const;
    if (typeof reference === "string" && !historyRefs.includes("msgid")) {
      throw fail("the server finds messages by their time only");
    }
    return await this.#ask(client, {
      command: "CHATHISTORY",
      params: [subcommand, target, formatReference(reference), `${count}`],
      type: "chathistory",
      target,
    }, { place: target, count, fail });
  }

  /**
   * Looks for messages in all that we may read.
   *
   * @param query As docs/search.md says.
   * @throws {RangeError} If the server does not search, with the reason.
   */
  async search(
    query: string,
    { before = "*", limit = DEFAULT_SEARCH }: SearchOptions = {},
  ): Promise<HistoryPage> {
    const fail = failTo("search");
    const client = this.#connected();
    if (!client) throw fail("the connection is lost");
    if (!client.uses("chat/search")) throw fail("the server knows no search");
    const max = /(?:^|,)max=([1-9]\d{0,5})(?:,|$)/
      .exec(client.capabilities.get("chat/search") ?? "")?.[1];
    const count = Math.min(limit, Number(max ?? MAX_SEARCH));
    return await this.#ask(client, {
      command: "SEARCH",
      params: [`${count}`, before, query],
      type: "chat/search",
    }, { count, fail, isNewestFirst: true });
  }

  /**
   * Gives a message of our own another text. What the server says against it
   * comes as an event.
   *
   * @param id Of the message.
   * @throws {RangeError} If that cannot be.
   * @throws {ProtocolError} If a line cannot carry the target or the id.
   */
  edit(
    target: string,
    id: string,
    text: string,
    kind: SayKind = "message",
  ): void {
    const client = this.#connected();
    if (!client) throw failTo("change the message")("the connection is lost");
    client.edit(target, id, text, kind);
  }

  /**
   * Tells the server up to when we have read something, where it wants to know.
   *
   * @param time ms since 1970.
   * @throws {RangeError} If the target does not fit a line.
   * @throws {ProtocolError} If a line cannot carry the target.
   */
  markRead(target: string, time: number): void {
    const client = this.#connected();
    if (!client?.uses("draft/read-marker")) return;
    client.send("MARKREAD", target, formatReference(time));
  }

  async #ask(
    client: Client,
    question: Question,
    { place, count, fail, isNewestFirst = false }: {
      readonly place?: string;
      readonly count: number;
      readonly fail: (reason: string) => RangeError;
      readonly isNewestFirst?: boolean;
    },
  ): Promise<HistoryPage> {
    const answer = await new Promise<Answer>((resolve) =>
      client.ask(question, resolve)
    );
    if (answer.refusal) throw fail(reasonOf(answer.refusal));
    if (answer.isCut) {
      throw fail("the server says more than there is room for: ask for less");
    }
    const { messages } = answer;
    const last = messages.at(isNewestFirst ? -1 : 0);
    const oldest = last && msgidOf(last);
    return {
      events: replay(messages, {
        state: client.state,
        // Of what has no time; the server gives one to all that it keeps.
        now: 0,
        ...(place !== undefined && { place }),
      }),
      ...(oldest !== undefined && { oldest }),
      isAll: messages.length < count,
    };
  }
}

function failTo(act: string): (reason: string) => RangeError {
  return (reason) => new RangeError(`Cannot ${act} as ${reason}`);
}

function reasonOf(
  { code, text }: { readonly code: string; readonly text: string },
): string {
  return code === "LOST"
    ? text
    : code === "TIMEOUT"
    ? "the server gives no answer"
    : `the server says: ${text}`;
}
