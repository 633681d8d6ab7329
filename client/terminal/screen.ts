import type { Footer, WindowSize } from "./view.ts";

/** A terminal as bytes. */
export interface TerminalDevice {
  read(buffer: Uint8Array): Promise<number | null>;
  /** Writes all of it before it returns, so that it works in a dying program. */
  write(text: string): void;
  /** Raw: keys come at once, are not echoed, and Ctrl-C is one of them. */
  setRaw(isRaw: boolean): void;
  size(): WindowSize;
  /**
   * Calls `onResize` when the window's size has changed or its contents may be
   * lost, and `onExit` when the program ends, in whatever way.
   *
   * @returns What stops that.
   */
  watch(onResize: () => void, onExit: () => void): () => void;
}

const ENTER = "\x1b[?2004h";
const LEAVE = "\x1b[?2004l\x1b[?7h\x1b[?25h";

/** The terminal shows what stands between the two at once. */
const BEGIN_UPDATE = "\x1b[?2026h\x1b[?25l";
const END_UPDATE = "\x1b[?25h\x1b[?2026l";

/**
 * Owns the terminal: finished lines go to its own scrollback, once, and below
 * them stands a footer that is painted anew.
 *
 * 1. Nothing else MUST write to the terminal while it is open.
 * 2. What is painted MUST be safe to print and fit the window's width.
 */
export class Screen {
  readonly #device: TerminalDevice;
  readonly #unwatch: () => void;
  /** Of the footer that is on the screen: the rows above the cursor. */
  #rowsAbove = 0;
  #isClosed = false;

  /** @param onResize Called when the footer has to be painted anew. */
  constructor(device: TerminalDevice, onResize: () => void) {
    this.#device = device;
    this.#unwatch = device.watch(() => {
      if (this.#isClosed) return;
      // Another program may have had the terminal meanwhile.
      device.setRaw(true);
      onResize();
    }, () => this.close());
    device.setRaw(true);
    device.write(ENTER);
  }

  /** The window's size now. */
  get size(): WindowSize {
    return this.#device.size();
  }

  /** Reads what is typed; `null` at its end. */
  read(buffer: Uint8Array): Promise<number | null> {
    return this.#device.read(buffer);
  }

  /** Prints finished rows above the footer, and paints the footer anew. */
  paint(rows: readonly string[], footer: Footer): void {
    if (this.#isClosed) return;
    const finished = rows.map((row) => `${row}\r\n`).join("");
    const up = footer.rows.length - 1 - footer.cursorRow;
    this.#device.write(
      BEGIN_UPDATE + this.#erase() + finished +
        // Without wrapping, a row that the terminal finds wider than we do
        // still is one row.
        `\x1b[?7l${footer.rows.join("\r\n")}\x1b[?7h` +
        (up > 0 ? `\x1b[${up}A` : "") +
        `\r${footer.cursorColumn > 0 ? `\x1b[${footer.cursorColumn}C` : ""}` +
        END_UPDATE,
    );
    this.#rowsAbove = footer.cursorRow;
  }

  /** Clears the window; its scrollback stays. The next `paint` fills it. */
  clear(): void {
    if (this.#isClosed) return;
    this.#device.write("\x1b[H\x1b[2J");
    this.#rowsAbove = 0;
  }

  /** Takes the footer away and gives the terminal back as it was. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#unwatch();
    try {
      this.#device.write(this.#erase() + LEAVE);
    } finally {
      this.#device.setRaw(false);
    }
  }

  /** Goes to the footer's first row and erases from there on. */
  #erase(): string {
    return `\r${this.#rowsAbove > 0 ? `\x1b[${this.#rowsAbove}A` : ""}\x1b[J`;
  }
}

/** The terminal that the program was started in. */
export function systemDevice(): TerminalDevice {
  const encoder = new TextEncoder();
  return {
    read: (buffer) => Deno.stdin.read(buffer),
    write(text) {
      const bytes = encoder.encode(text);
      let written = 0;
      while (written < bytes.length) {
        written += Deno.stdout.writeSync(bytes.subarray(written));
      }
    },
    setRaw: (isRaw) => Deno.stdin.setRaw(isRaw),
    size: systemSize,
    watch: watchSystem,
  };
}

function systemSize(): WindowSize {
  try {
    const { columns, rows } = Deno.consoleSize();
    // Some pseudo-terminals have no size.
    if (columns > 0 && rows > 0) return { columns, rows };
  } catch {
    // No terminal tells its size: the one that terminals have always had.
  }
  return { columns: 80, rows: 24 };
}

function watchSystem(onResize: () => void, onExit: () => void): () => void {
  // Windows has neither signal.
  const signals: Deno.Signal[] = Deno.build.os === "windows"
    ? []
    : ["SIGWINCH", "SIGCONT"];
  const exits = ["unload", "error", "unhandledrejection"];
  for (const signal of signals) Deno.addSignalListener(signal, onResize);
  for (const exit of exits) globalThis.addEventListener(exit, onExit);
  return () => {
    for (const signal of signals) Deno.removeSignalListener(signal, onResize);
    for (const exit of exits) globalThis.removeEventListener(exit, onExit);
  };
}
