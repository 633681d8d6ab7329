import { Flusher } from "../../server/flusher.ts";
import { Outbox } from "../../server/outbox.ts";
import { Spool } from "../../server/spool.ts";

/** The far end of an outbox. */
export interface OutboxPeer {
  /** What a write waits for. */
  gate: Promise<void>;
  /** What a write fails with. */
  error: unknown;
}

/** An outbox, and what becomes of it. */
export interface OutboxFixture {
  readonly flusher: Flusher;
  readonly outbox: Outbox;
  readonly peer: OutboxPeer;
  /** What was written, one entry a write. */
  readonly writes: readonly Uint8Array[];
  readonly errors: readonly unknown[];
  /** The bytes that waited at each call of `onOverflow`. */
  readonly overflows: readonly number[];
  /** Pushes texts, all in one spool. */
  push(...texts: string[]): void;
  /** What was written, as text. */
  texts(): string[];
}

/**
 * Makes an outbox whose peer takes what the test lets it take.
 *
 * @param options `takes`: the bytes that one write takes at the most.
 */
export function createOutbox(
  { maxBytes = 1_000, takes = Infinity }: {
    readonly maxBytes?: number;
    readonly takes?: number;
  } = {},
): OutboxFixture {
  const flusher = new Flusher(queueMicrotask);
  const writes: Uint8Array[] = [];
  const overflows: number[] = [];
  const errors: unknown[] = [];
  const peer: OutboxPeer = { gate: Promise.resolve(), error: undefined };
  const outbox = new Outbox({
    flusher,
    maxBytes,
    async write(bytes) {
      await peer.gate;
      if (peer.error !== undefined) throw peer.error;
      const part = bytes.subarray(0, takes);
      writes.push(part);
      return part.length;
    },
    onOverflow: () => void overflows.push(outbox.queuedBytes),
    onError: (error) => void errors.push(error),
  });
  const spool = new Spool();
  const decoder = new TextDecoder();
  return {
    flusher,
    outbox,
    peer,
    writes,
    errors,
    overflows,
    push(...texts) {
      for (const text of texts) {
        flusher.append(spool, text);
        outbox.push(spool);
      }
    },
    texts: () => writes.map((bytes) => decoder.decode(bytes)),
  };
}

/** Makes the peer take nothing until the function is called. */
export function stall(peer: OutboxPeer): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  peer.gate = promise;
  return resolve;
}
