import {
  codeKey,
  controlName,
  CTRL,
  modifierBits,
  type NamedKey,
  SHIFT,
  withAlt,
  withModifiers,
} from "./key_names.ts";

const ESCAPE = "\x1b";

/** No sequence of a terminal is nearly as long. */
const MAX_SEQUENCE_LENGTH = 64;

/** Final bytes of the sequences of keys. (xterm, "PC-Style Function Keys") */
const FINALS: Readonly<Record<string, string>> = {
  A: "up",
  B: "down",
  C: "right",
  D: "left",
  E: "begin",
  F: "end",
  H: "home",
  P: "f1",
  Q: "f2",
  R: "f3",
  S: "f4",
};

/** Arrows with Shift (after CSI) or Ctrl (after SS3). (rxvt) */
const RXVT_ARROWS: Readonly<Record<string, string>> = {
  a: "up",
  b: "down",
  c: "right",
  d: "left",
};

/** What stands for the `~` of CSI sequences where keys are held. (rxvt) */
const RXVT_FINALS: Readonly<Record<string, number>> = {
  "$": SHIFT,
  "^": CTRL,
  "@": CTRL | SHIFT,
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
  11: "f1",
  12: "f2",
  13: "f3",
  14: "f4",
  15: "f5",
  17: "f6",
  18: "f7",
  19: "f8",
  20: "f9",
  21: "f10",
  23: "f11",
  24: "f12",
};

/** The function keys of the Linux console: `ESC [ [ A`. */
const LINUX_FINALS: Readonly<Record<string, string>> = {
  A: "f1",
  B: "f2",
  C: "f3",
  D: "f4",
  E: "f5",
};

/** What the keypad sends in application mode, from `j` on. (xterm) */
const KEYPAD = "*+,-./0123456789";

/** Keys that are sent behind an ESC of their own when Alt is held. */
const ALT_KEYS =
  /^(?:ctrl\+)?(?:shift\+)?(?:up|down|left|right|home|end|insert|delete|page(?:up|down)|enter|f\d+)$/;

/** What was read at the start of a text. */
export interface Found {
  /** UTF-16 units that were read. */
  readonly length: number;
  /** Missing: what was read is no key. */
  readonly key?: NamedKey;
}

/** Reads one key; `undefined` if its end is not there yet. */
export function readKey(text: string): Found | undefined {
  if (text.startsWith(ESCAPE)) return readEscape(text);
  const [character = ""] = text;
  const { length } = character;
  if (/[^\x00-\x1f\x7f-\x9f]/.test(character)) {
    return { length, key: { name: "text", text: character } };
  }
  return found(length, controlName(character));
}

function found(length: number, name: string | undefined): Found {
  return name === undefined ? { length } : { length, key: { name } };
}

function readEscape(text: string): Found | undefined {
  const second = [...text.slice(1, 3)][0];
  if (second === undefined) return undefined;
  if (second === "[") return readCsi(text);
  if (second === "O") return readSs3(text);
  if (/[\]PX^_]/.test(second)) return readString(text);
  if (second === ESCAPE) return readEscapeTwice(text);
  const name = controlName(second) ?? second;
  return { length: 1 + second.length, key: { name: withAlt(name) } };
}

/** A sequence behind an ESC of its own is one with Alt. (rxvt, PuTTY, tmux) */
function readEscapeTwice(text: string): Found | undefined {
  const third = text[2];
  if (third === undefined) return undefined;
  if (third !== "[" && third !== "O") return found(1, "escape");
  const inner = readEscape(text.slice(1));
  if (!inner) return undefined;
  const { name = "" } = inner.key ?? {};
  // A paste, or what is no key, is not held with Alt.
  const hasAlt = ALT_KEYS.test(name);
  return hasAlt
    ? { length: 1 + inner.length, key: { name: withAlt(name) } }
    : found(1, "escape");
}

