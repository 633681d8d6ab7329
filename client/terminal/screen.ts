import type { Clock } from "../clock.ts";
import { type Alert, formatAlert } from "./alert.ts";
import type { TerminalDevice } from "./device.ts";
import type { Footer } from "./footer.ts";
import { ERASE_ROWS, formatFooter, rowsAbove } from "./format_footer.ts";
import type { WindowSize } from "./view.ts";

/** What a screen needs from outside. */
export interface ScreenDeps {
  readonly device: TerminalDevice;
  readonly clock: Clock;
  /** Called when the footer has to be painted anew. */
  readonly onResize: () => void;
  /** Called when the program is told to stop for a while. */
  readonly onSuspend: () => void;
}

/** What one `paint` shows. */
export interface Frame {
  /** Finished rows, which go above the footer. */
  readonly rows: readonly string[];
  readonly footer: Footer;
  /** Whether the window is emptied first; its scrollback stays. */
  readonly clears: boolean;
  /** What rings and notifies with it. */
  readonly alert?: Alert | undefined;
}

/** Pastes in brackets, and reports of the focus. */
const ENTER = "\x1b[?2004h\x1b[?1004h";
const LEAVE = "\x1b[?1004l\x1b[?2004l\x1b[?7h\x1b[?25h";

/** The terminal shows what stands between the two at once. */
const BEGIN_UPDATE = "\x1b[?2026h\x1b[?25l";
const END_UPDATE = "\x1b[?25h\x1b[?2026l";

/** What we find narrower than the terminal does still is one row. */
const NO_WRAP = "\x1b[?7l";

/** Each write tells that the terminal is alive, so none is large. */
const MAX_WRITE_BYTES = 4 * 1024;

/** A terminal that takes no write in this time is stuck. */
const STUCK_MS = 1_000;

/**
 * What a program that dies allows a write: it cannot wait and see, and would
 * hang for ever if it wrote to a terminal that is stuck.
 */
const DYING_STUCK_MS = 100;

const NOTHING = new Uint8Array(0);

/**
 * Owns the terminal: finished lines go to its own scrollback, once, and below
 * them stands a footer that is painted anew.
 *
 * 1. Nothing else MUST write to the terminal while it is open.
 * 2. What is painted MUST be safe to print and fit the window's width.
 * 3. `paint` MUST NOT be called before the one before is done. It waits for as
 *    long as the terminal does, and nothing else in the program waits with it.
 */
export class Screen {
  readonly #device: TerminalDevice;
  readonly #clock: Clock;
  readonly #encoder = new TextEncoder();
  readonly #unwatch: () => void;
  /** The footer that is on the screen. */
  #shown: Footer | undefined;
  /** That footer as it was written, and for how many columns. */
  #footer = "";
  #columns = 0;
  /** What is being painted and not yet handed to the device. */
  #rest: Uint8Array = NOTHING;
  /** Since when the device has been busy with a write. */
  #busySince: number | undefined;
  /** Another program may have had the terminal meanwhile. */
  #mayBeCooked = false;
  /** Whether another program has it, with our consent. */
  #isLent = false;
  /** Whether what restores the terminal is on its way. */
  #hasLeft = false;
  #isClosed = false;

