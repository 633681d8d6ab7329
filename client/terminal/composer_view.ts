import { bold } from "@std/fmt/colors";
import type { Edited } from "./edit_text.ts";
import type { Row } from "./footer.ts";

/** What is to be seen of what is composed. */
export interface ComposerView extends Edited {
  /** What stands in place of the prompt. */
  readonly prompt?: string;
  /** What stands above the input. */
  readonly hint?: Row;
}

/** The question before a text of many lines is sent. */
export function askToSend(lines: number): ComposerView {
  const prompt = `Send ${lines} lines? y/n `;
  return {
    text: "",
    cursor: 0,
    prompt,
    hint: hint("Esc goes back to the text"),
  };
}

/** Above a block: what ends it is not what ends other texts. */
export const blockHint: Row = hint(
  "Enter begins a line · Ctrl-D sends all as one · Esc ends this",
);

function hint(text: string): Row {
  return () => [{ text, style: bold }];
}
