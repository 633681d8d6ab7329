/** Bits of the modifiers of a key, as sequences count them from. (xterm) */
export const SHIFT = 1;
export const ALT = 2;
export const CTRL = 4;

/** Super, Hyper and Meta: keys held with them are left to the window. (kitty) */
const FOREIGN = 8 | 16 | 32;

const CONTROLS: Readonly<Record<string, string>> = {
  "\0": "ctrl+space",
  "\b": "backspace",
  "\t": "tab",
  "\r": "enter",
  "\x1b": "escape",
  "\x1c": "ctrl+\\",
  "\x1d": "ctrl+]",
  "\x1e": "ctrl+^",
  "\x1f": "ctrl+_",
  "\x7f": "backspace",
};

/** What terminals send for a key and Control where they cannot tell them apart. */
const SAME: Readonly<Record<string, string>> = {
  "ctrl+/": "ctrl+_",
  "ctrl+[": "escape",
  "ctrl+h": "backspace",
  "ctrl+i": "tab",
  "ctrl+m": "enter",
  "ctrl+shift+_": "ctrl+_",
  "ctrl+shift+-": "ctrl+_",
};

/** Keys that have no character, by their code points. (kitty, "CSI u") */
const CODES: Readonly<Record<number, string>> = {
  9: "tab",
  13: "enter",
  27: "escape",
  32: "space",
  127: "backspace",
};

/** A key as it is decoded: a name, or a character that was typed. */
export interface NamedKey {
  readonly name: string;
  readonly text?: string;
}

/** Writes a name with its modifiers: always in the order Ctrl, Alt, Shift. */
export function withModifiers(name: string, bits: number): string {
  return (bits & CTRL ? "ctrl+" : "") + (bits & ALT ? "alt+" : "") +
    (bits & SHIFT ? "shift+" : "") + name;
}

/** Reads a parameter: one more than the sum of the modifiers' bits. */
export function modifierBits(parameter: string): number {
  const [value = ""] = parameter.split(":");
  return Math.max(Number(value) || 1, 1) - 1;
}

/** Gives the key of a C0 control character; `undefined` where there is none. */
export function controlName(character: string): string | undefined {
  const known = CONTROLS[character];
  if (known !== undefined) return known;
  const code = character.charCodeAt(0);
  return code > 0 && code <= 26
    ? `ctrl+${String.fromCharCode(0x60 + code)}`
    : undefined;
}

/** Adds Alt to the name of a key. */
export function withAlt(name: string): string {
  const rest = name.startsWith("ctrl+") ? name.slice(5) : name;
  return rest === name ? `alt+${name}` : `ctrl+alt+${rest}`;
}

/**
 * Gives the key of a code point and modifiers, as `CSI u` and modifyOtherKeys
 * send them.
 */
export function codeKey(code: number, bits: number): NamedKey | undefined {
  if (bits & FOREIGN || code > 0x10ffff) return undefined;
  const name = CODES[code];
  const held = bits & (SHIFT | ALT | CTRL);
  if (name === "space" && (held & ~SHIFT) === 0) {
    return { name: "text", text: " " };
  }
  if (name !== undefined) return { name: withModifiers(name, held) };
  const isCharacter = code > 0x20 && !(code >= 0x7f && code < 0xa0) &&
    // Surrogates, and the private use area, where kitty has its other keys.
    !(code >= 0xd800 && code < 0xf900);
  if (!isCharacter) return undefined;
  const character = String.fromCodePoint(code);
  const shifted = held & SHIFT ? character.toUpperCase() : character;
  if ((held & ~SHIFT) === 0) return { name: "text", text: shifted };
  if ((held & CTRL) === 0) return { name: `alt+${shifted}` };
  const combined = withModifiers(character.toLowerCase(), held);
  return { name: SAME[combined] ?? combined };
}
