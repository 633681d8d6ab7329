import { OpenError } from "./open_error.ts";

const FLAGS = { read: true, write: true, mode: 0o600 } as const;

/**
 * Says to other servers that a file is in use. SQLite has locks, too; this one
 * lets others read while the server runs.
 */
export class SqliteLock {
  readonly #path: string;
  readonly #file: Deno.FsFile;
  readonly #isNew: boolean;

  /**
   * @param path Of the file, without links.
   * @throws {OpenError} If another server uses it.
   */
  constructor(path: string) {
    this.#path = `${path}.lock`;
    let file: Deno.FsFile | undefined;
    try {
      file = Deno.openSync(this.#path, { ...FLAGS, createNew: true });
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    }
    this.#isNew = file !== undefined;
    this.#file = file ?? Deno.openSync(this.#path, { ...FLAGS, create: true });
    if (this.#file.tryLockSync(true)) return;
    this.#file.close();
    throw new OpenError(
      `Cannot open "${path}" as another chat serve uses it: stop that one, ` +
        "or name another file with --db",
    );
  }

  /** Lets others use it. */
  close(): void {
    this.#file.close();
  }

  /** The same, and takes the lock's file away, if there was none before. */
  undo(): void {
    this.close();
    if (!this.#isNew) return;
    try {
      Deno.removeSync(this.#path);
    } catch {
      // It is in nobody's way.
    }
  }
}
