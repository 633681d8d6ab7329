import type { Message } from "../protocol/message.ts";
import { foldName } from "../protocol/names.ts";
import type { Client } from "./client.ts";
import type { Clock } from "./clock.ts";
import type { ChatEvent } from "./events.ts";
import type { Gap } from "./gap.ts";
import { formatReference, referTo } from "./history_reference.ts";
import { isExpected } from "./is_expected.ts";
import { nextReference } from "./next_reference.ts";
import { replay } from "./replay.ts";
import type { Answer, Question } from "./requests.ts";
import { isSaid } from "./said.ts";
import type { Shown } from "./shown.ts";
import type { ChatState } from "./state.ts";

/** What a `GapFiller` needs. */
export interface GapFillerDeps {
  readonly clock: Pick<Clock, "now">;
  /** Gives the connection that there is now. */
  readonly client: () => Client;
  /** How many earlier messages to get of a channel that we enter. */
  readonly earlier: () => number;
  /** As `Returning.isReturn`. */
  readonly isReturn: (event: ChatEvent) => boolean;
}

/** Messages of a page, where the server allows that many. */
const PAGE = 500;

/** The fewest, where connections do not last as long as a page takes. */
const LEAST_PAGE = 10;

/** The same of a server that does not tell how many it allows. */
const CAREFUL_PAGE = 100;

/** Pages that are asked for at a time: they share the line with what is said. */
const MAX_ASKED = 4;

/** Of a PING whose answer brings what came to nothing to the person. */
const WAKE_TOKEN = "caught-up";

/** Fills gaps, page by page, and gives out what was held behind them. */
export class GapFiller {
  /** By folded name of the place. */
  readonly gaps = new Map<string, Gap>();
  readonly #state: ChatState;
  readonly #shown: Shown;
  readonly #deps: GapFillerDeps;
  /** Those that are to be asked for, oldest first. */
  #queue: Gap[] = [];
  /** How many are being asked for. */
  #asked = 0;
  /** Messages of a page that may get through: fewer after one that did not. */
  #size = PAGE;
  /** What can be told now. */
  #ready: ChatEvent[] = [];
  /** When the connection was back, ms since 1970. */
  #backAt = 0;

  constructor(state: ChatState, shown: Shown, deps: GapFillerDeps) {
    this.#state = state;
    this.#shown = shown;
    this.#deps = deps;
  }

