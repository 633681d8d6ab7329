import type { TerminalDevice } from "../client/terminal/device.ts";

/** From one key to the next. */
const KEY_MS = 20;

const PROMPT = "#a> ";
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** What was measured of a client. */
export interface TerminalResult {
  readonly messagesPerSecond: number;
  readonly writes: number;
  readonly bytes: number;
  /** From each key until it was written, in ms. */
  readonly keyMs: readonly number[];
  /** Messages that were not written, or twice (below 0). */
  readonly missing: number;
}

/**
 * A terminal of 80 columns that somebody types at. What is written goes through
 * a pipe to a process that drops it, and is looked through on its way: each
 * message has one `~`, and each key empties the line and types a letter.
 */
export class MeasuredTerminal implements TerminalDevice, AsyncDisposable {
  readonly reflows = true;
  readonly notifications = [];
  readonly #messages: number;
  readonly #process: Deno.ChildProcess;
  readonly #pipe: WritableStreamDefaultWriter<Uint8Array>;
  readonly #done = Promise.withResolvers<void>();
  readonly #keyMs: number[] = [];
  #reading: ((key: Uint8Array) => void) | undefined;
  #keys = 0;
  /** What is to be seen once the key that was typed last is. */
  #wanted: string | undefined;
  #typedAt = 0;
  #tail = "";
  #startedAt = 0;
  #endedAt = 0;
  #writes = 0;
  #bytes = 0;
  #seen = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(messages: number) {
    this.#messages = messages;
    this.#process = new Deno.Command("cat", {
      stdin: "piped",
      stdout: "null",
    }).spawn();
    this.#pipe = this.#process.stdin.getWriter();
  }

  /** Settled when all messages were written. */
  get done(): Promise<void> {
    return this.#done.promise;
  }

  get result(): TerminalResult {
    const seconds = (this.#endedAt - this.#startedAt) / 1_000;
    return {
      messagesPerSecond: this.#seen / seconds,
      writes: this.#writes,
      bytes: this.#bytes,
      keyMs: this.#keyMs,
      missing: this.#messages - this.#seen,
    };
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    const { promise, resolve } = Promise.withResolvers<Uint8Array>();
    this.#reading = resolve;
    const key = await promise;
    buffer.set(key);
    return key.length;
  }

  async write(bytes: Uint8Array): Promise<number> {
    const copy = bytes.slice();
    await this.#pipe.ready;
    await this.#pipe.write(copy);
    this.#look(copy);
    return bytes.length;
  }

  writeSync(bytes: Uint8Array): number {
    return bytes.length;
  }

  setRaw(): void {}

  size(): { columns: number; rows: number } {
    return { columns: 80, rows: 24 };
  }

  watch(): () => void {
    return () => {};
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#timer);
    await this.#pipe.close();
    await this.#process.status;
  }

  #look(bytes: Uint8Array): void {
    this.#writes++;
    this.#bytes += bytes.length;
    const now = performance.now();
    const before = this.#seen;
    for (const byte of bytes) if (byte === 0x7e) this.#seen++;
    if (before === 0 && this.#seen > 0) {
      this.#startedAt = now;
      this.#timer = setTimeout(() => this.#type(), KEY_MS);
    }
    if (this.#wanted !== undefined) {
      const text = this.#tail + new TextDecoder("latin1").decode(bytes);
      this.#tail = text.slice(-this.#wanted.length);
      if (text.includes(this.#wanted)) this.#noteKey(now);
    }
    if (this.#seen < this.#messages || this.#endedAt > 0) return;
    this.#endedAt = now;
    this.#done.resolve();
  }

  #type(): void {
    const letter = LETTERS.charAt(this.#keys++ % LETTERS.length);
    this.#wanted = PROMPT + letter;
    this.#tail = "";
    this.#typedAt = performance.now();
    this.#reading?.(new TextEncoder().encode(`\x15${letter}`));
  }

  #noteKey(now: number): void {
    this.#keyMs.push(now - this.#typedAt);
    this.#wanted = undefined;
    if (this.#endedAt > 0) return;
    this.#timer = setTimeout(() => this.#type(), KEY_MS);
  }
}
