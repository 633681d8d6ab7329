import type {
  HistoryOptions,
  HistoryPage,
  SearchOptions,
} from "../../client/archive.ts";
import type { ChatEvent } from "../../client/events.ts";
import type { LinkStatus } from "../../client/link.ts";
import { idOf } from "../../client/said.ts";
import { createState } from "../../client/state.ts";
import { Queue } from "../../client/terminal/queue.ts";
import type { SessionLink } from "../../client/ui/session_link.ts";

/** A connection to a server that keeps what the test has put there. */
export class FakeSessionLink implements SessionLink {
  readonly state = createState("ann", "irc.example");
  readonly address = "host:8080";
  status: LinkStatus = { kind: "connected" };
  readonly waitingCount = 0;
  /** What the server kept, oldest first, of all places together. */
  readonly kept: ChatEvent[] = [];
  /** What it finds, newest first. */
  found: ChatEvent[] = [];
  /** What was asked of it, and told to it. */
  readonly asked: string[] = [];
  readonly capabilities = new Set<string>([
    "chat/edit",
    "chat/search",
    "draft/chathistory",
  ]);
  /** Resolved when it answers; rejected: it refuses. */
  answered: Promise<void> = Promise.resolve();
  readonly #events = new Queue<ChatEvent>();

  // --- the side of the program under test -----------------------------------

  /** It is its own. */
  get archive(): SessionLink["archive"] {
    return this;
  }

  listWaiting(): [] {
    return [];
  }

  events(): AsyncGenerator<ChatEvent, void, void> {
    return this.#events[Symbol.asyncIterator]();
  }

  uses(name: string): boolean {
    return this.capabilities.has(name);
  }

  async history(
    target: string,
    { before, after, around, limit = 50 }: HistoryOptions = {},
  ): Promise<HistoryPage> {
    const where = before !== undefined
      ? `before ${before}`
      : after !== undefined
      ? `after ${after}`
      : around !== undefined
      ? `around ${around}`
      : "latest";
    this.asked.push(`history ${target} ${where} ${limit}`);
    await this.answered;
    const all = this.kept.filter(({ place }) => place === target);
    const find = (reference: number | string) =>
      typeof reference === "string"
        ? all.findIndex((event) => idOf(event) === reference)
        : all.findIndex(({ time }) => time >= reference);
    let events: ChatEvent[];
    if (after !== undefined) {
      const start = typeof after === "string"
        ? find(after) + 1
        : all.filter(({ time }) => time <= after).length;
      events = all.slice(start, start + limit);
    } else if (around !== undefined) {
      const start = Math.max(0, find(around) - Math.floor(limit / 2));
      events = all.slice(start, start + limit);
    } else {
      const end = before === undefined ? all.length : find(before);
      events = all.slice(Math.max(0, end - limit), end);
    }
    const oldest = events[0] && idOf(events[0]);
    return {
      events,
      ...(oldest !== undefined && { oldest }),
      isAll: events.length < limit,
    };
  }

  async search(
    query: string,
    { before, limit = 20 }: SearchOptions = {},
  ): Promise<HistoryPage> {
    this.asked.push(`search ${query} ${before ?? "*"} ${limit}`);
    await this.answered;
    const start = before === undefined
      ? 0
      : this.found.findIndex((event) => idOf(event) === before) + 1;
    const events = this.found.slice(start, start + limit);
    const last = events.at(-1);
    const oldest = last && idOf(last);
    return {
      events,
      ...(oldest !== undefined && { oldest }),
      isAll: events.length < limit,
    };
  }

  edit(target: string, id: string, text: string, kind = "message"): void {
    if (this.status.kind !== "connected") {
      throw new RangeError("Cannot change it as the connection is lost");
    }
    this.asked.push(`edit ${target} ${id} ${kind} ${text}`);
  }

  markRead(target: string, time: number): void {
    this.asked.push(`read ${target} ${new Date(time).toISOString()}`);
  }

  say(target: string, text: string): void {
    this.asked.push(`say ${target} ${text}`);
  }

  send(...words: readonly string[]): void {
    this.asked.push(`send ${words.join(" ")}`);
  }

  sayTags(): void {}

  retryNow(): void {}

  quit(): void {
    this.#events.close();
  }

  // --- the side of the test ---------------------------------------------------

  /** Has something happen. */
  tell(...events: readonly ChatEvent[]): void {
    for (const event of events) this.#events.push(event);
  }
}
