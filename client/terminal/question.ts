import { type InputAction, InputLine } from "./input_line.ts";
import type { InputContent } from "./input_view.ts";
import type { Key } from "./key_decoder.ts";

/** What `ask` may be told. */
export interface AskOptions {
  /** Offered, and what an empty answer means. */
  readonly default?: string;
  /** Whether the answer is not shown. */
  readonly secret?: boolean;
}

/** What a key asks for that is not editing the answer. */
export type QuestionAction = InputAction | { readonly type: "give-up" };

/** A question that stands in place of the line that is typed. */
export class Question {
  /** What stands before the answer. */
  readonly #prompt: string;
  readonly #isSecret: boolean;
  readonly #input: InputLine;
  readonly #default: string | undefined;
  readonly #answered = Promise.withResolvers<string | undefined>();

  constructor(text: string, options: AskOptions = {}) {
    this.#default = options.default;
    this.#isSecret = options.secret ?? false;
    // In a password a line break must become nothing else: it is refused.
    this.#input = new InputLine({ multiline: this.#isSecret });
    this.#prompt = options.default === undefined
      ? `${text}: `
      : `${text} [${options.default}]: `;
  }

  /** The answer; `undefined`: none is given. */
  get answered(): Promise<string | undefined> {
    return this.#answered.promise;
  }

  /** What is to be seen of it now. */
  get view(): InputContent {
    const prompt = this.#prompt;
    if (this.#isSecret) return { prompt, text: "", cursor: 0 };
    return { prompt, text: this.#input.text, cursor: this.#input.cursor };
  }

  /** Takes the next key. */
  applyKey(key: Key): QuestionAction | undefined {
    if (key.name === "escape" || key.name === "ctrl+g") {
      return { type: "give-up" };
    }
    return this.#input.applyKey(key);
  }

  /**
   * Answers it.
   *
   * @returns What is printed of it.
   */
  answer(typed: string | undefined): string | undefined {
    const answer = typed?.trim() === "" ? this.#default ?? "" : typed;
    this.#answered.resolve(answer);
    if (answer === undefined) return undefined;
    return this.#prompt + (this.#isSecret ? "" : answer);
  }
}
