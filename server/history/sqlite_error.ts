import { OpenError } from "./open_error.ts";
import { StoreError } from "./store_error.ts";

const FULL = "database or disk is full";
const DAMAGED = "the file is damaged";

/** What one can do where a file is damaged. */
const RESTORE = "put a copy of before in its place, or ";

/** What SQLite reports, as `node:sqlite` throws it. */
interface SqliteError extends Error {
  readonly code: "ERR_SQLITE_ERROR";
  /** The text of the result code; not from every function. */
  readonly errstr?: string;
}

/**
 * Why it could not be done, by the texts of SQLite's result codes; the codes
 * themselves do not come from every function. (sqlite.org/rescode.html)
 */
const REASONS: readonly (readonly [text: string, reason: string])[] = [
  ["access permission denied", "the system does not allow it"],
  ["attempt to write a readonly database", "the file or its disk is read-only"],
  ["database disk image is malformed", DAMAGED],
  ["database is locked", "another program uses the file"],
  [FULL, "the disk is full"],
  ["database table is locked", "another program uses the file"],
  ["disk I/O error", "the disk does not read or write as it should"],
  ["file is not a database", DAMAGED],
  ["out of memory", "there is no memory left"],
  ["unable to open database file", "the file cannot be opened"],
];

/** Whether this is what SQLite says, and no fault of ours. */
export function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Error && "code" in error &&
    error.code === "ERR_SQLITE_ERROR";
}

/** Whether SQLite says that the disk is full. */
export function isFull(error: unknown): boolean {
  return isSqliteError(error) && reasonOf(error) === "the disk is full";
}

/** Gives why SQLite could not do it. */
export function reasonOf({ message, errstr = message }: SqliteError): string {
  const [, reason] = REASONS.find(([text]) => errstr.startsWith(text)) ?? [];
  return reason ?? `SQLite says "${message}"`;
}

/**
 * Gives what SQLite reports as an error that can be passed on; `undefined` if it
 * is a fault of ours.
 *
 * @param verb What could not be done.
 */
export function toStoreError(
  error: unknown,
  verb: "read" | "store",
): StoreError | undefined {
  if (error instanceof StoreError) return error;
  if (!isSqliteError(error)) return undefined;
  const message = `Cannot ${verb} what is said as ${reasonOf(error)}`;
  return new StoreError(message, { cause: error });
}

/**
 * Gives what went wrong at the start as an error that names the file and says
 * what to do; a fault of ours as it is.
 */
export function toOpenError(error: unknown, path: string): unknown {
  const cause = error instanceof StoreError ? error.cause : error;
  const why = isSqliteError(cause)
    ? reasonOf(cause)
    : error instanceof RangeError || error instanceof StoreError
    ? error.message
    : undefined;
  if (why === undefined) return error;
  return new OpenError(
    `Cannot open "${path}" as ${why}: ${why === DAMAGED ? RESTORE : ""}` +
      "name another file with --db, or keep nothing with --ephemeral",
    { cause: error },
  );
}
