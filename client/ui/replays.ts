import { foldName, isChannelTarget } from "../../protocol/names.ts";
import { formatRule } from "./display.ts";
import type { ChatEvent, SaidEvent } from "../events.ts";
import type { GapEvent } from "../history_events.ts";
import { isSaid } from "../said.ts";
import type { Buffer, Weight } from "./buffers.ts";
import type { EventRouter } from "./event_router.ts";
import { formatAway } from "./past_rules.ts";

/** What is told in a row from what the server has kept of a place. */
interface Run {
  /** Whether we had been there, and missed what is told. */
  readonly isGap: boolean;
  /** Up to when the person had read, ms since 1970; missing: not known. */
  readonly readTo: number | undefined;
  /** Whether a message was told. */
  hasSaid: boolean;
  /** Whether something was told that the person had read. */
  hasRead: boolean;
  /** Whether something was told that is unread. */
  hasUnread: boolean;
}

/** Shows in the buffers what is told from what the server has kept. */
export class Replays {
  readonly #router: EventRouter;
  /** What is being told now, by the buffer; one that is closed is forgotten. */
  readonly #runs = new WeakMap<Buffer, Run>();
  /** The last time that we were away from a place that has no buffer. */
  #unopened: GapEvent | undefined;

  constructor(router: EventRouter) {
    this.#router = router;
  }

  /** Begins what was said while we were away. */
  begin(gap: GapEvent): void {
    const { buffers } = this.#router.screen;
    const buffer = buffers.find(gap.target);
    // A place for it is opened once somebody is known to have talked there.
    if (buffer) this.#begin(buffer, gap);
    else this.#unopened = gap;
  }

  #begin(buffer: Buffer, { since, until, count }: GapEvent): void {
    this.#start(buffer, true);
    // Where nobody said anything, nothing has to be parted.
    if (count === 0) return;
    const rule = formatRule(formatAway({ since, until, count }));
    this.#router.screen.post(buffer, [rule], { time: until });
  }

  /** Takes the next event of what is replayed. */
  apply(event: ChatEvent): void {
    const place = event.place;
    if (place === undefined) return;
    const { buffers } = this.#router.screen;
    const buffer = buffers.find(place) ??
      (isSaid(event) ? this.#open(place, event) : undefined);
    if (!buffer) return;
    const run = this.#runs.get(buffer) ??
      this.#start(buffer, buffer.past.newestAt !== undefined);
    if (isSaid(event)) this.#say(event, buffer, run);
    // Where nothing was said before one came, there is nothing to tell.
    else if (run.isGap || run.hasSaid) this.#tell(event, buffer, run);
  }

  /** Notes that something is new in a buffer: the past is told. */
  end(buffer: Buffer): void {
    this.#runs.delete(buffer);
  }

  #open(place: string, event: SaidEvent): Buffer | undefined {
    const { buffers } = this.#router.screen;
    const kind = isChannelTarget(place) ? "channel" : "direct";
    // Answers of services and of programs; nobody talks in notices.
    if (kind === "direct" && event.type === "notice") {
      this.#router.postHere(event);
      return undefined;
    }
    const buffer = buffers.open(kind, place) ?? buffers.server;
    const gap = this.#unopened;
    if (gap && foldName(gap.target) === foldName(place)) {
      this.#unopened = undefined;
      this.#begin(buffer, gap);
    }
    return buffer;
  }

  #start(buffer: Buffer, isGap: boolean): Run {
    const { readTo } = buffer.past;
    const run = {
      isGap,
      readTo,
      hasSaid: false,
      hasRead: false,
      hasUnread: false,
    };
    this.#runs.set(buffer, run);
    return run;
  }

  #say(event: SaidEvent, buffer: Buffer, run: Run): void {
    const { screen } = this.#router;
    const { past, recent } = buffer;
    const { from, id, own, text, time, type } = event;
    if (!run.isGap && !run.hasSaid) {
      screen.post(buffer, [formatRule("earlier")], { time });
    }
    run.hasSaid = true;
    const isUnread = !own &&
      (run.readTo === undefined ? run.isGap : time > run.readTo);
    if (isUnread && !run.hasUnread) {
      run.hasUnread = true;
      past.miss((run.readTo ?? time - 1) + 1);
      const isShown = buffer === screen.buffers.current;
      if (isShown && run.hasRead) {
        screen.post(buffer, [formatRule("unread")], { time });
      }
    }
    if (!isUnread) run.hasRead = true;
    const place = event.channel ?? (own ? event.to : from);
    const weight: Weight = isUnread ? this.#router.weigh(event, place) : "none";
    this.#router.post(buffer, event, weight);
    recent.add({
      ...(id !== undefined && { id }),
      from,
      text,
      own,
      ...(type === "action" && { isAction: true }),
    });
    if (run.isGap && event.channel === undefined && !own && type !== "notice") {
      this.#router.lastSender = from;
    }
  }

  #tell(event: ChatEvent, buffer: Buffer, run: Run): void {
    const { screen, settings } = this.#router;
    const move = (change: (comings: Buffer["comings"]) => void) => {
      if (settings.now.quiet) return;
      this.#router.note(buffer, event);
      screen.move(buffer, change);
    };
    switch (event.type) {
      case "join":
        // That we were here ourselves is nothing to be told.
        if (!event.own) move((comings) => comings.join(event.from));
        return;
      case "part":
      case "quit":
        if (event.own) return;
        return move((comings) => comings.leave(event.from, event.text));
      case "nick":
        if (event.own) return;
        return move((comings) => comings.rename(event.from, event.nick));
      case "edit": {
        // What is shown of the message is its new text already.
        const shown = buffer.recent.find(event.id);
        if (shown ? shown.text === event.text : !run.isGap) return;
        this.#router.post(buffer, event);
        return buffer.recent.edit(event.id, event.text);
      }
      case "redact":
        // Whoever never saw it, need not know that it is gone.
        if (!buffer.recent.find(event.id)) return;
        this.#router.post(buffer, event);
        return buffer.recent.remove(event.id);
      case "kick":
      case "mode":
      case "react":
      case "rename":
      case "topic":
        return this.#router.post(buffer, event);
    }
  }
}
