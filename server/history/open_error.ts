/**
 * Thrown when what is kept cannot be opened; the message names the file, and
 * says what to do.
 */
export class OpenError extends Error {
  override readonly name = "OpenError";
}
