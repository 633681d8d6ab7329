import { dim, red } from "@std/fmt/colors";
import type { Clock } from "../clock.ts";
import { formatDay, formatRule, TIME_COLUMNS } from "./display.ts";
import type { DraftOptions, Terminal } from "../terminal/terminal.ts";
import type { Span } from "../terminal/view.ts";
import { type Buffer, Buffers, type Line, type Weight } from "./buffers.ts";
import {
  bufferName,
  describeWaiting,
  type ShownLink,
  statusOf,
} from "./footer_state.ts";
import { markUnread } from "./read_kept.ts";
import { statusLine, type StatusState } from "./status_line.ts";
import { Typists } from "./typists.ts";

/** What a `ChatScreen` needs. */
export interface ChatScreenDeps {
  readonly terminal: Terminal;
  readonly link: ShownLink;
  readonly clock: Clock;
}

/** How often a status that counts seconds is looked at anew. */
const TICK_MS = 250;

/** Whoever sets the clock of this machine does not stop what is timed by it. */
const MAX_TICK_MS = 1_000;

/** The buffers of a session, one of them shown, and the footer below it. */
export class ChatScreen {
  readonly buffers = new Buffers();
  readonly typists = new Typists();
  readonly #terminal: Terminal;
  readonly #link: ShownLink;
  readonly #clock: Clock;
  #isGreeted = false;
  /** The day of the last line. */
  #day: string;
  #cancelTick: (() => void) | undefined;
  #isClosed = false;

  constructor({ terminal, link, clock }: ChatScreenDeps) {
    this.#terminal = terminal;
    this.#link = link;
    this.#clock = clock;
    this.#day = dayOf(clock.now());
  }

  /** Shows the buffer and the footer for the first time. */
  open(): void {
    this.#takeUp(this.buffers.current, { carries: true });
    this.refresh();
  }

  /** Takes the footer away; prints what waited in it. */
  close(): void {
    this.#isClosed = true;
    this.#cancelTick?.();
    this.#terminal.setStatus(undefined);
    this.#terminal.setWaiting([]);
    this.#flushComings(this.buffers.current);
    for (const { target, text } of this.#link.listWaiting()) {
      const line = `not delivered to ${target}: ${text}`;
      this.print([{ text: line, style: red }]);
    }
  }

  /** Prints a line for the person alone. */
  show(text: string): void {
    this.print([{ text, style: dim }]);
  }

  /** Prints a line that says what went wrong. */
  showError(text: string): void {
    this.print([{ text, style: red }]);
  }

  /** Prints what has gone wrong before, and waits for no server to be named. */
  warn(text: string): void {
    this.#terminal.print([{ text, style: red }], { indent: TIME_COLUMNS });
  }

  /** Prints a line that belongs to no buffer. */
  print(spans: readonly Span[], time = this.#clock.now()): void {
    this.#print({ spans, indent: TIME_COLUMNS, time });
  }

