import { errorText } from "./error_text.ts";
import { mergeSettings, type SettingsChange } from "./merge_settings.ts";
import {
  DEFAULT_SETTINGS,
  formatSettings,
  parseRecord,
  parseSettings,
  type Settings,
} from "./settings.ts";

/** How a file is written; default: over what there is. */
export interface WriteOptions {
  readonly append?: boolean;
}

/** The files of this machine, as far as settings and history need them. */
export interface UserFiles {
  readonly readTextFile: (path: string) => Promise<string>;
  /** Writes a file that only its owner can read. */
  readonly writeTextFile: (
    path: string,
    text: string,
    options?: WriteOptions,
  ) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  /** Makes a folder and those above it, where they are missing. */
  readonly mkdir: (path: string) => Promise<void>;
  /** Whether an error says that there is no such file. */
  readonly isMissing: (error: unknown) => boolean;
  /** A word that no other process has: for names of temporary files. */
  readonly unique: string;
}

/** Broken files that are set aside under names of their own. */
const MAX_BROKEN = 100;

/** What `SettingsStore.load` gives. */
export interface LoadedSettings {
  readonly settings: Settings;
  /** What the person should know; mostly nothing. */
  readonly notices: readonly string[];
}

/** The file in which the settings are kept. */
export class SettingsStore {
  readonly #path: string;
  readonly #files: UserFiles;
  readonly #onError: (text: string) => void;
  /** What has changed and has to be written yet, in its order. */
  #next: SettingsChange[] = [];
  #writing: Promise<void> | undefined;

  /** @param onError Called with a sentence if they cannot be written. */
  constructor(
    path: string,
    files: UserFiles,
    onError: (text: string) => void = () => {},
  ) {
    this.#path = path;
    this.#files = files;
    this.#onError = onError;
  }

  /** Reads them. A broken file is set aside; nothing here is fatal. */
  async load(): Promise<LoadedSettings> {
    let text: string;
    try {
      text = await this.#files.readTextFile(this.#path);
    } catch (error) {
      const notices = this.#files.isMissing(error)
        ? []
        : [`Cannot read ${this.#path} as ${errorText(error)}`];
      return { settings: DEFAULT_SETTINGS, notices };
    }
    try {
      const { settings, wrong } = parseSettings(text);
      return {
        settings,
        notices: wrong.map((key) =>
          `Cannot use "${key}" of ${this.#path} as its value makes no sense`
        ),
      };
    } catch {
      return { settings: DEFAULT_SETTINGS, notices: [await this.#setAside()] };
    }
  }

  /**
   * Writes what has changed, soon, into what the file holds by then: another
   * session may have changed it, and it may hold what this version knows not.
   *
   * @param before The settings before that.
   */
  save(changes: Partial<Settings>, before: Settings = DEFAULT_SETTINGS): void {
    this.#next.push({ changes, before });
    this.#writing ??= this.#write();
  }

  /** Waits until everything is written. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  async #setAside(): Promise<string> {
    try {
      const broken = await this.#freeName();
      await this.#files.rename(this.#path, broken);
      return `Cannot read ${this.#path} as it is broken: it is ${broken} now, ` +
        "and everything is as at first";
    } catch (error) {
      return `Cannot read ${this.#path} as it is broken, nor set it aside as ` +
        errorText(error);
    }
  }

  /** A name for a broken file under which there is none yet. */
  async #freeName(): Promise<string> {
    for (let number = 1;; number++) {
      const suffix = number === 1 ? "" : `.${number}`;
      const path = `${this.#path}.broken${suffix}`;
      if (number >= MAX_BROKEN || await this.#read(path) === undefined) {
        return path;
      }
    }
  }

  /** Reads a file; `undefined`: there is none. */
  async #read(path: string): Promise<string | undefined> {
    try {
      return await this.#files.readTextFile(path);
    } catch (error) {
      if (this.#files.isMissing(error)) return undefined;
      throw error;
    }
  }

  /** What is in the file now, unknown keys included. */
  async #readRaw(): Promise<Record<string, unknown>> {
    const text = await this.#read(this.#path);
    if (text === undefined) return {};
    try {
      return parseRecord(text);
    } catch {
      this.#onError(await this.#setAside());
      return {};
    }
  }

  async #write(): Promise<void> {
    const temporary = `${this.#path}.${this.#files.unique}.tmp`;
    try {
      await this.#files.mkdir(folderOf(this.#path));
      while (this.#next.length > 0) {
        const raw = await this.#readRaw();
        const changed = this.#next.splice(0).reduce(mergeSettings, raw);
        const text = formatSettings(changed);
        await this.#files.writeTextFile(temporary, text);
        await this.#files.rename(temporary, this.#path);
      }
    } catch (error) {
      this.#next = [];
      this.#onError(
        `Cannot keep the settings in ${this.#path}: ${errorText(error)}`,
      );
    }
    this.#writing = undefined;
  }
}

/** The folder that a file is in. */
export function folderOf(path: string): string {
  return path.replace(/[\\/][^\\/]*$/, "");
}
