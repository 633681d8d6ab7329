const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A socket whose other end is in the test's hands. */
export class FakeConn {
  readonly remoteAddr: { readonly hostname: string; readonly port: number };
  /** What was written, one entry a write. */
  readonly writes: string[] = [];
  /** Whether the side of the program under test said its end. */
  isWriteClosed = false;
  isClosed = false;
  #input: Uint8Array[] = [];
  #hasEnded = false;
  #readers: { resolve(): void; reject(error: unknown): void }[] = [];
  #stall: PromiseWithResolvers<void> | undefined;
  #writeError: unknown;
  #taken = 0;

  constructor(hostname = "192.0.2.1") {
    this.remoteAddr = { hostname, port: 40_000 };
  }

  // --- the side of the program under test -----------------------------------

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#input.length === 0) {
      if (this.isClosed) throw new Deno.errors.BadResource("closed");
      if (this.#hasEnded) return null;
      await new Promise<void>((resolve, reject) =>
        this.#readers.push({ resolve, reject })
      );
    }
    const [first] = this.#input as [Uint8Array];
    const part = first.subarray(0, buffer.length);
    buffer.set(part);
    if (part.length === first.length) this.#input.shift();
    else this.#input[0] = first.subarray(part.length);
    return part.length;
  }

  async write(bytes: Uint8Array): Promise<number> {
    await this.#stall?.promise;
    if (this.#writeError !== undefined) throw this.#writeError;
    if (this.isClosed) throw new Deno.errors.BrokenPipe("closed");
    this.writes.push(decoder.decode(bytes));
    return bytes.length;
  }

  closeWrite(): Promise<void> {
    this.isWriteClosed = true;
    return Promise.resolve();
  }

  close(): void {
    this.isClosed = true;
    this.#wake(new Deno.errors.Interrupted("closed"));
  }

  // --- the side of the test ---------------------------------------------------

  /** Sends a chunk to the program. */
  send(chunk: string | Uint8Array): void {
    this.#input.push(typeof chunk === "string" ? encoder.encode(chunk) : chunk);
    this.#wake();
  }

  /** Sends lines, each with CR LF. */
  sendLines(...lines: readonly string[]): void {
    this.send(lines.map((line) => `${line}\r\n`).join(""));
  }

  /** Says that nothing more will come. */
  end(): void {
    this.#hasEnded = true;
    this.#wake();
  }

  /** Breaks the connection: a read under way fails. */
  fail(error: unknown): void {
    this.#writeError = error;
    this.#wake(error);
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

  /** Everything that was written. */
  get output(): string {
    return this.writes.join("");
  }

  /** The lines that were written since the last call. */
  takeLines(): string[] {
    const text = this.output.slice(this.#taken);
    this.#taken += text.length;
    return text.split(/\r?\n/).filter((line) => line !== "");
  }

  #wake(error?: unknown): void {
    const readers = this.#readers;
    this.#readers = [];
    for (const { resolve, reject } of readers) {
      if (error === undefined) resolve();
      else reject(error);
    }
  }
}
