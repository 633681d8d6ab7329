import { LineDecoder } from "../protocol/line_decoder.ts";

/** Where bytes come from; `Deno.stdin` is one. */
export interface ByteReader {
  read(buffer: Uint8Array): Promise<number | null>;
}

/** Of one line of input; more is refused, so that memory stays bounded. */
export const MAX_INPUT_LINE_BYTES = 16 * 1024 * 1024;

const READ_BUFFER_BYTES = 64 * 1024;

/**
 * Gives the lines of the input, the last one also without a line end, and
 * `undefined` for one that is too long.
 */
export async function* readLines(
  reader: ByteReader,
): AsyncGenerator<string | undefined, void, void> {
  const decoder = new LineDecoder({ maxBytes: MAX_INPUT_LINE_BYTES });
  const buffer = new Uint8Array(READ_BUFFER_BYTES);
  while (true) {
    const count = await reader.read(buffer);
    if (count === null) break;
    for (const { text, fault } of decoder.push(buffer.subarray(0, count))) {
      yield fault === "too_long" ? undefined : text;
    }
  }
  const rest = decoder.takeRest();
  if (rest) yield rest.fault === "too_long" ? undefined : rest.text;
}
