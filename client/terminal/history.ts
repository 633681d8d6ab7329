/** Lines that can be called back, and their characters in all. */
const MAX_LINES = 1_000;
const MAX_CHARACTERS = 4 * 1024 * 1024;

/** What was typed, across sessions. */
export interface LineHistory {
  /** Oldest first. */
  readonly lines: readonly string[];
  /** Keeps one for later sessions. */
  add(line: string): void;
}

/**
 * What was submitted, oldest first. Each line keeps its number when older ones
 * are forgotten.
 */
export class History {
  readonly #kept: LineHistory | undefined;
  readonly #lines: string[] = [];
  #characters = 0;
  /** The number of the oldest line. */
  #first = 0;

  /** @param kept Of earlier sessions, and where new lines are kept. */
  constructor(kept?: LineHistory) {
    this.#kept = kept;
    for (const line of kept?.lines ?? []) this.#push(line);
  }

  /** The number that the next line will get. */
  get end(): number {
    return this.#first + this.#lines.length;
  }

  /** Gives a line by its number, while it is remembered. */
  at(number: number): string | undefined {
    return number < this.#first ? undefined : this.#lines[number - this.#first];
  }

  /** Takes a line that was submitted, unless it is as the one before. */
  add(line: string): void {
    if (line === "" || line === this.#lines.at(-1)) return;
    this.#push(line);
    this.#kept?.add(line);
  }

  /**
   * Searches towards the older (`-1`) or the newer (`1`), from a number on.
   *
   * Small letters stand for capital ones as well.
   */
  find(query: string, from: number, step: -1 | 1): number | undefined {
    const fold = query === query.toLowerCase()
      ? (text: string) => text.toLowerCase()
      : (text: string) => text;
    for (let number = from; this.at(number) !== undefined; number += step) {
      if (fold(this.at(number) ?? "").includes(query)) return number;
    }
    return undefined;
  }

  #push(line: string): void {
    this.#lines.push(line);
    this.#characters += line.length;
    while (
      this.#lines.length > MAX_LINES || this.#characters > MAX_CHARACTERS
    ) {
      this.#characters -= this.#lines.shift()?.length ?? 0;
      this.#first++;
    }
  }
}