/** `ESC [`, parameters, intermediates, a final. (ECMA-48, 5.4) */
function readCsi(text: string): Found | undefined {
  const linux = /^\x1b\[\[([A-E])/.exec(text);
  if (linux) return found(4, LINUX_FINALS[linux[1] ?? ""]);
  const shifted = /^\x1b\[(\d+)\$/.exec(text);
  if (shifted) return readNumbered(shifted[0].length, [shifted[1] ?? ""], "$");
  const match = /^\x1b\[([0-?]*)[ -/]*([@-Z\\-~])/.exec(text);
  if (!match) {
    const isPartial = /^\x1b\[(?:\[?|[0-?]*[ -/]*)$/.test(text);
    if (isPartial && text.length < MAX_SEQUENCE_LENGTH) return undefined;
    // Broken off, such as by the next sequence: dropped up to there.
    const parameters = /^\x1b\[\[?[0-?]*[ -/]*/.exec(text)?.[0] ?? ESCAPE;
    return { length: parameters.length };
  }
  const [{ length }, parameters = "", final = ""] = match;
  const values = parameters.split(";");
  if (final === "u") return readCode(length, values);
  if (final === "~" || (final in RXVT_FINALS && parameters !== "")) {
    return readNumbered(length, values, final);
  }
  if (parameters === "" && final === "I") return found(length, "focusin");
  if (parameters === "" && final === "O") return found(length, "focusout");
  if (parameters === "" && final in RXVT_ARROWS) {
    return found(length, `shift+${RXVT_ARROWS[final]}`);
  }
  const [first = "", modifier = ""] = values;
  // Other numbers before a letter make a report of it, such as of the mouse.
  if (!/^1?$/.test(first) || isRelease(modifier)) return { length };
  const bits = modifierBits(modifier);
  if (final === "Z") return found(length, withModifiers("tab", bits | SHIFT));
  const name = FINALS[final];
  return found(length, name && withModifiers(name, bits));
}

/** `CSI number ; modifiers ~`, or rxvt's finals in place of modifiers. */
function readNumbered(
  length: number,
  [first = "", modifier = "", code = ""]: readonly string[],
  final: string,
): Found {
  // modifyOtherKeys: `CSI 27 ; modifiers ; code ~`. (xterm)
  if (first === "27" && code !== "") return readCode(length, [code, modifier]);
  const name = NUMBERS[first];
  if (name === undefined || isRelease(modifier)) return { length };
  const bits = RXVT_FINALS[final] ?? modifierBits(modifier);
  return found(length, withModifiers(name, bits));
}

/** `CSI code ; modifiers u`: sub-parameters tell what else it could be. */
function readCode(
  length: number,
  [code = "", modifier = ""]: readonly string[],
): Found {
  const number = Number.parseInt(code);
  if (Number.isNaN(number) || isRelease(modifier)) return { length };
  // Caps Lock and Num Lock are no modifiers.
  const key = codeKey(number, modifierBits(modifier) & 63);
  return key ? { length, key } : { length };
}

/** Whether the key came up again, which is told after a colon. (kitty) */
function isRelease(modifier: string): boolean {
  return /:3$/.test(modifier);
}

/** `ESC O`, perhaps a modifier (behind `1;` in old VTE), a final. */
function readSs3(text: string): Found | undefined {
  const match = /^\x1bO(?:1;)?(\d{0,2})([A-Za-z])/.exec(text);
  if (!match) {
    const isPartial = /^\x1bO(?:\d{0,2}|1;\d{0,2})$/.test(text);
    return isPartial ? undefined : { length: 2, key: { name: "alt+O" } };
  }
  const [{ length }, modifier = "", final = ""] = match;
  // `M` is Enter on the keypad.
  if (final === "M") return found(length, "enter");
  if (final in RXVT_ARROWS) return found(length, `ctrl+${RXVT_ARROWS[final]}`);
  const typed = final >= "j" ? KEYPAD[final.charCodeAt(0) - 106] : undefined;
  if (typed) return { length, key: { name: "text", text: typed } };
  const name = FINALS[final];
  return found(length, name && withModifiers(name, modifierBits(modifier)));
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