  constructor({ device, clock, onResize, onSuspend }: ScreenDeps) {
    this.#device = device;
    this.#clock = clock;
    this.#unwatch = device.watch({
      onResize: () => {
        this.#mayBeCooked = true;
        onResize();
      },
      onExit: () => this.close(),
      onSuspend,
    });
    device.setRaw(true);
    this.#rest = this.#encoder.encode(ENTER);
  }

  /** The window's size now. */
  get size(): WindowSize {
    return this.#device.size();
  }

  /** Whether the terminal has taken nothing for a while. */
  get isStuck(): boolean {
    return this.#busyMs >= STUCK_MS;
  }

  /** Reads what is typed; `null` at its end. */
  read(buffer: Uint8Array): Promise<number | null> {
    return this.#device.read(buffer);
  }

  /** Prints finished rows above the footer, and paints the footer anew. */
  async paint(frame: Frame): Promise<void> {
    if (this.#isClosed || this.#isLent) return;
    const { rows, footer, clears } = frame;
    const alert = frame.alert
      ? formatAlert(frame.alert, this.#device.notifications)
      : "";
    const isLost = this.#mayBeCooked;
    if (isLost) this.#device.setRaw(true);
    this.#mayBeCooked = false;
    const text = formatFooter(footer);
    const isSame = text === this.#footer && rows.length === 0 &&
      !clears && !isLost;
    if (isSame) this.#queue(alert);
    else {
      const start = clears
        ? "\x1b[H\x1b[2J"
        : this.#toFooter() + (rows.length > 0 || isLost ? ERASE_ROWS : "");
      const finished = rows.map((row) => `${row}\r\n`).join("");
      this.#queue(
        BEGIN_UPDATE + start + NO_WRAP + finished + text + END_UPDATE + alert,
      );
      this.#footer = text;
      this.#shown = footer;
      this.#columns = this.size.columns;
    }
    await this.#write();
  }

  /**
   * Gives the terminal to another program as it was, until `takeBack`. MUST NOT
   * be called while `paint` is under way.
   */
  async lend(): Promise<void> {
    if (this.#isClosed || this.#isLent) return;
    this.#isLent = true;
    this.#hasLeft = true;
    this.#queue(this.#erase() + LEAVE);
    await this.#write();
    if (!this.#isClosed) this.#device.setRaw(false);
  }

  /** Takes the terminal again. */
  takeBack(): void {
    if (this.#isClosed || !this.#isLent) return;
    this.#isLent = false;
    this.#hasLeft = false;
    this.#mayBeCooked = true;
    this.#queue(ENTER);
  }

  /** Takes the footer away and gives the terminal back as it was. */
  async leave(): Promise<void> {
    if (this.#isClosed) return;
    this.#hasLeft = true;
    this.#queue(this.#erase() + LEAVE);
    await this.#write();
    this.close();
  }

  /**
   * Does what is left of giving the terminal back, before it returns: also for a
   * program that dies.
   *
   * A terminal that is stuck is left alone, as it would hold up the program's
   * end: Deno resets its mode by itself then, and the rest has nowhere to go.
   */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#unwatch();
    // Its mode is another program's.
    if (this.#isLent && this.#rest.length === 0) return;
    if (this.#busyMs >= DYING_STUCK_MS) return;
    if (!this.#hasLeft) this.#queue(this.#erase() + LEAVE);
    try {
      while (this.#rest.length > 0) {
        const written = this.#device.writeSync(this.#rest);
        this.#rest = this.#rest.subarray(written);
      }
      this.#device.setRaw(false);
    } catch {
      // A terminal that is gone needs no more.
    }
  }

  get #busyMs(): number {
    return this.#clock.now() - (this.#busySince ?? Infinity);
  }

  #queue(text: string): void {
    const bytes = this.#encoder.encode(text);
    const whole = new Uint8Array(this.#rest.length + bytes.length);
    whole.set(this.#rest);
    whole.set(bytes, this.#rest.length);
    this.#rest = whole;
  }

  async #write(): Promise<void> {
    try {
      while (this.#rest.length > 0) {
        const part = this.#rest.subarray(0, MAX_WRITE_BYTES);
        this.#rest = this.#rest.subarray(part.length);
        for (let at = 0; at < part.length && !this.#isClosed;) {
          this.#busySince = this.#clock.now();
          at += await this.#device.write(part.subarray(at));
        }
      }
    } finally {
      this.#busySince = undefined;
    }
  }

  /** Takes the footer away. */
  #erase(): string {
    const text = this.#toFooter() + ERASE_ROWS;
    this.#shown = undefined;
    this.#footer = "";
    return text;
  }

  /** Goes to the footer's first row. */
  #toFooter(): string {
    const { columns } = this.size;
    // A window that became narrower has broken the rows that it has no room for.
    const isBroken = this.#device.reflows && columns < this.#columns;
    const up = this.#shown === undefined ? 0 : rowsAbove(this.#shown, {
      columns: isBroken ? columns : Infinity,
      breaksCursorRow: this.#device.reflowsCursorRow ?? false,
    });
    return `\r${up > 0 ? `\x1b[${up}A` : ""}`;
  }
}
