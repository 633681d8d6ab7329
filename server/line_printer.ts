import { byteLength } from "../protocol/limits.ts";

/** Bytes that may wait to be printed; what is more is not shown. */
const MAX_WAITING_BYTES = 1024 * 1024;
/** Bytes of one write: each tells how far the reader is. */
const MAX_WRITE_BYTES = 64 * 1024;

const encoder = new TextEncoder();

/** Where lines go: met by `Deno.stdout` and `Deno.stderr`. */
export interface ByteSink {
  /** Writes a part of the bytes and gives their number. */
  write(bytes: Uint8Array): Promise<number>;
}

/**
 * Prints lines without ever holding up who prints them, be it that nobody reads
 * at the other end.
 *
 * 1. `print` MUST NOT wait and MUST NOT throw, whatever the sink does.
 * 2. Only this class writes to the sink, one write at a time.
 * 3. A line is printed whole and in its turn, or counted as not shown.
 */
export class LinePrinter {
  readonly #sink: ByteSink;
  #text = "";
  /** Bytes of the text and of the write that is under way. */
  #waitingBytes = 0;
  #linesNotShown = 0;
  #isBroken = false;
  #printing: Promise<void> | undefined;

  constructor(sink: ByteSink) {
    this.#sink = sink;
  }

  /**
   * Prints one line.
   *
   * @param line Without its line end.
   */
  print(line: string): void {
    if (this.#isBroken) return;
    const bytes = byteLength(line) + 1;
    const isFull = this.#waitingBytes + bytes > MAX_WAITING_BYTES;
    // Until the gap is told, a shorter line would hide where it is.
    if (isFull || this.#linesNotShown > 0) this.#linesNotShown++;
    else this.#add(line, bytes);
    this.#printing ??= this.#printAll();
  }

  /** Resolves once all is written, or never will be as the sink has failed. */
  async flushed(): Promise<void> {
    await this.#printing;
  }

  #add(line: string, bytes: number): void {
    this.#text += `${line}\n`;
    this.#waitingBytes += bytes;
  }

  async #printAll(): Promise<void> {
    // What is printed in one go is written in one go.
    await Promise.resolve();
    try {
      while (this.#waitingBytes > 0 || this.#linesNotShown > 0) {
        this.#tellGap();
        const bytes = encoder.encode(this.#text);
        this.#text = "";
        await this.#write(bytes);
      }
    } catch {
      // Nobody reads this any more, and there is nowhere else to say so.
      this.#isBroken = true;
      this.#text = "";
    }
    this.#printing = undefined;
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      const part = bytes.subarray(at, at + MAX_WRITE_BYTES);
      const written = await this.#sink.write(part);
      at += written;
      this.#waitingBytes -= written;
      this.#tellGap();
    }
  }

  #tellGap(): void {
    const count = this.#linesNotShown;
    if (count === 0 || this.#waitingBytes > MAX_WAITING_BYTES / 2) return;
    this.#linesNotShown = 0;
    const line = `-- ${count} ${count === 1 ? "line" : "lines"} not shown`;
    this.#add(line, byteLength(line) + 1);
  }
}
