import type { Key } from "./key_decoder.ts";

/** What a key asks for that is not editing. */
export type InputAction =
  | { readonly type: "submit"; readonly text: string }
  | { readonly type: "leave" }
  | { readonly type: "repaint" };

/** Lines that can be called back, and their characters in all. */
const MAX_HISTORY = 500;
const MAX_HISTORY_CHARACTERS = 4 * 1024 * 1024;

/** More than any grapheme has; so far, and no further, is it searched for. */
const MAX_GRAPHEME_LENGTH = 1024;

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * The line that is being typed. The cursor moves over whole graphemes. Pasted
 * and typed line breaks (Alt-Enter) stay in it, as LF.
 */
export class InputLine {
  #before = "";
  #after = "";
  #killed = "";
  readonly #history: string[] = [];
  #historyCharacters = 0;
  /** Where in the history we are; at its end: in the draft. */
  #position = 0;
  #draft = "";

  /** @param text What stands there at first. */
  constructor(text = "") {
    this.#before = text;
  }

  get text(): string {
    return this.#before + this.#after;
  }

  /** In UTF-16 units from the start of the text. */
  get cursor(): number {
    return this.#before.length;
  }

  /** Takes the next key; keys that mean nothing here are ignored. */
  applyKey(key: Key): InputAction | undefined {
    if (key.name === "text") this.#before += key.text ?? "";
    else if (key.name === "paste") this.#before += cleanPaste(key.text ?? "");
    else if (key.name === "enter") return this.#submit();
    else if (key.name === "ctrl+c") return { type: "leave" };
    else if (key.name === "ctrl+l") return { type: "repaint" };
    else if (key.name === "ctrl+d" && this.text === "") {
      return { type: "leave" };
    } else this.#edit(key.name);
    return undefined;
  }

  #submit(): InputAction {
    const { text } = this;
    if (text !== "" && text !== this.#history.at(-1)) this.#remember(text);
    this.#position = this.#history.length;
    this.#set("", "");
    return { type: "submit", text };
  }

  #remember(text: string): void {
    this.#history.push(text);
    this.#historyCharacters += text.length;
    while (
      this.#history.length > MAX_HISTORY ||
      this.#historyCharacters > MAX_HISTORY_CHARACTERS
    ) this.#historyCharacters -= this.#history.shift()?.length ?? 0;
  }

  #edit(name: string): void {
    switch (name) {
      case "alt+enter":
        this.#before += "\n";
        break;
      case "left":
      case "ctrl+b":
        this.#moveTo(this.#before.length - lastGrapheme(this.#before));
        break;
      case "right":
      case "ctrl+f":
        this.#moveTo(this.#before.length + firstGrapheme(this.#after));
        break;
      case "home":
      case "ctrl+a":
        this.#moveTo(0);
        break;
      case "end":
      case "ctrl+e":
        this.#moveTo(this.text.length);
        break;
      case "ctrl+left":
      case "alt+left":
      case "alt+b":
        this.#moveTo(this.#before.length - lastWord(this.#before));
        break;
      case "ctrl+right":
      case "alt+right":
      case "alt+f":
        this.#moveTo(this.#before.length + firstWord(this.#after));
        break;
      case "backspace":
        this.#before = dropEnd(this.#before, lastGrapheme(this.#before));
        break;
      case "delete":
      case "ctrl+d":
        this.#after = this.#after.slice(firstGrapheme(this.#after));
        break;
      case "ctrl+u":
        this.#killBefore(this.#before.length);
        break;
      case "ctrl+w":
      case "alt+backspace":
        this.#killBefore(lastWord(this.#before));
        break;
      case "ctrl+k":
        this.#killAfter(this.#after.length);
        break;
      case "alt+d":
        this.#killAfter(firstWord(this.#after));
        break;
      case "ctrl+y":
        this.#before += this.#killed;
        break;
      case "up":
      case "ctrl+p":
        this.#recall(this.#position - 1);
        break;
      case "down":
      case "ctrl+n":
        this.#recall(this.#position + 1);
        break;
    }
  }

  #set(before: string, after: string): void {
    this.#before = before;
    this.#after = after;
  }

  #moveTo(cursor: number): void {
    const { text } = this;
    this.#set(text.slice(0, cursor), text.slice(cursor));
  }

  #killBefore(length: number): void {
    if (length === 0) return;
    this.#killed = this.#before.slice(this.#before.length - length);
    this.#before = dropEnd(this.#before, length);
  }

  #killAfter(length: number): void {
    if (length === 0) return;
    this.#killed = this.#after.slice(0, length);
    this.#after = this.#after.slice(length);
  }

  #recall(position: number): void {
    if (position < 0 || position > this.#history.length) return;
    if (this.#position === this.#history.length) this.#draft = this.text;
    this.#position = position;
    this.#set(this.#history[position] ?? this.#draft, "");
  }
}

/** Keeps line breaks and tabs, and no other control character. */
function cleanPaste(text: string): string {
  return text.replace(/\r\n?/g, "\n")
    .replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, "");
}

function dropEnd(text: string, length: number): string {
  return text.slice(0, text.length - length);
}

function firstGrapheme(text: string): number {
  const start = text.slice(0, MAX_GRAPHEME_LENGTH);
  for (const { segment } of segmenter.segment(start)) return segment.length;
  return 0;
}

function lastGrapheme(text: string): number {
  const end = text.slice(-MAX_GRAPHEME_LENGTH);
  return segmenter.segment(end).containing(end.length - 1)?.segment.length ?? 0;
}

function firstWord(text: string): number {
  return /^\s*\S*/.exec(text)?.[0].length ?? 0;
}

function lastWord(text: string): number {
  let start = text.trimEnd().length;
  while (start > 0 && /\S/.test(text.charAt(start - 1))) start--;
  return text.length - start;
}
