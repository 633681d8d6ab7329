/** One line as it came from a peer. */
export interface Line {
  /** Without its line end. Invalid UTF-8 stands as U+FFFD. */
  readonly text: string;
  /** What makes the line unfit; its text is empty if it was too long. */
  readonly fault?: LineFault;
}

/** `too_long`: over the cap, and dropped up to its end. */
export type LineFault = "too_long" | "invalid_utf8";

const LF = 0x0a;
const CR = 0x0d;
const TOO_LONG: Line = { text: "", fault: "too_long" };
const NOTHING = new Uint8Array(0);

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lossy = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Turns chunks of bytes into lines that end in CR LF or LF.
 *
 * A chunk may end anywhere, also inside a character: what is incomplete is
 * copied and kept, so that the caller may use its read buffer again at once.
 * Never keeps more than the cap.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert/equals";
 * import { LineDecoder } from "./line_decoder.ts";
 *
 * const decoder = new LineDecoder({ maxBytes: 512 });
 * const bytes = new TextEncoder().encode("PING 1\r\nPI");
 *
 * assertEquals(decoder.push(bytes), [{ text: "PING 1" }]);
 * assertEquals(decoder.takeRest(), { text: "PI" });
 * ```
 */
export class LineDecoder {
  /** The cap of a line in bytes, line end included; may change at any time. */
  maxBytes: number;
  /** The unfinished line, at the start of what is set aside for it. */
  #rest: Uint8Array = NOTHING;
  #store: Uint8Array = NOTHING;
  #skipping = false;

  constructor({ maxBytes }: { readonly maxBytes: number }) {
    this.maxBytes = maxBytes;
  }

  /** Whether a line has begun that has no end yet. */
  get hasRest(): boolean {
    return this.#rest.length > 0 || this.#skipping;
  }

  /** Whether the line that has begun stops inside a character so far. */
  get isInsideCharacter(): boolean {
    const { length } = this.#rest;
    for (let back = 1; back <= Math.min(3, length); back++) {
      const byte = this.#rest[length - back] ?? 0;
      if (byte < 0x80) return false;
      // A first byte says by its leading ones how many bytes there are.
      if (byte >= 0xc0) return byte < 0xf8 && Math.clz32(~byte << 24) > back;
    }
    return false;
  }

  /** Takes the next bytes and gives back the lines that they complete. */
  push(chunk: Uint8Array): Line[] {
    const lines: Line[] = [];
    let start = 0;
    if (this.hasRest) {
      const end = chunk.indexOf(LF);
      if (end < 0) {
        this.#keep(chunk);
        if (this.#rest.length > this.maxBytes) this.#skip();
        return lines;
      }
      this.#keep(chunk.subarray(0, end + 1));
      lines.push(this.#takeLine(this.#rest));
      start = end + 1;
    }
    const end = chunk.lastIndexOf(LF) + 1;
    if (end > start) this.#decode(chunk.subarray(start, end), lines);
    if (end > start) start = end;
    if (start < chunk.length) {
      this.#keep(chunk.subarray(start));
      if (this.#rest.length > this.maxBytes) this.#skip();
    }
    return lines;
  }

  /**
   * Ends the unfinished line and gives it back, if there is one; half a line end
   * is dropped.
   */
  takeRest(): Line | undefined {
    return this.hasRest ? this.#takeLine(this.#rest) : undefined;
  }

  #keep(bytes: Uint8Array): void {
    if (this.#skipping) return;
    // One byte over the cap is enough to know that the line is too long.
    const room = this.maxBytes + 1 - this.#rest.length;
    const added = bytes.subarray(0, room);
    const { length } = this.#rest;
    const needed = length + added.length;
    if (this.#store.length < needed) {
      // Twice as much as before, so that a long line is not copied each time.
      const store = new Uint8Array(Math.max(needed, length * 2));
      store.set(this.#rest);
      this.#store = store;
    }
    this.#store.set(added, length);
    this.#rest = this.#store.subarray(0, needed);
  }

  #forget(): void {
    this.#rest = NOTHING;
    this.#store = NOTHING;
  }

  #skip(): void {
    this.#skipping = true;
    this.#forget();
  }

  #takeLine(bytes: Uint8Array): Line {
    const skipped = this.#skipping;
    this.#skipping = false;
    this.#forget();
    return skipped ? TOO_LONG : this.#decodeLine(bytes);
  }

  /** Decodes complete lines: all at once, as that is what they mostly allow. */
  #decode(bytes: Uint8Array, lines: Line[]): void {
    let text: string;
    try {
      text = strict.decode(bytes);
    } catch {
      for (const line of splitBytes(bytes)) lines.push(this.#decodeLine(line));
      return;
    }
    const isAscii = text.length === bytes.length;
    let start = 0;
    let byteStart = 0;
    while (start < text.length) {
      const end = text.indexOf("\n", start);
      const byteEnd = isAscii ? end : bytes.indexOf(LF, byteStart);
      if (byteEnd + 1 - byteStart > this.maxBytes) lines.push(TOO_LONG);
      else {
        const hasCr = end > start && text.charCodeAt(end - 1) === CR;
        lines.push({ text: text.slice(start, hasCr ? end - 1 : end) });
      }
      start = end + 1;
      byteStart = byteEnd + 1;
    }
  }

  #decodeLine(bytes: Uint8Array): Line {
    if (bytes.length > this.maxBytes) return TOO_LONG;
    let end = bytes.length;
    if (bytes[end - 1] === LF) end--;
    if (bytes[end - 1] === CR) end--;
    const line = bytes.subarray(0, end);
    try {
      return { text: strict.decode(line) };
    } catch {
      return { text: lossy.decode(line), fault: "invalid_utf8" };
    }
  }
}

function* splitBytes(bytes: Uint8Array): Generator<Uint8Array> {
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(LF, start) + 1;
    yield bytes.subarray(start, end);
    start = end;
  }
}
