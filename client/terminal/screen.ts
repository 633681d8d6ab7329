import type { Clock } from "../clock.ts";
import type { TerminalDevice } from "./device.ts";
import type { Footer, WindowSize } from "./view.ts";

/** What a screen needs from outside. */
export interface ScreenDeps {
  readonly device: TerminalDevice;
  readonly clock: Clock;
  /** Called when the footer has to be painted anew. */
  readonly onResize: () => void;
}

/** What one `paint` shows. */
export interface Frame {
  /** Finished rows, which go above the footer. */
  readonly rows: readonly string[];
  readonly footer: Footer;
  /** Whether the window is emptied first; its scrollback stays. */
  readonly clears: boolean;
}

const ENTER = "\x1b[?2004h";
const LEAVE = "\x1b[?2004l\x1b[?7h\x1b[?25h";

/** The terminal shows what stands between the two at once. */
const BEGIN_UPDATE = "\x1b[?2026h\x1b[?25l";
const END_UPDATE = "\x1b[?25h\x1b[?2026l";

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
  /** Of the footer that is on the screen: the rows above the cursor. */
  #rowsAbove = 0;
  /** What is being painted and not yet handed to the device. */
  #rest: Uint8Array = NOTHING;
  /** Since when the device has been busy with a write. */
  #busySince: number | undefined;
  /** Another program may have had the terminal meanwhile. */
  #mayBeCooked = false;
  /** Whether what restores the terminal is on its way. */
  #hasLeft = false;
  #isClosed = false;

  constructor({ device, clock, onResize }: ScreenDeps) {
    this.#device = device;
    this.#clock = clock;
    this.#unwatch = device.watch(() => {
      this.#mayBeCooked = true;
      onResize();
    }, () => this.close());
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
  async paint({ rows, footer, clears }: Frame): Promise<void> {
    if (this.#isClosed) return;
    if (this.#mayBeCooked) this.#device.setRaw(true);
    this.#mayBeCooked = false;
    const finished = rows.map((row) => `${row}\r\n`).join("");
    const up = footer.rows.length - 1 - footer.cursorRow;
    const text = BEGIN_UPDATE + (clears ? "\x1b[H\x1b[2J" : this.#erase()) +
      // Without wrapping, a row that the terminal finds wider than we do still
      // is one row.
      `${finished}\x1b[?7l${footer.rows.join("\r\n")}\x1b[?7h` +
      (up > 0 ? `\x1b[${up}A` : "") +
      `\r${footer.cursorColumn > 0 ? `\x1b[${footer.cursorColumn}C` : ""}` +
      END_UPDATE;
    this.#rowsAbove = footer.cursorRow;
    this.#queue(text);
    await this.#write();
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

  /** Goes to the footer's first row and erases from there on. */
  #erase(): string {
    return `\r${this.#rowsAbove > 0 ? `\x1b[${this.#rowsAbove}A` : ""}\x1b[J`;
  }
}
