import type { Flusher } from "./flusher.ts";
import type { Spool } from "./spool.ts";

/** Bytes that one write joins at the most. */
const MAX_WRITE_BYTES = 64 * 1024;

interface Slice {
  readonly buffer: Uint8Array<ArrayBuffer>;
  start: number;
  end: number;
  /** Whether it is sent only if what it tells is on disk. */
  readonly isStored: boolean;
}

interface Waiter {
  readonly bytes: number;
  readonly resolve: () => void;
  readonly onProgress: (() => void) | undefined;
}

/** What an outbox needs. */
export interface OutboxOptions {
  readonly flusher: Flusher;
  /** Bytes that may wait; one more calls `onOverflow`. */
  readonly maxBytes: number;
  /** Writes a part of the bytes and gives their number, as `Deno.Conn.write`. */
  readonly write: (bytes: Uint8Array) => Promise<number>;
  /** Called once when the peer does not take what waits. */
  readonly onOverflow: () => void;
  /** Called once when a write fails. */
  readonly onError: (error: unknown) => void;
}

/**
 * What waits to be sent to one peer: first in, first out.
 *
 * 1. `push` MUST NOT wait and MUST NOT throw, whatever the peer does.
 * 2. Only this class writes to the socket, one write at a time.
 * 3. Bytes in a spool before its `end` MUST NOT change: they may be on their
 *    way.
 * 4. After `close`, an overflow or a failure nothing more is taken but the last
 *    words.
 * 5. Nothing that was pushed in a turn is written before the turn's end: until
 *    then it is not known whether it could be stored.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  /** What may be written. */
  #slices: Slice[] = [];
  /** What was pushed in this turn. */
  #fresh: Slice[] = [];
  #queuedBytes = 0;
  #isListed = false;
  #isWriting = false;
  #isOpen = true;
  #hasFailed = false;
  /** What a write has and the kernel has not. */
  #underWay: Uint8Array = new Uint8Array(0);
  #waiters: Waiter[] = [];

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Bytes that were pushed and are not yet with the kernel. */
  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  /**
   * Queues what was appended to a spool last.
   *
   * @param isStored Whether it is dropped if the turn cannot be stored.
   */
  push(spool: Spool, isStored = false): void {
    const bytes = spool.end - spool.start;
    if (!this.#isOpen || bytes === 0) return;
    if (this.#queuedBytes + bytes > this.#options.maxBytes) {
      // It would never see the end of this: room for the last words.
      this.discard(this.#underWay.length);
      this.#options.onOverflow();
      return;
    }
    this.#add(spool, isStored);
  }

  #add({ buffer, start, end }: Spool, isStored: boolean): void {
    this.#queuedBytes += end - start;
    const last = this.#fresh.at(-1);
    const isNext = last !== undefined && last.buffer === buffer &&
      last.end === start && last.isStored === isStored;
    if (isNext) last.end = end;
    else this.#fresh.push({ buffer, start, end, isStored });
    if (this.#isListed) return;
    this.#isListed = true;
    this.#options.flusher.add(this);
  }

  /**
   * Ends the turn, and starts to write what waits. For the flusher.
   *
   * @param isKept Whether all that was to be stored in this turn is on disk;
   * else what tells of it is dropped.
   */
  flush(isKept: boolean): void {
    this.#isListed = false;
    const fresh = this.#fresh;
    this.#fresh = [];
    for (const slice of fresh) {
      if (isKept || !slice.isStored) this.#slices.push(slice);
      else this.#queuedBytes -= slice.end - slice.start;
    }
    if (!isKept) this.#settle(this.#queuedBytes);
    if (!this.#isWriting && this.#slices.length > 0) void this.#writeAll();
  }

  /**
   * Resolves once no more than a number of bytes wait, or none ever will.
   *
   * @param onProgress Called whenever the peer took some meanwhile.
   */
  drainedTo(bytes: number, onProgress?: () => void): Promise<void> {
    if (this.#queuedBytes <= bytes) return Promise.resolve();
    return new Promise((resolve) =>
      this.#waiters.push({ bytes, resolve, onProgress })
    );
  }

  /**
   * Takes nothing more; what waits is still written, the last words behind it.
   *
   * @param lastWords What was appended last, also for who was too slow.
   */
  close(lastWords?: Spool): void {
    this.#isOpen = false;
    if (lastWords === undefined || this.#hasFailed) return;
    this.#add(lastWords, false);
  }

  /**
   * Drops what waits, and takes nothing more.
   *
   * @param underWay Bytes that a write has already and cannot give back.
   */
  discard(underWay = 0): void {
    this.#isOpen = false;
    this.#slices = [];
    this.#fresh = [];
    this.#settle(underWay);
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    try {
      while (this.#slices.length > 0) {
        this.#underWay = this.#take();
        while (this.#underWay.length > 0) {
          const written = await this.#options.write(this.#underWay);
          this.#underWay = this.#underWay.subarray(written);
          this.#settle(Math.max(0, this.#queuedBytes - written));
        }
      }
    } catch (error) {
      this.#hasFailed = true;
      this.discard();
      this.#options.onError(error);
    } finally {
      this.#isWriting = false;
    }
  }

  #settle(queuedBytes: number): void {
    this.#queuedBytes = queuedBytes;
    if (this.#waiters.length === 0) return;
    for (const { onProgress } of this.#waiters) onProgress?.();
    const ready = this.#waiters.filter(({ bytes }) => queuedBytes <= bytes);
    this.#waiters = this.#waiters.filter(({ bytes }) => queuedBytes > bytes);
    for (const { resolve } of ready) resolve();
  }

  /** Takes the next bytes to write; only what is in several places is copied. */
  #take(): Uint8Array {
    const first = this.#slices[0]!;
    let count = 1;
    let bytes = first.end - first.start;
    for (; count < this.#slices.length; count++) {
      const { start, end } = this.#slices[count]!;
      if (bytes + end - start > MAX_WRITE_BYTES) break;
      bytes += end - start;
    }
    const taken = this.#slices.splice(0, count);
    if (count === 1) return first.buffer.subarray(first.start, first.end);
    const joined = new Uint8Array(bytes);
    let at = 0;
    for (const { buffer, start, end } of taken) {
      joined.set(buffer.subarray(start, end), at);
      at += end - start;
    }
    return joined;
  }
}
