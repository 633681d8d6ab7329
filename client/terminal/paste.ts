import { red } from "@std/fmt/colors";
import type { Span } from "./view.ts";

/** Characters (UTF-16 units) that are kept of a paste. */
export const MAX_PASTE_CHARACTERS = 1024 * 1024;

const END = "\x1b[201~";

/** What is pasted, piece by piece up to the mark at its end. */
export class Paste {
  readonly #pieces: string[] = [];
  #room = MAX_PASTE_CHARACTERS;
  #isCut = false;
  /** The last characters, which may be the start of the mark. */
  #tail = "";

  /**
   * Takes the next piece.
   *
   * @returns What stands behind the paste; `undefined`: it goes on.
   */
  push(piece: string): string | undefined {
    const text = this.#tail + piece;
    const end = text.indexOf(END);
    if (end < 0) {
      const kept = text.slice(0, 1 - END.length);
      this.#keep(kept);
      this.#tail = text.slice(kept.length);
      return undefined;
    }
    this.#keep(text.slice(0, end));
    return text.slice(end + END.length);
  }

  /** The text, and whether it lacks what was too long. */
  finish(): { readonly text: string; readonly isCut?: true } {
    const text = this.#pieces.join("");
    if (!this.#isCut) return { text };
    // The cut may have gone through a character.
    return { text: text.replace(/[\ud800-\udbff]$/, ""), isCut: true };
  }

  /** The text of a paste whose mark at its end does not come. */
  giveUp(): { readonly text: string; readonly isCut?: true } {
    const mark = this.#tail.lastIndexOf("\x1b");
    const isMark = mark >= 0 && END.startsWith(this.#tail.slice(mark));
    this.#keep(isMark ? this.#tail.slice(0, mark) : this.#tail);
    return this.finish();
  }

  #keep(text: string): void {
    if (text.length > this.#room) this.#isCut = true;
    const kept = text.slice(0, this.#room);
    this.#room -= kept.length;
    if (kept !== "") this.#pieces.push(kept);
  }
}

/**
 * Tells that a text was too long.
 *
 * @param verb What the person did to it.
 */
export function cutNotice(verb: "pasted" | "wrote"): readonly Span[] {
  const text = `Only the first ${MAX_PASTE_CHARACTERS} characters of what ` +
    `you ${verb} are there, as it was longer`;
  return [{ text, style: red }];
}
