import { type Line, LineDecoder } from "../protocol/line_decoder.ts";
import { type Clock, settledWithin } from "./clock.ts";
import type { Conn } from "./conn.ts";

/** Small, as every idle connection has one. */
const READ_BYTES = 4096;

/** How lines are told apart. */
export interface LineOptions {
  /**
   * Takes the peer for one that may not know line ends: until its first one, a
   * chunk followed by this many milliseconds of silence is a line, and what is
   * left at the end of input is one too. Without it, only a line end ends a
   * line: a message that a broken connection cut is no message.
   */
  readonly quietMs?: number;
}

/** Reads one socket, line by line. */
export class LineReader {
  readonly #conn: Conn;
  readonly #clock: Clock;
  readonly #decoder: LineDecoder;
  readonly #buffer = new Uint8Array(READ_BYTES);
  #pending: Promise<number | null> | undefined;
  #peeked: Uint8Array | null | undefined;
  #lines: readonly Line[] = [];
  #next = 0;
  #hasSeenLineEnd = false;
  #isStopped = false;

  /** @param options `maxBytes`: the cap of a line in bytes. */
  constructor(
    conn: Conn,
    { clock, maxBytes }: { readonly clock: Clock; readonly maxBytes: number },
  ) {
    this.#conn = conn;
    this.#clock = clock;
    this.#decoder = new LineDecoder({ maxBytes });
  }

  /** Changes the cap of a line, in bytes. */
  set maxBytes(bytes: number) {
    this.#decoder.maxBytes = bytes;
  }

  /**
   * Looks at the first bytes without taking them.
   *
   * @param ms How long to wait in milliseconds; without it, for ever.
   * @returns `undefined` if none came in time, `null` at the end of input.
   */
  async peek(ms?: number): Promise<Uint8Array | null | undefined> {
    return this.#peeked ??= await this.#read(ms);
  }

  /** Gives the lines, to the end of input or until the reader is stopped. */
  async *lines(options: LineOptions = {}): AsyncGenerator<Line> {
    while (true) {
      const line = await this.next(options);
      if (line === null) return;
      yield line;
    }
  }

  /** Gives the next line, or `null` at the end of input. */
  async next({ quietMs }: LineOptions = {}): Promise<Line | null> {
    while (this.#next >= this.#lines.length) {
      const isText = quietMs !== undefined;
      const mayBeWhole = isText && !this.#hasSeenLineEnd &&
        this.#decoder.hasRest && !this.#decoder.isInsideCharacter;
      const chunk = await this.#takeChunk(mayBeWhole ? quietMs : undefined);
      if (this.#isStopped) return null;
      if (chunk === undefined) return this.#decoder.takeRest() ?? null;
      if (chunk === null) {
        return isText ? this.#decoder.takeRest() ?? null : null;
      }
      this.#lines = this.#decoder.push(chunk);
      this.#next = 0;
      this.#hasSeenLineEnd ||= this.#lines.length > 0;
    }
    if (this.#isStopped) return null;
    return this.#lines[this.#next++]!;
  }

  /**
   * Ends `lines` and `next`; what still comes is thrown away. Resolves at its
   * end, be it that the connection breaks.
   */
  async discard(): Promise<void> {
    this.#isStopped = true;
    try {
      while (await this.#read() !== null);
    } catch {
      // Nothing more comes that way either.
    }
  }

  async #takeChunk(ms?: number): Promise<Uint8Array | null | undefined> {
    const peeked = this.#peeked;
    this.#peeked = undefined;
    return peeked === undefined ? await this.#read(ms) : peeked;
  }

  /** One read may be under way when the wait for it ends: the next goes on. */
  async #read(ms?: number): Promise<Uint8Array | null | undefined> {
    const pending = this.#pending ??= this.#conn.read(this.#buffer);
    if (ms !== undefined) {
      const clock = this.#clock;
      if (!await settledWithin(pending, { clock, ms })) return undefined;
    }
    try {
      const count = await pending;
      return count === null ? null : this.#buffer.subarray(0, count);
    } finally {
      if (this.#pending === pending) this.#pending = undefined;
    }
  }
}
