import { folderOf, type UserFiles } from "./settings_store.ts";

/** Lines that are kept. */
export const MAX_HISTORY_LINES = 1_000;

/** Longer ones are not kept: they are texts, and no input to call back. */
const MAX_LINE_CHARACTERS = 4_000;

/** The lines that were typed in earlier sessions, kept in a file. */
export class HistoryStore {
  readonly #path: string;
  readonly #files: UserFiles;
  readonly #isSecret: (line: string) => boolean;
  #lines: string[] = [];
  #writing: Promise<void> = Promise.resolve();
  /** Whether it can be written at all. */
  #works = true;

  /** @param isSecret Tells of a line whether it must not be kept. */
  constructor(
    path: string,
    files: UserFiles,
    isSecret: (line: string) => boolean,
  ) {
    this.#path = path;
    this.#files = files;
    this.#isSecret = isSecret;
  }

  /** What was typed earlier, oldest first. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /** Reads them; a history that cannot be read is none. */
  async load(): Promise<void> {
    try {
      const text = await this.#files.readTextFile(this.#path);
      const lines = text.split("\n").filter((line) => line !== "");
      this.#lines = lines.slice(-MAX_HISTORY_LINES).map(unescapeLine);
      if (lines.length > MAX_HISTORY_LINES) await this.#rewrite();
    } catch {
      // Nothing was typed yet, or it is not ours to read.
    }
  }

  /** Keeps a line, unless it may hold a secret. */
  add(line: string): void {
    const isKept = this.#works && line.trim() !== "" &&
      line.length <= MAX_LINE_CHARACTERS && line !== this.#lines.at(-1) &&
      !this.#isSecret(line);
    if (!isKept) return;
    this.#lines.push(line);
    if (this.#lines.length > MAX_HISTORY_LINES) this.#lines.shift();
    this.#writing = this.#writing.then(() => this.#append(line));
  }

  /** Waits until everything is written. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  // Several sessions may write: each only adds its own lines.
  async #append(line: string): Promise<void> {
    try {
      await this.#files.mkdir(folderOf(this.#path));
      const text = `${escapeLine(line)}\n`;
      await this.#files.writeTextFile(this.#path, text, { append: true });
    } catch {
      this.#works = false;
    }
  }

  async #rewrite(): Promise<void> {
    const temporary = `${this.#path}.${this.#files.unique}.tmp`;
    const text = this.#lines.map((line) => `${escapeLine(line)}\n`).join("");
    await this.#files.writeTextFile(temporary, text);
    await this.#files.rename(temporary, this.#path);
  }
}

function escapeLine(line: string): string {
  return line.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}

function unescapeLine(line: string): string {
  return line.replace(
    /\\(.)/g,
    (_, letter: string) => letter === "n" ? "\n" : letter,
  );
}