  /** Puts blocks into a buffer: they are printed, or kept until it is shown. */
  post(
    buffer: Buffer,
    blocks: readonly (readonly Span[])[],
    { time, weight = "none" }: { time: number; weight?: Weight },
  ): void {
    this.#flushComings(buffer);
    blocks.forEach((spans, index) => {
      const isLast = index === blocks.length - 1;
      this.#put(
        buffer,
        { spans, indent: TIME_COLUMNS, time },
        isLast ? weight : "none",
      );
    });
  }

  /** Notes who came or went; it is told before the next line. */
  move(buffer: Buffer, change: (comings: Buffer["comings"]) => void): void {
    change(buffer.comings);
    if (buffer.comings.isFull) this.#flushComings(buffer);
  }

  /**
   * Shows another buffer: a rule with its name, and what is unread there.
   *
   * @param options `carries`: nobody asked for that now, so that what is being
   * typed comes along.
   */
  switchTo(buffer: Buffer, options?: DraftOptions): void {
    if (buffer === this.buffers.current) return;
    this.buffers.switchTo(buffer);
    this.#takeUp(buffer, options);
    this.#showKept(buffer);
  }

  /** Closes a buffer; where it was shown, another is shown then. */
  closeBuffer(buffer: Buffer): void {
    this.#flushComings(buffer);
    const wasShown = buffer === this.buffers.current;
    this.buffers.close(buffer);
    if (wasShown) this.#takeUp(this.buffers.current, { carries: true });
    this.#terminal.dropDraft(buffer.draft);
    if (wasShown) this.#showKept(this.buffers.current);
    else this.refresh();
  }

  /** Gives a buffer another name. */
  rename(buffer: Buffer, name: string): void {
    const wasShown = this.buffers.current;
    const closed = this.buffers.rename(buffer, name);
    if (this.buffers.current === wasShown && wasShown !== buffer) {
      if (closed) this.#terminal.dropDraft(closed.draft);
      return;
    }
    this.#takeUp(this.buffers.current, { carries: true });
    if (closed) this.#terminal.dropDraft(closed.draft);
    if (wasShown !== this.buffers.current) {
      this.#showKept(this.buffers.current);
    }
  }

  /** The name of a buffer for people. */
  nameOf(buffer: Buffer): string {
    return bufferName(buffer, this.#link.state);
  }

  /** Shows the footer anew, as something in it has changed. */
  refresh(): void {
    if (this.#isClosed) return;
    const comings = this.buffers.current.comings.describe();
    this.#terminal.setWaiting([
      ...(comings === "" ? [] : [comings]),
      ...describeWaiting(this.#link, this.buffers),
    ]);
    this.#terminal.setStatus((columns) => statusLine(this.#status(), columns));
    this.#tick();
  }

  #takeUp({ kind, name, draft }: Buffer, options?: DraftOptions): void {
    this.#terminal.useDraft(draft, options);
    this.#terminal.setPrompt(kind === "server" ? "> " : `${name}> `);
  }

  #showKept(buffer: Buffer): void {
    this.print(formatRule(this.nameOf(buffer)));
    const { lines, dropped } = this.buffers.takeKept(buffer);
    if (dropped > 0) {
      this.show(`${dropped} older lines were too many to keep`);
    }
    for (const line of markUnread(buffer, lines)) this.#print(line);
    this.refresh();
  }

  #flushComings(buffer: Buffer): void {
    if (buffer.comings.isEmpty) return;
    const text = buffer.comings.take();
    if (text === "") return;
    const time = this.#clock.now();
    const spans = [{ text: " ".repeat(TIME_COLUMNS) + text, style: dim }];
    this.#put(buffer, { spans, indent: TIME_COLUMNS, time }, "none");
  }

  #put(buffer: Buffer, line: Line, weight: Weight): void {
    if (buffer === this.buffers.current) this.#print(line);
    else this.buffers.keep(buffer, line, weight);
  }

  #print({ spans, indent, time }: Line): void {
    this.#greet();
    const day = dayOf(time);
    if (day !== this.#day) {
      this.#day = day;
      this.#terminal.print(formatRule(formatDay(time)), { indent });
    }
    this.#terminal.print(spans, { indent });
  }

  /** Not before there is something to show: now the server has told its name. */
  #greet(): void {
    if (this.#isGreeted) return;
    this.#isGreeted = true;
    const { network, nick } = this.#link.state;
    const text = `Connected to ${network} as ${nick}; /help for help`;
    this.#terminal.print([{ text, style: dim }], { indent: TIME_COLUMNS });
  }

  #status(): StatusState {
    return statusOf({
      link: this.#link,
      buffers: this.buffers,
      typists: this.typists,
      now: this.#clock.now(),
    });
  }

  /** Sets the timer for what changes by itself: seconds, and who types. */
  #tick(): void {
    this.#cancelTick?.();
    this.#cancelTick = undefined;
    const isCounting = this.#link.status.kind === "reconnecting";
    const expiry = this.typists.nextExpiry;
    if (!isCounting && expiry === undefined) return;
    const ms = isCounting
      ? TICK_MS
      : Math.min(MAX_TICK_MS, Math.max(0, (expiry ?? 0) - this.#clock.now()));
    this.#cancelTick = this.#clock.setTimer(ms, () => {
      this.#cancelTick = undefined;
      this.typists.in("", this.#clock.now());
      this.refresh();
    });
  }
}

function dayOf(time: number): string {
  return new Date(time).toDateString();
}
