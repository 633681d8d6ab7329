import { cleanText } from "./clean_text.ts";
import { type Continued, editLine } from "./edit_line.ts";
import { EditText } from "./edit_text.ts";
import { firstGrapheme } from "./graphemes.ts";
import { History } from "./history.ts";
import type { Key } from "./key_decoder.ts";
import { KillRing } from "./kill_ring.ts";
import { columnsOf } from "./width.ts";

/** What a key asks for that is not editing. */
export type InputAction =
  | { readonly type: "submit"; readonly text: string }
  | { readonly type: "leave" }
  | { readonly type: "repaint" }
  | { readonly type: "suspend" };

/** What an input line starts with. */
export interface InputLineOptions {
  /** What stands there at first. */
  readonly text?: string;
  /** What it shares with others; default: its own. */
  readonly history?: History;
  readonly kills?: KillRing;
  /** Whether line breaks can be typed; where not, Ctrl-J submits. Default true. */
  readonly multiline?: boolean;
}

/**
 * The text that is being typed. The cursor moves over whole graphemes. Pasted
 * and typed line breaks (Alt-Enter, Ctrl-J) stay in it, as LF.
 */
export class InputLine {
  readonly #edit = new EditText();
  readonly #history: History;
  readonly #kills: KillRing;
  readonly #isMultiline: boolean;
  /** The number of the line of the history that we are at; none: the draft. */
  #recalled: number | undefined;
  #draft = "";
  #continued: Continued | undefined;

  constructor(
    { text = "", history = new History(), kills = new KillRing(), multiline }:
      InputLineOptions = {},
  ) {
    this.#history = history;
    this.#kills = kills;
    this.#isMultiline = multiline ?? true;
    this.#edit.insert(text);
  }

  get text(): string {
    return this.#edit.text;
  }

  /** In UTF-16 units from the start of the text. */
  get cursor(): number {
    return this.#edit.cursor;
  }

  /** Changes the text; it can be undone. */
  replace(text: string, cursor = text.length): void {
    this.#continued = undefined;
    this.#edit.replace({ text, cursor });
  }

  /** Changes the text, as a part of the last change. */
  amend(text: string, cursor: number): void {
    this.#edit.amend({ text, cursor });
  }

  /** Takes the last change back. */
  undo(): void {
    this.#continued = undefined;
    this.#edit.undo();
  }

  /** Takes the next key; keys that mean nothing here are ignored. */
  applyKey(key: Key): InputAction | undefined {
    const continued = this.#continued;
    this.#continued = undefined;
    switch (key.name) {
      case "text":
        this.#edit.type(key.text ?? "");
        return undefined;
      case "paste":
        this.#edit.insert(this.#clean(key.text ?? ""));
        return undefined;
      case "enter":
        return this.submit();
      case "ctrl+j":
      case "alt+enter":
      case "shift+enter":
      case "ctrl+enter":
        if (!this.#isMultiline) return this.submit();
        this.#edit.insert("\n");
        return undefined;
      case "ctrl+c":
        return { type: "leave" };
      case "ctrl+l":
        return { type: "repaint" };
      case "ctrl+z":
        return { type: "suspend" };
      case "ctrl+d":
        if (this.text === "") return { type: "leave" };
        break;
      case "up":
      case "down":
        this.#moveVertically(key.name === "up" ? -1 : 1, continued);
        return undefined;
      case "ctrl+p":
        this.#recall(-1);
        return undefined;
      case "ctrl+n":
        this.#recall(1);
        return undefined;
    }
    this.#continued = editLine(key.name, this.#edit, this.#kills, continued);
    return undefined;
  }

  /** Gives the text and starts anew. */
  submit(): InputAction {
    const { text } = this;
    this.#history.add(text);
    this.#recalled = undefined;
    this.#draft = "";
    this.#edit.reset();
    return { type: "submit", text };
  }

  /** Goes to a line of the history; the draft can be gone back to. */
  recallAt(number: number, cursor?: number): void {
    const line = this.#history.at(number);
    if (line === undefined) return;
    if (this.#recalled === undefined) this.#draft = this.text;
    this.#recalled = number;
    this.replace(line, cursor);
  }

  #clean(paste: string): string {
    const text = cleanText(paste);
    return this.#isMultiline
      ? text
      : text.replace(/\n$/, "").replaceAll("\n", " ");
  }

  #recall(step: -1 | 1): void {
    const number = (this.#recalled ?? this.#history.end) + step;
    if (this.#history.at(number) !== undefined) this.recallAt(number);
    else if (step === 1 && this.#recalled !== undefined) {
      this.#recalled = undefined;
      this.replace(this.#draft);
    }
  }

  /** Moves to the row above or below, or at the first and last in the history. */
  #moveVertically(step: -1 | 1, continued: Continued | undefined): void {
    const { before, after } = this.#edit;
    const start = before.lastIndexOf("\n") + 1;
    const column = continued?.kind === "vertical"
      ? continued.value
      : columnsOf(before.slice(start));
    const end = after.indexOf("\n");
    if (step < 0 ? start === 0 : end < 0) return this.#recall(step);
    const { text } = this;
    const target = step < 0
      ? text.lastIndexOf("\n", start - 2) + 1
      : before.length + end + 1;
    const line = text.slice(target).split("\n", 1)[0] ?? "";
    this.#edit.moveTo(target + indexAt(line, column));
    this.#continued = { kind: "vertical", value: column };
  }
}

/** The place of a column in a line, or of its end. */
function indexAt(line: string, column: number): number {
  let at = 0;
  for (let width = 0; at < line.length && width < column;) {
    const length = firstGrapheme(line.slice(at));
    width += columnsOf(line.slice(at, at + length));
    if (width > column) break;
    at += length;
  }
  return at;
}
