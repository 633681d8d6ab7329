import type { Edited } from "./edit_text.ts";
import type { History } from "./history.ts";
import type { Key } from "./key_decoder.ts";
import { lastGrapheme } from "./graphemes.ts";

const MAX_QUERY = 256;

/** What is being searched for in the history, and where it was found. */
export class HistorySearch {
  readonly #history: History;
  /** What was typed before the search began. */
  readonly original: Edited;
  #query = "";
  #found: number | undefined;
  #hasFailed = false;

  constructor(history: History, original: Edited) {
    this.#history = history;
    this.original = original;
  }

  /** The number of the line that was found. */
  get found(): number | undefined {
    return this.#found;
  }

  /** Where in that line it was found. */
  get cursor(): number {
    const line = this.#line.toLowerCase();
    // Where small letters are as long as capital ones, which is nearly always.
    const at = line.length === this.#line.length
      ? line.indexOf(this.#query.toLowerCase())
      : -1;
    return Math.max(0, at);
  }

  /** What stands in the line that is typed meanwhile. */
  get shown(): Edited {
    return this.#found === undefined
      ? this.original
      : { text: this.#line, cursor: this.cursor };
  }

  /** What stands before it. */
  get prompt(): string {
    const what = this.#hasFailed ? "nothing for: " : "";
    return `search: ${what}${this.#query} │ `;
  }

  /** Takes a key; `false` for those that end the search. */
  applyKey(key: Key): boolean {
    if (key.name === "text" || key.name === "paste") {
      const [typed = ""] = (key.text ?? "").split(/[\r\n]/, 1);
      this.#query = (this.#query + typed).slice(0, MAX_QUERY);
      this.#find(this.#found ?? this.#history.end - 1, -1);
    } else if (key.name === "backspace") {
      this.#query = this.#query.slice(0, -lastGrapheme(this.#query) || 0);
      this.#find(this.#history.end - 1, -1);
    } else if (key.name === "ctrl+r") {
      this.#find((this.#found ?? this.#history.end) - 1, -1);
    } else if (key.name === "ctrl+s") {
      if (this.#found !== undefined) this.#find(this.#found + 1, 1);
    } else return false;
    return true;
  }

  get #line(): string {
    return this.#history.at(this.#found ?? -1) ?? "";
  }

  #find(from: number, step: -1 | 1): void {
    if (this.#query === "") {
      this.#found = undefined;
      this.#hasFailed = false;
      return;
    }
    const found = this.#history.find(this.#query, from, step);
    this.#hasFailed = found === undefined;
    this.#found = found ?? this.#found;
  }
}
