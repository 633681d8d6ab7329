import { cleanText } from "./clean_text.ts";
import { askToSend, blockHint, type ComposerView } from "./composer_view.ts";
import { type Completer, CompletionCycle } from "./completion.ts";
import type { Edited } from "./edit_text.ts";
import { History, type LineHistory } from "./history.ts";
import { HistorySearch } from "./history_search.ts";
import { type InputAction, InputLine } from "./input_line.ts";
import type { Key } from "./key_decoder.ts";
import { KillRing } from "./kill_ring.ts";
import type { DraftOptions, InputOptions } from "./terminal_options.ts";

/** What a key asks for that is not composing. */
export type ComposerAction = InputAction | { readonly type: "edit" };

const NEW_LINE: Key = { name: "ctrl+j" };

/** A text of more lines is sent only when the person says so. */
const MAX_LINES_UNASKED = 10;

/**
 * Where messages are composed: the lines that are typed, one per draft, and
 * what helps with them: completion, searching the history, asking before much
 * is sent.
 */
export class Composer {
  readonly #history: History;
  readonly #kills = new KillRing();
  readonly #others = new Map<string, InputLine>();
  #draft = "";
  /** Whether the draft that is being composed is not kept. */
  #isDropped = false;
  #line: InputLine;
  #complete: Completer | undefined;
  #mode:
    | HistorySearch
    | CompletionCycle
    | { readonly lines: number }
    | undefined;
  /** Whether Ctrl-X was pressed, and what the next key does hangs on that. */
  #isPrefixed = false;
  /** Whether Enter begins a line, and Ctrl-D sends. */
  #isBlock = false;

  constructor(history?: LineHistory) {
    this.#history = new History(history);
    this.#line = this.#newLine();
  }

  get text(): string {
    return this.#line.text;
  }

  /** Whether nothing is typed, and nothing else is under way. */
  get isEmpty(): boolean {
    return this.text === "" && !this.#mode && !this.#isPrefixed;
  }

  /** The key of the draft that is being composed. */
  get draft(): string {
    return this.#draft;
  }

