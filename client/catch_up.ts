import { foldName, isChannelTarget } from "../protocol/names.ts";
import type { ChatEvent, JoinEvent, QuitEvent } from "./events.ts";
import { Gap } from "./gap.ts";
import { GapFiller, type GapFillerDeps } from "./gap_filler.ts";
import { formatReference, referTo } from "./history_reference.ts";
import { placeOf } from "./replay.ts";
import type { Answer } from "./requests.ts";
import { isSaying, type LastShown, Shown } from "./shown.ts";
import type { ChatState } from "./state.ts";

/** What a `CatchUp` needs. */
export type CatchUpDeps = GapFillerDeps;

/** So much earlier is looked for who has written, as clocks differ a little. */
const MARGIN_MS = 10_000;

/** The same if nothing was heard of the server's clock. */
const WIDE_MARGIN_MS = 120_000;

/** Above what anybody has: channels, and people who have written meanwhile. */
const MAX_GAPS = 1_000;

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Gets what was missed while the connection was lost, and what was said in a
 * channel before we came, and puts it in front of what happens meanwhile: in
 * order, nothing twice, nothing missing. (IRCv3 chathistory)
 */
export class CatchUp {
  readonly #state: ChatState;
  readonly #deps: CatchUpDeps;
  readonly #shown: Shown;
  readonly #filler: GapFiller;
  /** Whether we wait to hear who wrote to us. */
  #asksWhoWrote = false;
  /** From when on it is not known who wrote to us; missing: it is known. */
  #readUpTo: number | undefined;
  /** When the last connection was lost, ms since 1970. */
  #lostAt = 0;

  constructor(state: ChatState, deps: CatchUpDeps) {
    this.#state = state;
    this.#deps = deps;
    this.#shown = new Shown(state);
    this.#filler = new GapFiller(state, this.#shown, deps);
  }

  /** Goes on in a new connection that follows one that was lost; ms since 1970. */
  begin(lostAt: number): void {
    this.#lostAt = lostAt;
    this.#filler.begin();
    if (this.#canAsk) this.#askWhoWrote();
    else this.#closeAll();
  }

  /** Notes that the connection is lost; what is held waits for the next one. */
  stop(): void {
    this.#filler.stop();
    this.#asksWhoWrote = false;
  }

  /** Gives all that is held, as there will be no connection any more. */
  end(): ChatEvent[] {
    this.stop();
    this.#closeAll();
    return this.take();
  }

  /** Takes what happens now, and gives what is to be told of it now. */
  apply(event: ChatEvent): ChatEvent[] {
    if (event.replayed) return this.#applyReplayed(event);
    if (event.type === "join" && event.own) return this.#enter(event);
    if (event.type === "quit") return this.#applyQuit(event);
    const isOver = (event.type === "part" || event.type === "kick") &&
      event.own;
    const gap = this.#gapOf(event);
    if (gap && isOver) {
      this.#filler.close(gap);
      return [...this.take(), ...this.#pass(event)];
    }
    if (!gap) return this.#pass(event);
    gap.hold(event);
    return [];
  }

  /** Takes what the server's answers have brought. */
  take(): ChatEvent[] {
    return this.#filler.take();
  }

  get #canAsk(): boolean {
    const client = this.#deps.client();
    return client.uses("draft/chathistory") && client.uses("batch");
  }

  /** What a server tells unasked of what was before. */
  #applyReplayed(event: ChatEvent): ChatEvent[] {
    if (this.#shown.has(event)) return [];
    this.#shown.noteEarlier(event);
    return [event];
  }

  #enter(event: JoinEvent): ChatEvent[] {
    const { channel, again } = event;
    const last = this.#shown.last(channel);
    // Between what came last and this there may be something.
    if (again && last) this.#shown.noteEarlier(event);
    else this.#shown.note(event);
    const isWanted = this.#canAsk && (again || this.#deps.earlier() > 0);
    if (!isWanted) return [event];
    const gap = this.#filler.gaps.get(foldName(channel)) ?? new Gap(channel);
    if (again) this.#miss(gap, last ?? { time: this.#lostAt - MARGIN_MS });
    this.#filler.open(gap);
    return [event];
  }

