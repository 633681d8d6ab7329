import { dim } from "@std/fmt/colors";
import { toVisible } from "../../protocol/visible.ts";
import type { Edited } from "./edit_text.ts";
import type { Span } from "./view.ts";
import { columnsOf } from "./width.ts";

/** What may stand in place of a part of the typed text. */
export interface Completion {
  /** Of the part, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly string[];
}

/** Tells what may be completed at the cursor, in UTF-16 units. */
export type Completer = (
  text: string,
  cursor: number,
) => Completion | undefined;

/** Candidates that are shown; the others can be gone to all the same. */
const MAX_SHOWN = 50;

/** Goes through the candidates of a completion, round and round. */
export class CompletionCycle {
  readonly #completion: Completion;
  /** What was typed before. */
  readonly original: Edited;
  #index: number;

  /** @param step 1 to begin with the first candidate, -1 with the last. */
  constructor(completion: Completion, original: Edited, step: 1 | -1) {
    this.#completion = completion;
    this.original = original;
    this.#index = step > 0 ? 0 : completion.candidates.length - 1;
  }

  /** The text with the candidate that it is at. */
  get completed(): Edited {
    const { start, end, candidates } = this.#completion;
    const { text } = this.original;
    const before = text.slice(0, start) + (candidates[this.#index] ?? "");
    return { text: before + text.slice(end), cursor: before.length };
  }

  /** Goes to the next candidate, or to the one before. */
  step(step: 1 | -1): void {
    const { length } = this.#completion.candidates;
    this.#index = (this.#index + step + length) % length;
  }

  /** Shows the candidates in one row, from where the current one can be seen. */
  row(columns: number): readonly Span[] {
    const { candidates } = this.#completion;
    const names = candidates.map((candidate, index) => {
      const name = toVisible(candidate.trim());
      return index === this.#index ? `[${name}]` : ` ${name} `;
    });
    let start = this.#index;
    let width = columnsOf(names[start] ?? "");
    while (start > 0) {
      width += columnsOf(names[start - 1] ?? "");
      if (width > columns - 1) break;
      start--;
    }
    const shown = names.slice(start, start + MAX_SHOWN).join("");
    return [{ text: (start > 0 ? "…" : "") + shown, style: dim }];
  }
}
