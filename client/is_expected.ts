import { ProtocolError } from "../protocol/errors.ts";

/** Whether an error says that what was asked for cannot be done, or sent. */
export function isExpected(
  error: unknown,
): error is ProtocolError | RangeError {
  return error instanceof RangeError || error instanceof ProtocolError;
}
