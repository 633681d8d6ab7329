/** A text and where in it the cursor stands, in UTF-16 units. */
export interface Edited {
  readonly text: string;
  readonly cursor: number;
}

/** Characters that fit in; what is typed beyond them is not taken. */
const MAX_TEXT = 4 * 1024 * 1024;

/** Changes that can be undone, and the characters of their texts in all. */
const MAX_UNDO = 500;
const MAX_UNDO_CHARACTERS = 8 * 1024 * 1024;

/** A text with a cursor, which can be changed and have changes undone. */
export class EditText {
  #before = "";
  #after = "";
  #undo: Edited[] = [];
  #undoCharacters = 0;
  /** Whether the last change was typing, which goes on as one change. */
  #isTyping = false;

  get text(): string {
    return this.#before + this.#after;
  }

  get cursor(): number {
    return this.#before.length;
  }

  /** What stands before the cursor. */
  get before(): string {
    return this.#before;
  }

  /** What stands behind the cursor. */
  get after(): string {
    return this.#after;
  }

  /** Types a character: words of them are undone at once. */
  type(text: string): void {
    const goesOn = this.#isTyping && !/\s/.test(text);
    if (!goesOn) this.#remember();
    this.#before = fitting(this.#before, this.#after.length, text);
    this.#isTyping = true;
  }

  /** Puts text in at the cursor. */
  insert(text: string): void {
    if (text === "") return;
    this.#remember();
    this.#before = fitting(this.#before, this.#after.length, text);
  }

  /** Changes all of it. */
  replace(edited: Edited): void {
    this.#remember();
    this.#set(edited);
  }

  /** Changes all of it, as a part of the last change. */
  amend(edited: Edited): void {
    this.#set(edited);
  }

  /** Moves the cursor. */
  moveTo(cursor: number): void {
    this.#isTyping = false;
    this.#set({ text: this.text, cursor });
  }

  /** Takes out so many units before and behind the cursor, and gives them. */
  cut(before: number, after: number): string {
    if (before + after === 0) return "";
    this.#remember();
    const start = this.#before.length - before;
    const cut = this.#before.slice(start) + this.#after.slice(0, after);
    this.#before = this.#before.slice(0, start);
    this.#after = this.#after.slice(after);
    return cut;
  }

  /** Takes the last change back. */
  undo(): void {
    const last = this.#undo.pop();
    this.#isTyping = false;
    if (!last) return;
    this.#undoCharacters -= last.text.length;
    this.#set(last);
  }

  /** Empties it and forgets what could be undone. */
  reset(): void {
    this.#set({ text: "", cursor: 0 });
    this.#undo = [];
    this.#undoCharacters = 0;
    this.#isTyping = false;
  }

  #set({ text, cursor }: Edited): void {
    this.#before = text.slice(0, cursor);
    this.#after = text.slice(cursor);
  }

  #remember(): void {
    const { text, cursor } = this;
    this.#isTyping = false;
    this.#undo.push({ text, cursor });
    this.#undoCharacters += text.length;
    while (
      this.#undo.length > MAX_UNDO || this.#undoCharacters > MAX_UNDO_CHARACTERS
    ) this.#undoCharacters -= this.#undo.shift()?.text.length ?? 0;
  }
}

function fitting(before: string, after: number, text: string): string {
  const room = MAX_TEXT - before.length - after;
  return before + (text.length > room ? "" : text);
}
