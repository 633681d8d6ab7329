import { assertEquals } from "@std/assert/equals";
import { type Key, KeyDecoder } from "../../../client/terminal/key_decoder.ts";

/** Lines of a sequence, after ESC, and the key that it stands for. */
type Table = Readonly<Record<string, string>>;

const MODIFIERS: Table = {
  2: "shift+",
  3: "alt+",
  4: "alt+shift+",
  5: "ctrl+",
  6: "ctrl+shift+",
  7: "ctrl+alt+",
  8: "ctrl+alt+shift+",
};

const LETTERS: Table = {
  A: "up",
  B: "down",
  C: "right",
  D: "left",
  F: "end",
  H: "home",
  P: "f1",
  Q: "f2",
  R: "f3",
  S: "f4",
};

const TILDES: Table = {
  2: "insert",
  3: "delete",
  5: "pageup",
  6: "pagedown",
  15: "f5",
  17: "f6",
  18: "f7",
  19: "f8",
  20: "f9",
  21: "f10",
  23: "f11",
  24: "f12",
};

/** What xterm sends, and kitty, tmux and Windows Terminal as it does. */
function xterm(): Table {
  const table: Record<string, string> = { "[Z": "shift+tab", "[E": "begin" };
  for (const [letter, name] of Object.entries(LETTERS)) {
    if (!name.startsWith("f")) table[`[${letter}`] = name;
    table[`O${letter}`] = name;
    for (const [number, held] of Object.entries(MODIFIERS)) {
      table[`[1;${number}${letter}`] = held + name;
    }
  }
  for (const [tilde, name] of Object.entries(TILDES)) {
    table[`[${tilde}~`] = name;
    for (const [number, held] of Object.entries(MODIFIERS)) {
      table[`[${tilde};${number}~`] = held + name;
    }
  }
  return table;
}

/** What Alt and Control make of letters and other keys, everywhere. */
function controls(): Table {
  const table: Record<string, string> = {
    "\r": "alt+enter",
    "\x7f": "alt+backspace",
    "\b": "alt+backspace",
    "\t": "alt+tab",
    " ": "alt+ ",
    "\x1f": "ctrl+alt+_",
    "\0": "ctrl+alt+space",
  };
  for (const character of "abcdfghijklmnqrstuvwxyzABC0123456789.,<>é漢") {
    table[character] = `alt+${character}`;
  }
  for (const character of "abcdefgklnopqrstuvwxyz") {
    const control = String.fromCharCode(character.charCodeAt(0) & 31);
    table[control] = `ctrl+alt+${character}`;
  }
  return table;
}

/** Those that have Alt as an ESC before the sequence: PuTTY, rxvt, old tmux. */
function escapeFirst(): Table {
  const table: Record<string, string> = {};
  for (const letter of "ABCD") {
    table[`\x1b[${letter}`] = `alt+${LETTERS[letter]}`;
    table[`\x1bO${letter}`] = `alt+${LETTERS[letter]}`;
  }
  for (const [tilde, name] of Object.entries(TILDES)) {
    table[`\x1b[${tilde}~`] = `alt+${name}`;
  }
  return { ...table, "\x1b[1;5D": "ctrl+alt+left" };
}

const TABLES: Readonly<Record<string, Table>> = {
  "xterm, kitty, tmux and Windows Terminal": xterm(),
  "letters and controls with Alt": controls(),
  "sequences behind an Escape": escapeFirst(),
  "tmux and screen": {
    "[1~": "home",
    "[4~": "end",
    "OH": "home",
    "OF": "end",
    "[1;5~": "ctrl+home",
    "[4;5~": "ctrl+end",
  },
  "the VT220 and the Linux console": {
    "[[A": "f1",
    "[[B": "f2",
    "[[C": "f3",
    "[[D": "f4",
    "[[E": "f5",
    "[11~": "f1",
    "[12~": "f2",
    "[13~": "f3",
    "[14~": "f4",
  },
  "rxvt": {
    "[7~": "home",
    "[8~": "end",
    "[7$": "shift+home",
    "[8$": "shift+end",
    "[7^": "ctrl+home",
    "[8^": "ctrl+end",
    "[3^": "ctrl+delete",
    "[3$": "shift+delete",
    "[3@": "ctrl+shift+delete",
    "[a": "shift+up",
    "[d": "shift+left",
    "Oa": "ctrl+up",
    "Od": "ctrl+left",
    "O5D": "ctrl+left",
  },
  "Konsole and old terminals of GNOME": {
    "O2P": "shift+f1",
    "O5S": "ctrl+f4",
    "O1;2P": "shift+f1",
    "O1;6Q": "ctrl+shift+f2",
    "O1;5D": "ctrl+left",
    "O1;10A": "shift+up",
  },
  "modifyOtherKeys": {
    "[27;5;9~": "ctrl+tab",
    "[27;6;9~": "ctrl+shift+tab",
    "[27;5;13~": "ctrl+enter",
    "[27;2;13~": "shift+enter",
    "[27;3;127~": "alt+backspace",
    "[27;5;97~": "ctrl+a",
    "[27;5;47~": "ctrl+_",
    "[27;5;105~": "tab",
    "[27;4;65~": "alt+A",
    "[27;3;49~": "alt+1",
    "[27;5;32~": "ctrl+space",
  },
  "CSI u": {
    "[97;5u": "ctrl+a",
    "[97;6u": "ctrl+shift+a",
    "[98;3u": "alt+b",
    "[97;4u": "alt+A",
    "[97:65;4u": "alt+A",
    "[27u": "escape",
    "[13u": "enter",
    "[13;2u": "shift+enter",
    "[9;5u": "ctrl+tab",
    "[127;5u": "ctrl+backspace",
    "[97;5:2u": "ctrl+a",
    "[97;69u": "ctrl+a",
    "[95;6u": "ctrl+_",
    "[91;5u": "escape",
  },
  "the window": { "[I": "focusin", "[O": "focusout" },
};

const encoder = new TextEncoder();

function decode(...chunks: readonly Uint8Array[]): Key[] {
  const decoder = new KeyDecoder();
  return [
    ...chunks.flatMap((chunk) => decoder.push(chunk)),
    ...decoder.flush(),
  ];
}

for (const [name, table] of Object.entries(TABLES)) {
  Deno.test(`KeyDecoder.push() knows the keys of ${name}, at every split`, () => {
    for (const [sequence, key] of Object.entries(table)) {
      const bytes = encoder.encode(`\x1b${sequence}x`);
      const want = [{ name: key }, { name: "text", text: "x" }];
      const where = JSON.stringify(sequence);

      assertEquals(decode(bytes), want, where);
      for (let at = 1; at < bytes.length; at++) {
        const halves = [bytes.subarray(0, at), bytes.subarray(at)];
        assertEquals(decode(...halves), want, `${where}, split at ${at}`);
      }
      const single = Array.from(bytes, (byte) => Uint8Array.of(byte));
      assertEquals(decode(...single), want, `${where}, byte by byte`);
    }
  });
}
