import { dim } from "@std/fmt/colors";
import type { Clock } from "../clock.ts";
import { type Alert, mergeAlerts } from "./alert.ts";
import { Backlog } from "./backlog.ts";
import { type FooterContent, layOutFooter } from "./footer.ts";
import type { Screen } from "./screen.ts";
import { type Block, wrapBlock } from "./view.ts";

/** What a painter needs from outside. */
export interface PainterDeps {
  readonly screen: Screen;
  readonly clock: Clock;
  /** Gives what stands below the finished lines now. */
  readonly footer: () => FooterContent;
  /** Called when there is no terminal any more. */
  readonly onGone: () => void;
}

/** Paints closer together than this are done as one. */
const FRAME_MS = 16;

/** What a flood has to leave between two frames, and two batches, for keys. */
const KEYS_MS = 1;

/** Characters of finished lines that one frame prints: keys wait for no more. */
const FRAME_CHARACTERS = 16 * 1024;

/** Characters that may come to be printed before a frame has its turn. */
const BATCH_CHARACTERS = 64 * 1024;

/** What it costs to deal with what happens, even if nothing is printed for it. */
const EVENT_CHARACTERS = 96;

/** How often it is looked whether a terminal that is closed takes anything. */
const CHECK_MS = 50;

/**
 * Shows the finished lines and the footer, a frame at a time: the next is made
 * of what there is to show when the one before has reached the terminal. So a
 * slow terminal gets fewer frames, and holds up nothing but itself.
 */
export class Painter {
  readonly #screen: Screen;
  readonly #clock: Clock;
  readonly #footer: () => FooterContent;
  readonly #onGone: () => void;
  readonly #backlog = new Backlog();
  #changed = Promise.withResolvers<void>();
  #painting: Promise<void> | undefined;
  #paintedAt = -Infinity;
  #cancelPaint: (() => void) | undefined;
  /** Whether something has changed since the last frame was made. */
  #isStale = false;
  /** Whether the terminal has failed: nothing is painted any more. */
  #isGone = false;
  #clears = false;
  #alert: Alert | undefined;
  /** Characters that have come since a frame last had its turn. */
  #batch = 0;
  /** Whether another program has the terminal. */
  #isLent = false;
  #closing: Promise<void> | undefined;

  constructor({ screen, clock, footer, onGone }: PainterDeps) {
    this.#screen = screen;
    this.#clock = clock;
    this.#footer = footer;
    this.#onGone = onGone;
  }

  /** Prints a block above the footer. */
  print(block: Block): void {
    if (this.#closing) return;
    this.#batch += this.#backlog.push(block);
    this.schedule();
  }

  /** Empties the window. */
  clear(): void {
    this.#clears = true;
    this.schedule();
  }

  /** Rings and notifies with the next frame. */
  alert(alert: Alert): void {
    if (this.#closing) return;
    this.#alert = mergeAlerts(this.#alert, alert);
    this.schedule();
  }

  /** Has the footer painted anew, soon. */
  schedule(): void {
    const ms = this.#paintedAt + FRAME_MS - this.#clock.now();
    this.#scheduleIn(Math.min(Math.max(ms, 0), FRAME_MS));
  }

  /**
   * Waits while more is to be printed than the terminal takes, and now and then
   * for a moment, so that a flood leaves time to read keys and to paint them.
   */
  async caughtUp(signal: AbortSignal): Promise<void> {
    this.#batch += EVENT_CHARACTERS;
    if (!this.#isBehind) return;
    const wake = () => this.#wake();
    signal.addEventListener("abort", wake);
    this.#hurry();
    const cancelTurn = this.#clock.setTimer(KEYS_MS, () => {
      this.#batch = 0;
      wake();
    });
    while (this.#isBehind && !signal.aborted && !this.#closing) {
      await this.#changed.promise;
    }
    cancelTurn();
    signal.removeEventListener("abort", wake);
  }

  /**
   * Gives the terminal to somebody else, and shows nothing meanwhile.
   *
   * @returns What they give; `undefined`: there is no terminal to give.
   */
  async lend<T>(use: () => Promise<T>): Promise<T | undefined> {
    if (this.#closing || this.#isLent) return undefined;
    this.#isLent = true;
    this.#cancelPaint?.();
    this.#cancelPaint = undefined;
    try {
      await this.#painting;
      await this.#screen.lend();
      return await use();
    } finally {
      this.#screen.takeBack();
      this.#isLent = false;
      this.schedule();
    }
  }

  /**
   * Shows what is still to be shown, unless the terminal is stuck, and gives it
   * back.
   *
   * @param urgent Shows no more than a frame when aborted.
   */
  close(urgent: AbortSignal): Promise<void> {
    return this.#closing ??= this.#close(urgent);
  }

  /** Has the next frame follow soon, if one is due. */
  #hurry(): void {
    if (!this.#cancelPaint) return;
    this.#cancelPaint();
    this.#cancelPaint = undefined;
    this.#scheduleIn(KEYS_MS);
  }

  get #isBehind(): boolean {
    return this.#batch >= BATCH_CHARACTERS || this.#backlog.isLong;
  }

  #scheduleIn(ms: number): void {
    if (this.#isGone) return;
    this.#isStale = true;
    if (this.#closing || this.#painting || this.#cancelPaint) return;
    if (this.#isLent) return;
    this.#cancelPaint = this.#clock.setTimer(ms, () => {
      this.#cancelPaint = undefined;
      this.#painting = this.#paint();
    });
  }

  async #close(urgent: AbortSignal): Promise<void> {
    this.#cancelPaint?.();
    this.#wake();
    const stuck = Promise.withResolvers<void>();
    let cancelCheck = () => {};
    const check = () => {
      if (this.#screen.isStuck) stuck.resolve();
      else cancelCheck = this.#clock.setTimer(CHECK_MS, check);
    };
    check();
    await Promise.race([this.#showRest(urgent), stuck.promise]);
    cancelCheck();
    this.#screen.close();
  }

  async #showRest(urgent: AbortSignal): Promise<void> {
    await this.#painting;
    // One frame is no wait, be it ever so urgent.
    if (this.#isStale) await this.#paint();
    while (this.#isStale && !urgent.aborted) await this.#paint();
    // A terminal that is gone needs no more.
    await this.#screen.leave().catch(() => {});
  }

  async #paint(): Promise<void> {
    const { size } = this.#screen;
    const rows = this.#backlog.take(FRAME_CHARACTERS)
      .flatMap((block) => wrapBlock(block, size.columns));
    const footer = layOutFooter(this.#footer(), size, dim);
    const frame = { rows, footer, clears: this.#clears, alert: this.#alert };
    this.#clears = false;
    this.#alert = undefined;
    this.#batch = 0;
    const hasMore = !this.#backlog.isEmpty;
    this.#isStale = hasMore;
    try {
      await this.#screen.paint(frame);
    } catch {
      // A terminal that is gone shows nothing, and never will.
      this.#isGone = true;
      this.#isStale = false;
      this.#onGone();
    }
    this.#painting = undefined;
    this.#paintedAt = this.#clock.now();
    this.#wake();
    // What waits already need not wait for more to come; keys may come.
    if (hasMore) this.#scheduleIn(KEYS_MS);
    else if (this.#isStale) this.schedule();
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
