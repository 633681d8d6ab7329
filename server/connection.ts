import { MAX_CLIENT_LINE_BYTES } from "../protocol/limits.ts";
import { toVisible } from "../protocol/visible.ts";
import { type Clock, settledWithin } from "./clock.ts";
import { type Conn, isLoopback, normaliseAddress } from "./conn.ts";
import { type Flusher, SpoolSet } from "./flusher.ts";
import { LineReader } from "./line_reader.ts";
import { Outbox } from "./outbox.ts";
import type { Spool } from "./spool.ts";

/** Bytes that may wait for a peer before it is closed as too slow. */
export const MAX_QUEUED_BYTES = 1024 * 1024;

/** How long the last words may take, in milliseconds. */
const LAST_WORDS_MS = 2_000;
/** How long a peer may take to close its side, in milliseconds. */
const PEER_CLOSE_MS = 500;

/** What a connection needs. */
export interface ConnectionOptions {
  readonly clock: Clock;
  readonly flusher: Flusher;
  /** Called once when the connection cannot go on, with the reason. */
  readonly onLost: (reason: string) => void;
}

/** One socket: lines come in, bytes go out; open, then draining, then closed. */
export class Connection {
  readonly reader: LineReader;
  readonly outbox: Outbox;
  /** The peer's address in its shortest form, without a port. */
  readonly address: string;
  readonly #conn: Conn;
  readonly #clock: Clock;
  readonly #flusher: Flusher;
  readonly #ownSpools = new SpoolSet();
  #closing: Promise<void> | undefined;

  constructor(conn: Conn, { clock, flusher, onLost }: ConnectionOptions) {
    this.#conn = conn;
    this.#clock = clock;
    this.#flusher = flusher;
    this.address = normaliseAddress(conn.remoteAddr.hostname);
    this.reader = new LineReader(conn, {
      clock,
      maxBytes: MAX_CLIENT_LINE_BYTES,
    });
    this.outbox = new Outbox({
      flusher,
      maxBytes: MAX_QUEUED_BYTES,
      write: (bytes) => conn.write(bytes),
      onOverflow: () =>
        onLost(`Too slow: ${MAX_QUEUED_BYTES} bytes were waiting for it`),
      onError: (error) => onLost(describeLoss(error)),
    });
  }

  /** Whether the peer runs on this machine. */
  get isLoopback(): boolean {
    return isLoopback(this.address);
  }

  /** Whether `close` was called. */
  get isClosing(): boolean {
    return this.#closing !== undefined;
  }

  /**
   * Queues a text; never waits and never throws.
   *
   * @param isStored Whether it is dropped if the turn cannot be stored.
   */
  send(text: string, isStored = false): void {
    if (text !== "") this.outbox.push(this.#spool(text), isStored);
  }

  #spool(text: string): Spool {
    const spool = this.#ownSpools.get(0);
    this.#flusher.append(spool, text);
    return spool;
  }

  /**
   * Sends what waits and some last words, says the end, and closes, all under a deadline. Resolves
   * when the socket is gone; calling it again is harmless.
   */
  close(lastWords = ""): Promise<void> {
    return this.#closing ??= this.#shutDown(lastWords);
  }

  async #shutDown(lastWords: string): Promise<void> {
    const clock = this.#clock;
    const peerCloses = this.reader.discard();
    this.outbox.close(lastWords === "" ? undefined : this.#spool(lastWords));
    await settledWithin(this.outbox.drainedTo(0), { clock, ms: LAST_WORDS_MS });
    this.outbox.discard();
    // A socket that is closed with unread input may be reset, and its last
    // words with it: so say the end, and give the peer a moment to say its own.
    await settledWithin(this.#conn.closeWrite(), { clock, ms: PEER_CLOSE_MS });
    await settledWithin(peerCloses, { clock, ms: PEER_CLOSE_MS });
    try {
      this.#conn.close();
    } catch {
      // The peer was faster.
    }
  }
}

/** Says why a socket failed, in words for those who stay. */
export function describeLoss(error: unknown): string {
  if (error instanceof Deno.errors.ConnectionReset) return "Connection reset";
  if (error instanceof Deno.errors.BrokenPipe) return "Connection lost";
  if (error instanceof Deno.errors.TimedOut) return "Connection timed out";
  return error instanceof Error
    ? `Connection failed: ${toVisible(error.message)}`
    : "Connection failed";
}
