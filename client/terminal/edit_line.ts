import type { EditText } from "./edit_text.ts";
import {
  firstGrapheme,
  firstWord,
  lastBigWord,
  lastGrapheme,
  lastWord,
} from "./graphemes.ts";
import type { KillRing } from "./kill_ring.ts";

/** What was done last, where the next key may go on with it. */
export interface Continued {
  readonly kind: "kill" | "yank" | "vertical";
  /** Of a yank: how many units were put in. Of a move: the column. */
  readonly value: number;
}

/** Gives how far to go, in UTF-16 units, from what stands before and behind. */
type Distance = (before: string, after: string) => number;

const toLineStart: Distance = (before) =>
  before.length - before.lastIndexOf("\n") - 1;

const toLineEnd: Distance = (_, after) => {
  const end = after.indexOf("\n");
  return end < 0 ? after.length : end;
};

/** Distances that the cursor goes back. */
const BACK: Readonly<Record<string, Distance>> = {
  "left": lastGrapheme,
  "ctrl+b": lastGrapheme,
  "home": toLineStart,
  "ctrl+a": toLineStart,
  "ctrl+left": lastWord,
  "alt+left": lastWord,
  "alt+b": lastWord,
  "ctrl+home": (before) => before.length,
  "alt+<": (before) => before.length,
};

/** Distances that the cursor goes on. */
const ON: Readonly<Record<string, Distance>> = {
  "right": (_, after) => firstGrapheme(after),
  "ctrl+f": (_, after) => firstGrapheme(after),
  "end": toLineEnd,
  "ctrl+e": toLineEnd,
  "ctrl+right": (_, after) => firstWord(after),
  "alt+right": (_, after) => firstWord(after),
  "alt+f": (_, after) => firstWord(after),
  "ctrl+end": (_, after) => after.length,
  "alt+>": (_, after) => after.length,
};

/** Distances before the cursor that are killed. */
const KILL_BACK: Readonly<Record<string, Distance>> = {
  "ctrl+u": (before) => toLineStart(before, "") || lastGrapheme(before),
  "ctrl+w": lastBigWord,
  "alt+backspace": lastWord,
  "ctrl+backspace": lastWord,
};

/** Distances behind the cursor that are killed. */
const KILL_ON: Readonly<Record<string, Distance>> = {
  // At a line's end the line break is what is killed.
  "ctrl+k": (_, after) => toLineEnd("", after) || firstGrapheme(after),
  "alt+d": (_, after) => firstWord(after),
  "ctrl+delete": (_, after) => firstWord(after),
};

/** How words are written anew. */
const CASES: Readonly<Record<string, (word: string) => string>> = {
  "alt+u": (word) => word.toUpperCase(),
  "alt+l": (word) => word.toLowerCase(),
  "alt+c": (word) =>
    word.toLowerCase().replace(/[\p{L}\p{N}]/u, (first) => first.toUpperCase()),
};

/**
 * Does what a key does to a text: the keys of Emacs and of shells.
 *
 * @param continued What the key before did.
 * @returns What this one did, where the next may go on with it.
 */
export function editLine(
  name: string,
  edit: EditText,
  kills: KillRing,
  continued: Continued | undefined,
): Continued | undefined {
  const { before, after } = edit;
  const back = BACK[name]?.(before, after);
  if (back !== undefined) edit.moveTo(before.length - back);
  const on = ON[name]?.(before, after);
  if (on !== undefined) edit.moveTo(before.length + on);
  const killBack = KILL_BACK[name]?.(before, after);
  const killOn = KILL_ON[name]?.(before, after);
  if (killBack !== undefined || killOn !== undefined) {
    const killed = edit.cut(killBack ?? 0, killOn ?? 0);
    if (killed === "") return continued;
    if (continued?.kind !== "kill") kills.push(killed);
    else kills.extend(killed, killOn === undefined ? "before" : "after");
    return { kind: "kill", value: 0 };
  }
  const write = CASES[name];
  if (write) {
    const length = firstWord(after);
    if (length === 0) return undefined;
    const text = before + write(after.slice(0, length));
    edit.replace({ text: text + after.slice(length), cursor: text.length });
  }
  return editOther(name, edit, kills, continued);
}

function editOther(
  name: string,
  edit: EditText,
  kills: KillRing,
  continued: Continued | undefined,
): Continued | undefined {
  const { before, after } = edit;
  switch (name) {
    case "backspace":
    case "shift+backspace":
      edit.cut(lastGrapheme(before), 0);
      break;
    case "delete":
    case "ctrl+d":
      edit.cut(0, firstGrapheme(after));
      break;
    case "ctrl+_":
      edit.undo();
      break;
    case "ctrl+t":
      transpose(edit);
      break;
    case "alt+t":
      transposeWords(edit);
      break;
    case "ctrl+y":
      edit.insert(kills.latest);
      return { kind: "yank", value: kills.latest.length };
    case "alt+y":
      if (continued?.kind !== "yank") break;
      edit.undo();
      kills.rotate();
      edit.insert(kills.latest);
      return { kind: "yank", value: kills.latest.length };
  }
  return undefined;
}

/** Swaps the graphemes around the cursor; at a line's end, the two before. */
function transpose(edit: EditText): void {
  const { before, after } = edit;
  const atEnd = toLineEnd(before, after) === 0;
  const second = atEnd ? lastGrapheme(before) : firstGrapheme(after);
  const middle = before.length + (atEnd ? 0 : second) - second;
  const first = lastGrapheme(before.slice(0, middle));
  const { text } = edit;
  const pair = text.slice(middle - first, middle + second);
  if (first === 0 || second === 0 || pair.includes("\n")) return;
  const swapped = pair.slice(first) + pair.slice(0, first);
  swap(edit, middle - first, pair.length, swapped);
}

/** Swaps the word at the cursor, or the last, with the one before it. */
function transposeWords(edit: EditText): void {
  const { before, text } = edit;
  const isInWord = /[\p{L}\p{N}_]$/u.test(before);
  const wordEnd = before.length +
    (isInWord || /^\s*$/.test(edit.after)
      ? /^[\p{L}\p{N}\p{M}_]*/u.exec(edit.after)?.[0].length ?? 0
      : firstWord(edit.after));
  const head = text.slice(0, wordEnd);
  const start = wordEnd - lastWord(head);
  const previous = start - lastWord(text.slice(0, start));
  const first = /^[\p{L}\p{N}\p{M}_]+/u.exec(text.slice(previous, start))?.[0];
  const second = /^[\p{L}\p{N}\p{M}_]+/u.exec(text.slice(start, wordEnd))?.[0];
  if (first === undefined || second === undefined) return;
  const between = text.slice(previous + first.length, start);
  const rest = text.slice(start + second.length, wordEnd);
  swap(edit, previous, wordEnd - previous, second + between + first + rest);
}

function swap(edit: EditText, at: number, length: number, text: string): void {
  const before = edit.text.slice(0, at) + text;
  const after = edit.text.slice(at + length);
  edit.replace({ text: before + after, cursor: before.length });
}
