import xterm from "@xterm/headless";
import type {
  DeviceEvents,
  TerminalDevice,
} from "../../client/terminal/device.ts";
import type { WindowSize } from "../../client/terminal/view.ts";

/** A terminal whose keys and window are in the test's hands: a real emulator. */
export class FakeTerminal implements TerminalDevice {
  readonly #emulator: InstanceType<typeof xterm.Terminal>;
  readonly #decoder = new TextDecoder();
  #keys: Uint8Array[] = [];
  #reading: PromiseWithResolvers<void> | undefined;
  #events: DeviceEvents | undefined;
  /** Written, and not yet given to the emulator, which needs timers for it. */
  #unseen = "";
  #stall: PromiseWithResolvers<void> | undefined;
  /** What a write that is under way has not given to the terminal yet. */
  #writing: Uint8Array | undefined;
  #writeError: unknown;
  /** The emulator reflows, as most terminals do. */
  readonly reflows = true;
  readonly notifications = [9, 777] as const;
  /** The times that the program stopped itself. */
  readonly stops: { scope: string; isRaw: boolean; output: string }[] = [];
  /** What happens while it is stopped. */
  onStop: () => void = () => {};
  isRaw = false;
  /** Whether the program did what on a real one would wait for ever. */
  hasHung = false;
  /** Everything that was written. */
  output = "";

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
      this.#reading = undefined;
    }
    const [first = new Uint8Array()] = this.#keys;
    const part = first.subarray(0, buffer.length);
    buffer.set(part);
    if (part.length === first.length) this.#keys.shift();
    else this.#keys[0] = first.subarray(part.length);
    return part.length === 0 ? null : part.length;
  }

  async write(bytes: Uint8Array): Promise<number> {
    if (this.#writing) throw new Error("one write at a time");
    this.#writing = bytes.slice();
    this.writeCount++;
    await this.#stall?.promise;
    if (this.#writeError !== undefined) throw this.#writeError;
    this.#finishWriting();
    return bytes.length;
  }

  writeSync(bytes: Uint8Array): number {
    if (this.#stall) this.#hang();
    this.#finishWriting();
    this.#take(bytes);
    return bytes.length;
  }

  setRaw(isRaw: boolean): void {
    if (this.#stall && this.#writing) this.#hang();
    if (this.#writeError !== undefined) throw this.#writeError;
    this.isRaw = isRaw;
  }

  size(): WindowSize {
    return { columns: this.#emulator.cols, rows: this.#emulator.rows };
  }

  watch(events: DeviceEvents): () => void {
    this.#events = events;
    return () => void (this.#events = undefined);
  }

  /** Notes that the program stopped, and what the terminal was like then. */
  readonly stop = (scope: "job" | "program"): void => {
    this.stops.push({ scope, isRaw: this.isRaw, output: this.output });
    this.onStop();
    this.#events?.onResize();
  };

  // --- the side of the test ---------------------------------------------------

  /** Types; nothing at all is the end of the keyboard. */
  type(text: string): void {
    this.#keys.push(new TextEncoder().encode(text));
    this.#reading?.resolve();
  }

  async resize(columns: number, rows: number): Promise<void> {
    await this.#see();
    this.#emulator.resize(columns, rows);
    this.#events?.onResize();
  }

  /** Tells the program to stop, as `kill -TSTP` does. */
  suspend(): void {
    this.#events?.onSuspend();
  }

  /** Whether the program waits for a key. */
  get isBeingRead(): boolean {
    return this.#reading !== undefined;
  }

  /** Ends the program in a way that it does not know of. */
  crash(): void {
    this.#events?.onExit();
  }

  /** Takes nothing more of what is written until `unstall`. */
  stall(): void {
    this.#stall = Promise.withResolvers();
  }

  /** Takes what is written again. */
  unstall(): void {
    this.#stall?.resolve();
    this.#stall = undefined;
  }

  /** Takes one write, though it is stalled. */
  takeOne(): void {
    const stall = this.#stall;
    this.stall();
    stall?.resolve();
  }

  /** Is unplugged: what is written fails, and its mode cannot be set. */
  unplug(): void {
    this.#writeError = new Error("Input/output error (os error 5)");
  }

  /** Whether the program still cares what happens to the terminal. */
  get isWatched(): boolean {
    return this.#events !== undefined;
  }

  /** How many writes there were. */
  writeCount = 0;

  /** How many frames were painted. */
  get frameCount(): number {
    return this.output.split("\x1b[?2026h").length - 1;
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

  #hang(): never {
    this.hasHung = true;
    throw new Error("the program hangs");
  }

  #finishWriting(): void {
    if (this.#writing) this.#take(this.#writing);
    this.#writing = undefined;
  }

  #take(bytes: Uint8Array): void {
    const text = this.#decoder.decode(bytes, { stream: true });
    this.output += text;
    this.#unseen += text;
  }

  #see(): Promise<void> {
    const text = this.#unseen;
    this.#unseen = "";
    return new Promise((resolve) => this.#emulator.write(text, resolve));
  }
}
