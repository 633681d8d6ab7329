import { JoinError } from "./join_error.ts";
import { type ByteReader, MAX_INPUT_LINE_BYTES } from "./read_lines.ts";

const READ_BUFFER_BYTES = 64 * 1024;

/**
 * Reads the whole input as one text.
 *
 * @param signal Gives up when aborted; a read may go on then.
 * @throws {JoinError} If it cannot be read, or is longer than a line may be.
 * @throws The signal's reason, if it gives up.
 */
export async function readText(
  reader: ByteReader,
  signal: AbortSignal,
): Promise<string> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort);
  if (signal.aborted) abort();
  try {
    return await Promise.race([aborted.promise, readAll(reader)]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

async function readAll(reader: ByteReader): Promise<string> {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(READ_BUFFER_BYTES);
  let text = "";
  let bytes = 0;
  while (true) {
    const count = await read(reader, buffer);
    if (count === null) return text + decoder.decode();
    bytes += count;
    if (bytes > MAX_INPUT_LINE_BYTES) {
      const mebibytes = MAX_INPUT_LINE_BYTES / 1024 / 1024;
      throw new JoinError(
        "send the text",
        `it is longer than ${mebibytes} MiB`,
      );
    }
    text += decoder.decode(buffer.subarray(0, count), { stream: true });
  }
}

async function read(
  reader: ByteReader,
  buffer: Uint8Array,
): Promise<number | null> {
  try {
    return await reader.read(buffer);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new JoinError(
      "read standard input",
      `the system reports: ${reason}`,
      {
        cause,
      },
    );
  }
}
