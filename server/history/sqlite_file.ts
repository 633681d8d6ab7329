import { basename, dirname, join } from "node:path";
import { SqliteLock } from "./sqlite_lock.ts";
import { OpenError } from "./open_error.ts";
import { StoreError } from "./store_error.ts";

/** What the start of every database says. (sqlite.org/fileformat.html, 1.3) */
const MAGIC = "SQLite format 3\0";

/** A database's file, which no other server uses while this one has it. */
export class SqliteFile {
  /** Where it is, without links: others may have other names for it. */
  readonly path: string;
  readonly #lock: SqliteLock;
  readonly #identity: string;

  /**
   * Makes the file, where there is none, for its owner alone.
   *
   * @param path Absolute.
   * @throws {OpenError} If that cannot be, or another server uses it.
   */
  constructor(path: string) {
    try {
      Deno.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      this.path = findRealPath(path);
      checkKind(this.path);
      this.#lock = new SqliteLock(this.path);
    } catch (error) {
      throw explain(error, path);
    }
    try {
      makeFile(this.path);
      this.#identity = identityOf(this.path)!;
    } catch (error) {
      this.#lock.undo();
      throw explain(error, path);
    }
  }

  /**
   * Looks whether the file is still where it was.
   *
   * @throws {StoreError} If not: what is written then is found by nobody.
   */
  check(): void {
    if (identityOf(this.path) === this.#identity) return;
    throw new StoreError(
      "Cannot store what is said as the file is not where it was",
    );
  }

  /** Lets others use it. */
  close(): void {
    this.#lock.close();
  }

  /** The same, and leaves nothing beside it: it is no file of ours after all. */
  refuse(): void {
    this.#lock.undo();
  }
}

/**
 * Gives what a file is, whatever its name; `undefined` if it is not there, or
 * cannot be reached. Takes 4 us.
 */
export function identityOf(path: string): string | undefined {
  try {
    const { dev, ino } = Deno.statSync(path);
    return `${dev} ${ino}`;
  } catch {
    return undefined;
  }
}

function findRealPath(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  if (isThere(path, Deno.lstatSync)) {
    throw new OpenError(
      `Cannot open "${path}" as it is a link to nothing: take it away, or ` +
        "name another file with --db",
    );
  }
  return join(Deno.realPathSync(dirname(path)), basename(path));
}

/** A pipe, say, would have us wait for who writes to it. */
function checkKind(path: string): void {
  if (!isThere(path, Deno.statSync)) return;
  const { isDirectory, isFile, nlink } = Deno.statSync(path);
  const why = isDirectory ? "it is a folder" : !isFile
    ? "it is no file"
    // Each name has a log of its own: two servers would not know of each other.
    : (nlink ?? 1) > 1
    ? "it has several names on its disk (hard links)"
    : undefined;
  if (why === undefined) return;
  throw new OpenError(
    `Cannot open "${path}" as ${why}: ` +
      `${isFile ? "take the others away, or " : ""}name another file with --db`,
  );
}

function isThere(path: string, stat: (path: string) => unknown): boolean {
  try {
    stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function makeFile(path: string): void {
  using file = Deno.openSync(path, {
    create: true,
    read: true,
    write: true,
    mode: 0o600,
  });
  const { size } = file.statSync();
  if (size === 0) return;
  const start = new Uint8Array(MAGIC.length);
  file.readSync(start);
  if (new TextDecoder().decode(start) === MAGIC) return;
  throw new OpenError(
    `Cannot open "${path}" as it is no database: name another file with --db`,
  );
}

function explain(error: unknown, path: string): OpenError {
  if (error instanceof OpenError) return error;
  return new OpenError(
    `Cannot open "${path}" as ${whyOf(error)}: name another file with --db, ` +
      "or keep nothing with --ephemeral",
    { cause: error },
  );
}

function whyOf(error: unknown): string {
  const { errors } = Deno;
  if (error instanceof errors.PermissionDenied) {
    return "the system does not allow it";
  }
  if (error instanceof errors.NotCapable) return "Deno was not allowed it";
  if (error instanceof errors.IsADirectory) return "it is a folder";
  if (error instanceof errors.FilesystemLoop) {
    return "the links in its path go round in a circle";
  }
  if (
    error instanceof errors.NotADirectory ||
    error instanceof errors.AlreadyExists
  ) return "a part of its path is no folder";
  const code = error instanceof Error && "code" in error ? error.code : "";
  if (code === "EROFS") return "its disk is read-only";
  if (code === "ENOSPC") return "the disk is full";
  return error instanceof Error ? error.message : String(error);
}
