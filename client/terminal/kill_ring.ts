const MAX_KILLS = 16;
const MAX_CHARACTERS = 4 * 1024 * 1024;

/** What was cut out of the typed text, to be put in again: the latest first. */
export class KillRing {
  #kills: string[] = [];

  /** What is put in at first. */
  get latest(): string {
    return this.#kills[0] ?? "";
  }

  /** Keeps a text; the oldest give way. */
  push(text: string): void {
    this.#kills.unshift(text);
    let characters = 0;
    this.#kills = this.#kills.slice(0, MAX_KILLS).filter((kill, index) => {
      characters += kill.length;
      return index === 0 || characters <= MAX_CHARACTERS;
    });
  }

  /** Adds to the latest, as what is cut in one go is put in as one. */
  extend(text: string, side: "before" | "after"): void {
    const latest = this.#kills.shift() ?? "";
    this.push(side === "before" ? text + latest : latest + text);
  }

  /** Makes the next older the latest, and the latest the oldest. */
  rotate(): void {
    const latest = this.#kills.shift();
    if (latest !== undefined) this.#kills.push(latest);
  }
}