  /** What is to be seen now. */
  get view(): ComposerView {
    const { text, cursor } = this.#line;
    const mode = this.#mode;
    if (mode instanceof HistorySearch) {
      return { ...mode.shown, prompt: mode.prompt };
    }
    if (mode instanceof CompletionCycle) {
      return { text, cursor, hint: (columns) => mode.row(columns) };
    }
    if (mode) return askToSend(mode.lines);
    return { text, cursor, ...(this.#isBlock && { hint: blockHint }) };
  }

  /** Goes on with the line of another draft. */
  useDraft(key: string, { carries = false }: DraftOptions = {}): void {
    if (key === this.#draft) return;
    const next = this.#others.get(key);
    this.#others.delete(key);
    this.#endMode();
    const comesAlong = carries && this.text !== "" && !next?.text;
    if (!comesAlong) {
      // An empty one is as good as a new one.
      if (this.text !== "" && !this.#isDropped) {
        this.#others.set(this.#draft, this.#line);
      }
      this.#line = next ?? this.#newLine();
    }
    this.#draft = key;
    this.#isDropped = false;
    this.#isBlock = false;
  }

  /** Forgets a draft: the one that is being composed once another is used. */
  dropDraft(key: string): void {
    if (key === this.#draft) this.#isDropped = true;
    else this.#others.delete(key);
  }

  /**
   * Puts a text into the line of a draft, the cursor at its end.
   *
   * @param options Of which draft; default: the one that is being composed.
   */
  setText(
    text: string,
    { draft = this.#draft, isBlock = false }:
      & InputOptions
      & { readonly draft?: string } = {},
  ): void {
    if (draft === this.#draft) {
      this.#endMode();
      this.#isBlock = isBlock;
      this.#line.replace(cleanText(text));
      return;
    }
    const line = this.#others.get(draft) ?? this.#newLine();
    line.replace(cleanText(text));
    this.#others.set(draft, line);
  }

  setCompleter(complete: Completer): void {
    this.#complete = complete;
  }

  /** Ends what is under way besides editing, and keeps the text it led to. */
  settle(): void {
    this.#endMode();
  }

  /** Takes the next key. */
  applyKey(key: Key): ComposerAction | undefined {
    const isPrefixed = this.#isPrefixed;
    this.#isPrefixed = false;
    const mode = this.#mode;
    if (mode) {
      const { isDone, action } = this.#applyToMode(mode, key);
      if (isDone) return action;
    }
    if (isPrefixed && key.name === "ctrl+e") return { type: "edit" };
    if (this.#isBlock) {
      if (key.name === "enter") return this.#line.applyKey(NEW_LINE);
      if (key.name === "ctrl+d") return this.#submitBlock();
      if (key.name === "escape") this.#isBlock = false;
    }
    switch (isPrefixed && key.name === "ctrl+u" ? "ctrl+_" : key.name) {
      case "ctrl+x":
        this.#isPrefixed = true;
        return undefined;
      case "tab":
        return this.#startCompletion(1);
      case "shift+tab":
        return this.#startCompletion(-1);
      case "ctrl+r":
        this.#mode = new HistorySearch(this.#history, this.#edited);
        return undefined;
      case "enter":
        return this.#submit();
      case "ctrl+_":
        this.#line.undo();
        return undefined;
      default:
        return this.#line.applyKey(key);
    }
  }

  get #edited(): Edited {
    return { text: this.#line.text, cursor: this.#line.cursor };
  }

  #newLine(): InputLine {
    return new InputLine({ history: this.#history, kills: this.#kills });
  }

  /** Gives whether that was all that the key does. */
  #applyToMode(
    mode: HistorySearch | CompletionCycle | { readonly lines: number },
    key: Key,
  ): { readonly isDone: boolean; readonly action?: InputAction } {
    const isCancelled = key.name === "escape" || key.name === "ctrl+g";
    if (mode instanceof HistorySearch) {
      if (mode.applyKey(key)) return { isDone: true };
      if (isCancelled) this.#mode = undefined;
      else this.#endMode();
      return { isDone: isCancelled };
    }
    if (mode instanceof CompletionCycle) {
      if (key.name === "tab" || key.name === "shift+tab") {
        mode.step(key.name === "tab" ? 1 : -1);
        this.#showCompleted(mode);
        return { isDone: true };
      }
      this.#mode = undefined;
      if (isCancelled) this.#line.undo();
      return { isDone: isCancelled };
    }
    if (key.name === "enter" || key.name.startsWith("focus")) {
      return { isDone: true };
    }
    this.#mode = undefined;
    if (key.name === "text" && key.text?.toLowerCase() === "y") {
      return { isDone: true, action: this.#line.submit() };
    }
    return { isDone: key.name !== "ctrl+c" };
  }

  #endMode(): void {
    const mode = this.#mode;
    this.#mode = undefined;
    this.#isPrefixed = false;
    if (mode instanceof HistorySearch && mode.found !== undefined) {
      this.#line.recallAt(mode.found, mode.cursor);
    }
  }

  #submitBlock(): InputAction | undefined {
    this.#isBlock = false;
    return this.text.trim() === "" ? undefined : this.#line.submit();
  }

  #submit(): InputAction | undefined {
    const lines = this.text.trimEnd().split("\n").length;
    if (lines <= MAX_LINES_UNASKED) return this.#line.submit();
    this.#mode = { lines };
    return undefined;
  }

  #startCompletion(step: 1 | -1): undefined {
    const { text, cursor } = this.#edited;
    const completion = this.#complete?.(text, cursor);
    if (!completion || completion.candidates.length === 0) return;
    const cycle = new CompletionCycle(completion, { text, cursor }, step);
    this.#showCompleted(cycle);
    if (completion.candidates.length > 1) this.#mode = cycle;
  }

  /** Puts the candidate in as one change, however many were tried before it. */
  #showCompleted(cycle: CompletionCycle): void {
    const { text, cursor } = cycle.completed;
    if (this.#mode === cycle) this.#line.amend(text, cursor);
    else this.#line.replace(text, cursor);
  }
}
