/** A text was not said: whoever wrote it gets it back. */
export class UnsaidError extends RangeError {
  override readonly name = "UnsaidError";
}
