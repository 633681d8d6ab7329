import { assertEquals } from "@std/assert/equals";
import { type Line, LineDecoder } from "../../protocol/line_decoder.ts";
import { ProtocolError } from "../../protocol/errors.ts";
import { parseMessage } from "../../protocol/message.ts";
import { ReusedBuffer } from "../protocol/reused_buffer.ts";
import { randomBytes, randomChunks } from "./generators.ts";
import { testProperty } from "./property.ts";

const LF = 0x0a;
const buffer = new ReusedBuffer();

function decode(chunks: Iterable<Uint8Array>, maxBytes: number): Line[] {
  const decoder = new LineDecoder({ maxBytes });
  const lines: Line[] = [];
  for (const chunk of chunks) lines.push(...decoder.push(buffer.fill(chunk)));
  const rest = decoder.takeRest();
  return rest === undefined ? lines : [...lines, rest];
}

/** The same by the shortest way to write it, which needs all bytes at once. */
function decodeSimply(bytes: Uint8Array, maxBytes: number): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < bytes.length;) {
    const lf = bytes.indexOf(LF, start);
    const end = lf < 0 ? bytes.length : lf + 1;
    lines.push(decodeLine(bytes.subarray(start, end), maxBytes));
    start = end;
  }
  return lines;
}

function decodeLine(bytes: Uint8Array, maxBytes: number): Line {
  if (bytes.length > maxBytes) return { text: "", fault: "too_long" };
  const decode = (fatal: boolean) =>
    new TextDecoder("utf-8", { fatal, ignoreBOM: true }).decode(bytes)
      .replace(/(?:\r?\n|\r)$/, "");
  try {
    return { text: decode(true) };
  } catch {
    return { text: decode(false), fault: "invalid_utf8" };
  }
}

testProperty(
  "LineDecoder gives the lines when the bytes are random",
  (random) => {
    const bytes = randomBytes(random);
    const maxBytes = 1 + random.below(24);

    assertEquals(decode([bytes], maxBytes), decodeSimply(bytes, maxBytes));
  },
);

testProperty(
  "LineDecoder gives the same lines when the bytes come in chunks",
  (random) => {
    const bytes = randomBytes(random);
    const maxBytes = 1 + random.below(24);
    const whole = decode([bytes], maxBytes);

    assertEquals(decode(randomChunks(random, bytes), maxBytes), whole);
  },
);

testProperty(
  "LineDecoder gives the same lines when the bytes are split anywhere once",
  (random) => {
    const bytes = randomBytes(random, 10);
    const maxBytes = 1 + random.below(24);
    const whole = decode([bytes], maxBytes);

    for (let at = 0; at <= bytes.length; at++) {
      const halves = [bytes.subarray(0, at), bytes.subarray(at)];
      assertEquals(decode(halves, maxBytes), whole);
    }
  },
);

testProperty(
  "parseMessage() throws nothing but ProtocolError when the bytes are random",
  (random) => {
    for (const { text } of decode([randomBytes(random)], 512)) {
      try {
        parseMessage(text);
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error;
      }
    }
  },
);