  /** Says from where on something is missing, unless that is known. */
  #miss(gap: Gap, last: LastShown): void {
    if (gap.isTold || gap.lostAt === undefined) gap.lostAt = this.#lostAt;
    gap.isByTime = false;
    gap.isTold = false;
    gap.reference ??= referTo(last, this.#state);
  }

  /** Who quits has left several places, of which some may have to wait. */
  #applyQuit(event: QuitEvent): ChatEvent[] {
    const here = event.channels.filter((channel) => {
      const gap = this.#filler.gaps.get(foldName(channel));
      gap?.hold({ ...event, channels: [channel] });
      return gap === undefined;
    });
    if (here.length === event.channels.length) return this.#pass(event);
    return here.length === 0 ? [] : this.#pass({ ...event, channels: here });
  }

  /** Finds what an event has to wait behind. */
  #gapOf(event: ChatEvent): Gap | undefined {
    const place = isPlaced(event) ? placeOf(event) : undefined;
    if (place === undefined) return undefined;
    const { gaps } = this.#filler;
    const gap = gaps.get(foldName(place));
    const { network, serverName } = this.#state;
    const isUndecided = this.#asksWhoWrote && !isChannelTarget(place) &&
      place !== network && place !== serverName;
    if (gap || !isUndecided || gaps.size >= MAX_GAPS) return gap;
    const opened = new Gap(place);
    gaps.set(foldName(place), opened);
    return opened;
  }

  /** Gives what is told now, unless it was told before. */
  #pass(event: ChatEvent): ChatEvent[] {
    // Of what happens one message may tell several things.
    if (isSaying(event) && this.#shown.has(event)) return [];
    this.#shown.note(event);
    return [event];
  }

  #askWhoWrote(): void {
    const { newest } = this.#shown;
    const since = this.#readUpTo ??= newest === undefined
      ? this.#lostAt - WIDE_MARGIN_MS
      : newest - MARGIN_MS;
    // Our clock may be far behind the server's.
    const until = Math.max(this.#deps.clock.now(), since) + DAY_MS;
    const limit = this.#filler.pageSize;
    this.#asksWhoWrote = true;
    this.#filler.ask({
      command: "CHATHISTORY",
      params: [
        "TARGETS",
        formatReference(since),
        formatReference(until),
        `${limit}`,
      ],
      type: "draft/chathistory-targets",
    }, (answer) => this.#applyWhoWrote(answer, { since, until, limit }));
  }

  #applyWhoWrote(
    { messages = [], refusal }: Answer,
    { since, until, limit }: {
      readonly since: number;
      readonly until: number;
      readonly limit: number;
    },
  ): void {
    const { gaps } = this.#filler;
    for (const { command, params } of messages) {
      const [subcommand, nick = ""] = params;
      const isSomebody = command === "CHATHISTORY" &&
        subcommand === "TARGETS" && nick !== "" && !isChannelTarget(nick);
      if (!isSomebody) continue;
      const known = gaps.get(foldName(nick));
      if (!known && gaps.size >= MAX_GAPS) continue;
      const gap = known ?? new Gap(nick);
      this.#miss(gap, this.#shown.last(nick) ?? { time: since });
      gaps.set(foldName(nick), gap);
    }
    // They come in the order of time.
    const next = Date.parse(messages.at(-1)?.params[2] ?? "") - 1;
    const isMore = messages.length >= limit && gaps.size < MAX_GAPS;
    if (isMore && next > since && next < until) {
      this.#readUpTo = next;
      return this.#askWhoWrote();
    }
    this.#asksWhoWrote = false;
    if (!refusal) this.#readUpTo = undefined;
    for (const gap of [...gaps.values()]) {
      if (isChannelTarget(gap.place)) continue;
      if (gap.reference === undefined) this.#filler.close(gap);
      else this.#filler.open(gap);
    }
  }

  #closeAll(): void {
    for (const gap of [...this.#filler.gaps.values()]) this.#filler.close(gap);
  }
}

/** What belongs to a channel or a conversation, and is kept there. */
function isPlaced(event: ChatEvent): boolean {
  switch (event.type) {
    case "join":
    case "kick":
    case "mode":
    case "part":
    case "rename":
      return true;
    case "topic":
      return event.from !== undefined;
    default:
      return isSaying(event);
  }
}