  /** Messages that one answer may bring. */
  get pageSize(): number {
    return Math.min(this.#state.historyLimit || CAREFUL_PAGE, PAGE);
  }

  /** Takes what can be told now. */
  take(): ChatEvent[] {
    return this.#ready.splice(0);
  }

  /** Goes on in a new connection. */
  begin(): void {
    this.#backAt = this.#deps.clock.now();
  }

  /** Notes that the connection is lost; what is held waits for the next one. */
  stop(): void {
    if (this.#asked > 0) this.#size = Math.max(this.#size / 4, LEAST_PAGE);
    this.#queue = [];
    this.#asked = 0;
  }

  /** Has a gap filled; only the newest are got if it has no reference. */
  open(gap: Gap): void {
    this.gaps.set(foldName(gap.place), gap);
    this.#queue.push(gap);
    this.#askNext();
  }

  /** Gives out what is held behind a gap, and waits for nothing more. */
  close(gap: Gap): void {
    this.gaps.delete(foldName(gap.place));
    for (const event of gap.release()) {
      if (this.#shown.has(event)) continue;
      this.#shown.note(event);
      this.#ready.push(event);
    }
  }

  /**
   * Asks the server; that the connection is lost is no answer.
   *
   * @param onAnswer What it leads to is told soon, also if nothing is heard.
   */
  ask(question: Question, onAnswer: (answer: Answer) => void): void {
    const client = this.#deps.client();
    try {
      client.ask(question, (answer) => {
        if (answer.refusal?.code === "LOST") return;
        onAnswer(answer);
        if (answer.refusal?.code === "TIMEOUT") client.send("PING", WAKE_TOKEN);
      });
    } catch (error) {
      // A server may give names and ids that no line can carry back to it.
      if (!isExpected(error)) throw error;
      onAnswer({ refusal: { code: "UNASKABLE", text: error.message } });
    }
  }

  #askNext(): void {
    while (this.#asked < MAX_ASKED) {
      const gap = this.#queue.shift();
      if (!gap) return;
      if (this.#isOpen(gap)) this.#askPage(gap);
    }
  }

  #askPage(gap: Gap): void {
    const { place, reference } = gap;
    const limit = reference === undefined
      ? Math.min(this.#deps.earlier(), this.pageSize)
      : Math.min(Math.ceil(this.#size), this.pageSize);
    const subcommand = reference === undefined ? "LATEST" : "AFTER";
    this.#asked++;
    this.ask({
      command: "CHATHISTORY",
      params: [subcommand, place, formatReference(reference), `${limit}`],
      type: "chathistory",
      target: place,
    }, (answer) => {
      this.#asked--;
      if (!answer.refusal) this.#size = Math.min(this.#size * 2, PAGE);
      if (this.#isOpen(gap)) this.#applyPage(gap, answer, limit);
      this.#askNext();
    });
  }

  #applyPage(gap: Gap, answer: Answer, limit: number): void {
    const { refusal, messages = [] } = answer;
    const isForgotten = refusal !== undefined && refusal.code !== "TIMEOUT" &&
      typeof gap.reference === "string" && !gap.isByTime;
    if (isForgotten) {
      gap.isByTime = true;
      return this.#goOn(gap);
    }
    const { historyRefs } = this.#state;
    const { reference: after, isByTime } = gap;
    const next = nextReference(answer, { after, limit, historyRefs, isByTime });
    this.#tell(gap, messages, next === undefined);
    if (next !== undefined) {
      gap.reference = next;
      this.open(gap);
    } else if (gap.takeOverfull() && refusal === undefined) this.#goOn(gap);
    else {
      if (refusal?.code === "TIMEOUT") this.#admit(gap);
      this.close(gap);
    }
  }

  /** Asks for what is behind what was told last. */
  #goOn(gap: Gap): void {
    const last = this.#shown.last(gap.place);
    if (!last) return this.close(gap);
    const { historyRefs } = this.#state;
    gap.reference = referTo(last, { historyRefs, isByTime: gap.isByTime });
    this.open(gap);
  }

  /** Says that something is missing between what was told and what comes. */
  #admit({ lostAt, place }: Gap): void {
    if (lostAt === undefined) return;
    this.#ready.push({
      type: "info",
      time: this.#deps.clock.now(),
      text: `Cannot show what was missed in ${place} as the server gives ` +
        "no answer",
    });
  }

  #tell(gap: Gap, messages: readonly Message[], isAll: boolean): void {
    const now = this.#deps.clock.now();
    const { place, lostAt, reference } = gap;
    const events: ChatEvent[] = [];
    for (const event of replay(messages, { state: this.#state, now, place })) {
      if (isOwnMove(event) || this.#shown.has(event)) continue;
      if (reference === undefined) this.#shown.noteEarlier(event);
      else this.#shown.note(event);
      if (!this.#deps.isReturn(event)) events.push(event);
    }
    const [first] = events;
    if (lostAt !== undefined && first !== undefined && !gap.isTold) {
      gap.isTold = true;
      this.#ready.push({
        type: "gap",
        time: this.#backAt,
        target: place,
        // It may have taken a while until it was noticed.
        since: Math.min(lostAt, first.time),
        until: this.#backAt,
        ...(isAll && { count: events.filter(isMissed).length }),
      });
    }
    for (const event of events) this.#ready.push(event);
  }

  #isOpen(gap: Gap): boolean {
    return this.gaps.get(foldName(gap.place)) === gap;
  }
}

/** That we were gone is told by the gap itself, and what we are called is known. */
function isOwnMove(event: ChatEvent): boolean {
  return (event.type === "join" || event.type === "nick" ||
    event.type === "part" || event.type === "quit") && event.own;
}

/** What somebody else said; our own we may have said since we are back. */
function isMissed(event: ChatEvent): boolean {
  return isSaid(event) && !event.own;
}
