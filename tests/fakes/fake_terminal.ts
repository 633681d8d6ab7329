import xterm from "@xterm/headless";
import type { TerminalDevice } from "../../client/terminal/screen.ts";
import type { WindowSize } from "../../client/terminal/view.ts";

/** A terminal whose keys and window are in the test's hands: a real emulator. */
export class FakeTerminal implements TerminalDevice {
  readonly #emulator: InstanceType<typeof xterm.Terminal>;
  #keys: Uint8Array[] = [];
  #reading: PromiseWithResolvers<void> | undefined;
  #onResize: (() => void) | undefined;
  #onExit: (() => void) | undefined;
  /** Written, and not yet given to the emulator, which needs timers for it. */
  #unseen = "";
  isRaw = false;
  /** Everything that was written. */
  output = "";
  writeCount = 0;

  constructor(columns = 40, rows = 8) {
    this.#emulator = new xterm.Terminal({
      cols: columns,
      rows,
      scrollback: 5_000,
      allowProposedApi: true,
    });
  }

  // --- the side of the program under test -----------------------------------

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#keys.length === 0) {
      this.#reading = Promise.withResolvers();
      await this.#reading.promise;
    }
    const keys = this.#keys.shift() ?? new Uint8Array();
    buffer.set(keys);
    return keys.length === 0 ? null : keys.length;
  }

  write(text: string): void {
    this.output += text;
    this.writeCount++;
    this.#unseen += text;
  }

  setRaw(isRaw: boolean): void {
    this.isRaw = isRaw;
  }

  size(): WindowSize {
    return { columns: this.#emulator.cols, rows: this.#emulator.rows };
  }

  watch(onResize: () => void, onExit: () => void): () => void {
    this.#onResize = onResize;
    this.#onExit = onExit;
    return () => {
      this.#onResize = undefined;
      this.#onExit = undefined;
    };
  }

  // --- the side of the test ---------------------------------------------------

  /** Types; nothing at all is the end of the keyboard. */
  type(text: string): void {
    this.#keys.push(new TextEncoder().encode(text));
    this.#reading?.resolve();
  }

  async resize(columns: number, rows: number): Promise<void> {
    await this.#see();
    this.#emulator.resize(columns, rows);
    this.#onResize?.();
  }

  /** Ends the program in a way that it does not know of. */
  crash(): void {
    this.#onExit?.();
  }

  /** Whether the program still cares what happens to the terminal. */
  get isWatched(): boolean {
    return this.#onExit !== undefined;
  }

  /** What stands on the terminal, scrollback included, up to the last text. */
  async rows(): Promise<string[]> {
    await this.#see();
    const { active } = this.#emulator.buffer;
    const rows = Array.from(
      { length: active.length },
      (_, index) => active.getLine(index)?.translateToString().trimEnd() ?? "",
    );
    while (rows.at(-1) === "") rows.pop();
    return rows;
  }

  /** Where the cursor stands: column and row from 0, the row as in `rows`. */
  async cursor(): Promise<{ column: number; row: number }> {
    await this.#see();
    const { active } = this.#emulator.buffer;
    return { column: active.cursorX, row: active.baseY + active.cursorY };
  }

  #see(): Promise<void> {
    const text = this.#unseen;
    this.#unseen = "";
    return new Promise((resolve) => this.#emulator.write(text, resolve));
  }
}
