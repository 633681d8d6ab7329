import { formatDay, formatRule } from "./display.ts";

/** What was shown, or will be, at a time in ms since 1970. */
interface Entry {
  readonly time: number;
  readonly text: string;
}

/** Lines that are remembered of one buffer. */
export const MAX_TRANSCRIPT_LINES = 2_000;

/** Characters that are. */
const MAX_CHARACTERS = 256 * 1024;

/** What stands before a text at its time. */
const TIME = /^\d\d:\d\d /;

/** What has happened in a buffer, to be written to a file. */
export class Transcript {
  #entries: Entry[] = [];
  #characters = 0;

  /** How many lines there are. */
  get size(): number {
    return this.#entries.length;
  }

  /** Adds what is shown; of too much the oldest is dropped. */
  add(text: string, time: number): void {
    this.#entries.push({ text, time });
    this.#characters += text.length;
    while (
      this.#entries.length > MAX_TRANSCRIPT_LINES ||
      (this.#characters > MAX_CHARACTERS && this.#entries.length > 1)
    ) {
      this.#characters -= this.#entries.shift()?.text.length ?? 0;
    }
  }

  /** Takes in what happened in another buffer, in the order of time. */
  take(other: Transcript): void {
    const all = [...this.#entries, ...other.#entries].sort((a, b) =>
      a.time - b.time
    );
    this.#entries = [];
    this.#characters = 0;
    for (const { text, time } of all) this.add(text, time);
  }

  /** Writes it as it is seen, each day under a line of its own. */
  toText(): string {
    let day = "";
    const lines = this.#entries.flatMap(({ time, text }) => {
      const before = day;
      day = formatDay(time);
      return day === before ? [text] : [textOf(formatRule(day)), text];
    });
    return lines.map((line) => `${line}\n`).join("");
  }

  /** Writes an object for each line: its time, and its text without that. */
  toJson(): string {
    return this.#entries.map(({ time, text }) => {
      const entry = {
        time: new Date(time).toISOString(),
        text: text.replace(TIME, "").trimStart(),
      };
      return `${JSON.stringify(entry)}\n`;
    }).join("");
  }
}

/** The text of spans, without their looks. */
export function textOf(spans: readonly { readonly text: string }[]): string {
  return spans.map(({ text }) => text).join("");
}
