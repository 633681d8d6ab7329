import { dim } from "@std/fmt/colors";
import { foldName } from "../../protocol/names.ts";
import { formatRule } from "./display.ts";
import type { SaidEvent } from "../events.ts";
import { isSaid } from "../said.ts";
import { formatMoment } from "./saved_text.ts";
import { hasName } from "../settings.ts";
import type { SettingsControl } from "../settings_control.ts";
import type { Span } from "../terminal/view.ts";
import type { ChatScreen } from "./chat_screen.ts";
import { nickStyle } from "./nick_style.ts";
import { formatPast } from "./past_lines.ts";
import { excerpt, readTerms, type Term } from "./search_words.ts";
import type { SessionLink } from "./session_link.ts";

/** What `Searches` needs. */
export interface SearchesDeps {
  readonly link: Pick<SessionLink, "archive" | "state">;
  readonly screen: ChatScreen;
  readonly settings: SettingsControl;
}

/** Results that are shown at a time. */
const PAGE_RESULTS = 20;

/** Results that can be looked at in their context. */
const MAX_RESULTS = 1_000;

/** Pages of nothing but what is hidden, which are passed over by themselves. */
const MAX_PASSED = 10;

/** Events around a result. */
const CONTEXT_EVENTS = 21;

/** A search: what was asked, and what was found so far. */
interface Search {
  readonly query: string;
  readonly results: SaidEvent[];
  /** The `id` of the last of them. */
  oldest: string | undefined;
  isAll: boolean;
}

/** Finds what was said, a page at a time. */
export class Searches {
  readonly #deps: SearchesDeps;
  #search: Search | undefined;
  #isAsking = false;

  constructor(deps: SearchesDeps) {
    this.#deps = deps;
  }

  /**
   * Begins a search, goes on with the last one, or shows a result in context.
   *
   * @throws {RangeError} If there is nothing to go on with.
   */
  async run(text: string): Promise<void> {
    if (this.#isAsking) {
      throw new RangeError(
        "Cannot search as the server has not answered yet: wait for it",
      );
    }
    this.#isAsking = true;
    try {
      const number = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0;
      const found = this.#search?.results[number - 1];
      if (found) await this.#showAround(found);
      else if (text === "") await this.#more();
      else await this.#begin(text);
    } finally {
      this.#isAsking = false;
    }
  }

  async #begin(query: string): Promise<void> {
    const search: Search = {
      query,
      results: [],
      oldest: undefined,
      isAll: false,
    };
    await this.#find(search);
    this.#search = search;
  }

  async #more(): Promise<void> {
    const search = this.#search;
    if (!search) {
      throw new RangeError(
        "Cannot show more as nothing was searched for: /search words",
      );
    }
    if (search.isAll || search.results.length >= MAX_RESULTS) {
      this.#deps.screen.show(`No more was found for ${search.query}`);
    } else await this.#find(search);
  }

  /** Asks for the next page that has something to show. */
  async #ask(search: Search): Promise<SaidEvent[]> {
    const { link, settings } = this.#deps;
    let found: SaidEvent[] = [];
    for (let asked = 0; asked <= MAX_PASSED && !search.isAll; asked++) {
      const before = search.oldest;
      const { events, oldest, isAll } = await link.archive.search(
        search.query,
        {
          limit: PAGE_RESULTS,
          ...(before !== undefined && { before }),
        },
      );
      search.isAll = isAll || oldest === undefined;
      search.oldest = oldest;
      found = events.filter(isSaid)
        .filter(({ from }) => !hasName(settings.now.ignored, from));
      if (found.length > 0) break;
    }
    return found;
  }

  async #find(search: Search): Promise<void> {
    const { screen } = this.#deps;
    const { query, results } = search;
    const found = await this.#ask(search);
    if (found.length === 0) {
      screen.show(
        results.length === 0
          ? `Nothing was found for ${query}`
          : `No more was found for ${query}`,
      );
      return;
    }
    screen.print(formatRule(`search: ${query}`));
    const terms = readTerms(query);
    const width = String(results.length + found.length).length;
    for (const event of found) {
      results.push(event);
      const number = String(results.length).padStart(width);
      screen.print(this.#formatResult(event, number, terms));
    }
    screen.show(
      "/search n shows what was said around one" +
        (search.isAll ? "; these were all" : ", /search finds more"),
    );
  }

  #formatResult(
    event: SaidEvent,
    number: string,
    terms: readonly Term[],
  ): Span[] {
    const { theme } = this.#deps.settings.now;
    const { channel, from, own, to, text, type } = event;
    const place = channel ?? (own ? `to ${to}` : "private");
    const moment = formatMoment(event.time).slice(0, -":SS".length);
    const name = { text: from, style: nickStyle(from, theme) };
    return [
      { text: `${number} `, style: dim },
      { text: `${moment} ${place} `, style: dim },
      ...(type === "action" ? [{ text: "* " }, name] : [name, { text: ":" }]),
      { text: " " },
      ...excerpt(text, terms),
    ];
  }

  async #showAround(found: SaidEvent): Promise<void> {
    const { link, screen, settings } = this.#deps;
    const { channel, from, id, own, to } = found;
    const place = channel ?? (own ? to : from);
    if (id === undefined) {
      throw new RangeError(
        "Cannot look there as this server gives messages no ids",
      );
    }
    const { events } = await link.archive.history(place, {
      around: id,
      limit: CONTEXT_EVENTS,
    });
    const { current } = screen.buffers;
    const isHere = foldName(current.name) === foldName(place);
    screen.print(formatRule(`around this in ${place}`));
    const lines = formatPast(events, {
      place,
      nick: link.state.nick,
      settings: settings.now,
      marked: id,
      ...(isHere && { find: (id) => current.recent.find(id) }),
    });
    for (const { spans, time } of lines) screen.print(spans, time);
    screen.print(formatRule("now"));
  }
}
