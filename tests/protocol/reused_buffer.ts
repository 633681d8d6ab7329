/**
 * The read buffer of a connection: each chunk lies in the same bytes as the one
 * before, so that whoever kept a view instead of a copy reads nonsense.
 */
export class ReusedBuffer {
  readonly #bytes = new Uint8Array(64 * 1024);

  /** Copies a chunk into the buffer and gives the view that a read gives. */
  fill(chunk: Uint8Array): Uint8Array {
    this.#bytes.fill(0xff);
    this.#bytes.set(chunk);
    return this.#bytes.subarray(0, chunk.length);
  }
}
