import { Paste } from "./paste.ts";

/**
 * A key press: `text` for a typed character, `paste` for pasted text, else the
 * name of the key with its modifiers: `enter`, `left`, `ctrl+a`, `alt+enter`.
 */
export interface Key {
  readonly name: string;
  /** Of `text` and `paste`. */
  readonly text?: string;
  /** Of `paste`: whether it was too long, and its rest is not there. */
  readonly isCut?: boolean;
}

const ESCAPE = "\x1b";
const PASTE_START = "\x1b[200~";

/** No sequence of a terminal is nearly as long. */
const MAX_SEQUENCE_LENGTH = 64;

/** Final bytes of the sequences of keys. (xterm, "PC-Style Function Keys") */
const FINALS: Readonly<Record<string, string>> = {
  A: "up",
  B: "down",
  C: "right",
  D: "left",
  F: "end",
  H: "home",
  Z: "shift+tab",
};

/** First parameters of CSI sequences that end in `~`. */
const NUMBERS: Readonly<Record<string, string>> = {
  1: "home",
  2: "insert",
  3: "delete",
  4: "end",
  5: "pageup",
  6: "pagedown",
  7: "home",
  8: "end",
};

const CONTROLS: Readonly<Record<string, string>> = {
  "\0": "ctrl+space",
  "\b": "backspace",
  "\t": "tab",
  "\n": "enter",
  "\r": "enter",
  "\x7f": "backspace",
};

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

  /**
   * Whether a sequence has begun that may also be the Escape key alone: if
   * nothing follows within some 50 ms, call `flush`.
   */
  get isPending(): boolean {
    return this.#rest.startsWith(ESCAPE);
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

  /** Takes what is incomplete for complete. */
  flush(): Key[] {
    if (!this.isPending) return [];
    const [, second] = this.#rest;
    const isEscapeAlone = second === undefined;
    this.#rest = "";
    // What has begun like a sequence and does not go on was Alt and a key.
    return [{ name: isEscapeAlone ? "escape" : `alt+${second}` }];
  }
}

interface Found {
  /** UTF-16 units that were read. */
  readonly length: number;
  /** Missing: what was read is no key. */
  readonly key?: Key;
}

/** Reads one key; `undefined` if its end is not there yet. */
function readKey(text: string): Found | undefined {
  if (text.startsWith(ESCAPE)) return readEscape(text);
  const [character = ""] = text;
  const { length } = character;
  if (/[^\x00-\x1f\x7f-\x9f]/.test(character)) {
    return { length, key: { name: "text", text: character } };
  }
  const name = controlName(character);
  return name === undefined ? { length } : { length, key: { name } };
}

function readEscape(text: string): Found | undefined {
  const second = [...text.slice(1, 3)][0];
  if (second === undefined) return undefined;
  if (second === "[") return readCsi(text);
  if (second === "O") return readSs3(text);
  if (/[\]PX^_]/.test(second)) return readString(text);
  if (second === ESCAPE) return { length: 1, key: { name: "escape" } };
  const name = controlName(second) ?? second;
  return { length: 1 + second.length, key: { name: `alt+${name}` } };
}

/** `ESC [`, parameters, intermediates, a final. (ECMA-48, 5.4) */
function readCsi(text: string): Found | undefined {
  // The function keys of the Linux console: `ESC [ [ A`.
  const match = /^\x1b\[(?:\[[A-E]|([0-?]*)[ -/]*([@-Z\\-~]))/.exec(text);
  if (!match) {
    const isPartial = /^\x1b\[(?:\[?|[0-?]*[ -/]*)$/.test(text);
    if (isPartial && text.length < MAX_SEQUENCE_LENGTH) return undefined;
    // Broken off, such as by the next sequence: dropped up to there.
    const parameters = /^\x1b\[\[?[0-?]*[ -/]*/.exec(text)?.[0] ?? ESCAPE;
    return { length: parameters.length };
  }
  const [whole, parameters = "", final = ""] = match;
  const [first = "", modifier = ""] = parameters.split(";");
  // Other numbers before a letter make a report of it, such as of the mouse.
  const isKey = first === "" || first === "1";
  const name = final === "~"
    ? NUMBERS[first]
    : isKey
    ? FINALS[final]
    : undefined;
  return name === undefined
    ? { length: whole.length }
    : { length: whole.length, key: { name: modifiers(modifier) + name } };
}

/** `ESC O`, perhaps a modifier, a final. */
function readSs3(text: string): Found | undefined {
  const match = /^\x1bO(\d?)([A-Za-z])/.exec(text);
  if (!match) {
    const isPartial = /^\x1bO\d?$/.test(text);
    return isPartial ? undefined : { length: 2, key: { name: "alt+O" } };
  }
  const [whole, modifier = "", final = ""] = match;
  // `M` is Enter on the keypad.
  const name = final === "M" ? "enter" : FINALS[final];
  return name === undefined
    ? { length: whole.length }
    : { length: whole.length, key: { name: modifiers(modifier) + name } };
}

/** The terminal's answer to a question, up to BEL or ST. (ECMA-48, 5.6) */
function readString(text: string): Found | undefined {
  const end = /[\x07\x9c]|\x1b\\?/.exec(text.slice(2));
  if (!end) {
    return text.length < MAX_SEQUENCE_LENGTH * 64
      ? undefined
      : { length: text.length };
  }
  if (end[0] === ESCAPE && end.index + 3 === text.length) return undefined;
  // An ESC that ends no string begins the next sequence.
  const ending = end[0] === ESCAPE ? 0 : end[0].length;
  return { length: 2 + end.index + ending };
}

/** One more than the sum of Shift 1, Alt 2, Ctrl 4. (xterm) */
function modifiers(parameter: string): string {
  const bits = Math.max(Number(parameter) || 1, 1) - 1;
  return (bits & 4 ? "ctrl+" : "") + (bits & 2 ? "alt+" : "") +
    (bits & 1 ? "shift+" : "");
}

function controlName(character: string): string | undefined {
  const known = CONTROLS[character];
  if (known !== undefined) return known;
  const code = character.charCodeAt(0);
  return code > 0 && code <= 26
    ? `ctrl+${String.fromCharCode(0x60 + code)}`
    : undefined;
}
