import type { NamedKey } from "./key_names.ts";
import { type Found, readKey } from "./key_sequences.ts";
import { Paste } from "./paste.ts";

/**
 * A key press: `text` for a typed character, `paste` for pasted text, else the
 * name of the key with its modifiers: `enter`, `left`, `ctrl+a`, `alt+enter`.
 * `focusin` and `focusout` tell of the window.
 */
export interface Key extends NamedKey {
  /** Of `text` and `paste`. */
  readonly text?: string;
  /** Of `paste`: whether it was too long, and its rest is not there. */
  readonly isCut?: boolean;
}

/**
 * What has begun: a sequence that may also be a key, Escape or Alt with another;
 * a sequence that can be nothing else; a paste.
 */
export type Pending = "key" | "sequence" | "paste";

const ESCAPE = "\x1b";
const PASTE_START = "\x1b[200~";

/**
 * Turns the bytes that a terminal sends into keys.
 *
 * The bytes may be cut anywhere, also inside a character or a sequence: what is
 * incomplete is kept. Sequences that it does not know are swallowed.
 */
export class KeyDecoder {
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  #rest = "";
  /** What is being pasted. */
  #paste: Paste | undefined;

  /** What has begun: if nothing follows for a while that suits it, call `flush`. */
  get pending(): Pending | undefined {
    if (this.#paste) return "paste";
    if (!this.#rest.startsWith(ESCAPE)) return undefined;
    return /^\x1b+[^]?$/u.test(this.#rest) ? "key" : "sequence";
  }

  /** Takes the next bytes and gives back the keys that they complete. */
  push(bytes: Uint8Array): Key[] {
    this.#rest += this.#decoder.decode(bytes, { stream: true });
    const keys: Key[] = [];
    while (this.#rest !== "") {
      const found = this.#paste
        ? this.#readPaste(this.#paste)
        : this.#readKey();
      if (!found) break;
      this.#rest = this.#rest.slice(found.length);
      if (found.key) keys.push(found.key);
    }
    return keys;
  }

  /**
   * Takes what is incomplete for complete. A sequence that has no end is
   * dropped: what it began with was not typed.
   */
  flush(): Key[] {
    if (this.#paste) {
      const key = { name: "paste", ...this.#paste.giveUp() };
      this.#paste = undefined;
      this.#rest = "";
      return [key];
    }
    if (this.pending === "sequence") this.#rest = "";
    const keys: Key[] = [];
    while (this.pending) {
      const [, second] = this.#rest;
      // What has begun like a sequence and does not go on was Alt and a key.
      const isEscapeAlone = second === undefined || second === ESCAPE;
      this.#rest = second === ESCAPE ? this.#rest.slice(1) : "";
      keys.push({ name: isEscapeAlone ? "escape" : `alt+${second}` });
    }
    return keys;
  }

  #readKey(): Found | undefined {
    if (!this.#rest.startsWith(PASTE_START)) return readKey(this.#rest);
    this.#paste = new Paste();
    return { length: PASTE_START.length };
  }

  #readPaste(paste: Paste): Found {
    const { length } = this.#rest;
    const behind = paste.push(this.#rest);
    if (behind === undefined) return { length };
    this.#paste = undefined;
    const key = { name: "paste", ...paste.finish() };
    return { length: length - behind.length, key };
  }
}
