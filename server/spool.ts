const encoder = new TextEncoder();
const EMPTY = new Uint8Array(0);
const MIN_CHUNK_BYTES = 256;
const MAX_CHUNK_BYTES = 64 * 1024;

/**
 * Where one turn's messages for one capability variant are written once, one
 * behind the other, for any number of outboxes to send.
 *
 * After `append` the bytes stand in `buffer` from `start` to `end`. What lies
 * before `end` is never written to again, so that outboxes may hold slices of
 * it, and slices of one turn touch, so that an outbox can make one of them.
 * A turn's end lets the buffer go: only outboxes keep it alive.
 */
export class Spool {
  buffer: Uint8Array<ArrayBuffer> = EMPTY;
  start = 0;
  end = 0;
  #turnBytes = 0;
  #lastTurnBytes = 0;

  /** Whether something was appended since the last turn's end. */
  get isUsed(): boolean {
    return this.#turnBytes > 0;
  }

  /** Writes a text as UTF-8 behind what is there. */
  append(text: string): void {
    // A UTF-16 unit takes three bytes at most.
    const mostBytes = text.length * 3;
    if (this.buffer.length - this.end < mostBytes) this.#renew(mostBytes);
    const { written } = encoder.encodeInto(
      text,
      this.buffer.subarray(this.end),
    );
    this.start = this.end;
    this.end += written;
    this.#turnBytes += written;
  }

  /** Ends the turn. */
  endTurn(): void {
    this.#lastTurnBytes = this.#turnBytes;
    this.#turnBytes = 0;
    this.buffer = EMPTY;
    this.start = 0;
    this.end = 0;
  }

  #renew(mostBytes: number): void {
    const likelyBytes = Math.max(
      MIN_CHUNK_BYTES,
      this.buffer.length * 2,
      this.#lastTurnBytes * 2,
    );
    const bytes = Math.max(mostBytes, Math.min(likelyBytes, MAX_CHUNK_BYTES));
    this.buffer = new Uint8Array(bytes);
    this.end = 0;
  }
}
