import type { Block } from "./view.ts";

/** Characters that may wait to be printed. */
const MAX_CHARACTERS = 4 * 1024 * 1024;

/** What a block costs besides its text, so that empty ones are bounded, too. */
const BLOCK_CHARACTERS = 32;

/**
 * The finished lines that wait for the terminal to take them, in order. Where
 * there are too many of them the oldest give way, and one line says so.
 */
export class Backlog {
  #blocks: Block[] = [];
  /** How many of them are gone. */
  #start = 0;
  #characters = 0;
  #linesNotShown = 0;

  /** Whether nothing waits. */
  get isEmpty(): boolean {
    return this.#start === this.#blocks.length;
  }

  /** Whether so much waits that some of it may soon have to give way. */
  get isLong(): boolean {
    return this.#characters > MAX_CHARACTERS / 2;
  }

  /** @returns What it costs to keep: about as many characters as it has. */
  push(block: Block): number {
    const characters = charactersOf(block);
    this.#blocks.push(block);
    this.#characters += characters;
    while (
      this.#characters > MAX_CHARACTERS && this.#start + 1 < this.#blocks.length
    ) this.#linesNotShown += linesOf(this.#shift());
    return characters;
  }

  /** Takes the oldest out, until there are about so many characters. */
  take(characters: number): Block[] {
    const taken: Block[] = [];
    const count = this.#linesNotShown;
    if (count > 0) {
      const what = count === 1 ? "1 line was" : `${count} lines were`;
      taken.push({ spans: [{ text: `-- ${what} not shown` }], indent: 2 });
      this.#linesNotShown = 0;
    }
    const enough = this.#characters - characters;
    while (!this.isEmpty && this.#characters > enough) {
      taken.push(this.#shift());
    }
    return taken;
  }

  #shift(): Block {
    const block = this.#blocks[this.#start++] as Block;
    this.#characters -= charactersOf(block);
    // Moving the others up only now and then keeps it cheap.
    if (this.#start * 2 >= this.#blocks.length) {
      this.#blocks = this.#blocks.slice(this.#start);
      this.#start = 0;
    }
    return block;
  }
}

function charactersOf({ spans }: Block): number {
  return spans.reduce((sum, { text }) => sum + text.length, BLOCK_CHARACTERS);
}

function linesOf({ spans }: Block): number {
  return spans.reduce((sum, { text }) => sum + text.split("\n").length - 1, 1);
}
