import { assertEquals } from "@std/assert/equals";
import { type Line, LineDecoder } from "../../protocol/line_decoder.ts";
import { ReusedBuffer } from "./reused_buffer.ts";
import vectors from "../vectors/line_decoder.json" with { type: "json" };

interface Decoded {
  readonly lines: Line[];
  readonly rest: Line | undefined;
}

/** Decodes chunks as a connection does: through one buffer, used again. */
function decode(chunks: Iterable<Uint8Array>, maxBytes: number): Decoded {
  const decoder = new LineDecoder({ maxBytes });
  const buffer = new ReusedBuffer();
  const lines: Line[] = [];
  for (const chunk of chunks) lines.push(...decoder.push(buffer.fill(chunk)));
  return { lines, rest: decoder.takeRest() };
}

for (const { name, hex, maxBytes, ...want } of vectors) {
  const bytes = Uint8Array.fromHex(hex);
  const expected = { lines: want.lines, rest: want.rest } as Decoded;

  Deno.test(`LineDecoder gives the lines when it is fed ${name}`, async (t) => {
    await t.step("whole", () => {
      assertEquals(decode([bytes], maxBytes), expected);
    });

    await t.step("byte by byte", () => {
      const chunks = Array.from(bytes, (byte) => Uint8Array.of(byte));

      assertEquals(decode(chunks, maxBytes), expected);
    });

    for (let at = 0; at <= bytes.length; at++) {
      await t.step(`split at byte ${at}`, () => {
        const chunks = [bytes.subarray(0, at), bytes.subarray(at)];

        assertEquals(decode(chunks, maxBytes), expected);
      });
    }
  });
}

Deno.test("LineDecoder gives every line of all vectors when they follow each other", () => {
  const ended = vectors.filter(({ rest, maxBytes }) =>
    rest === undefined && maxBytes === 16
  );
  const bytes = Uint8Array.fromHex(ended.map(({ hex }) => hex).join(""));

  const { lines } = decode([bytes], 16);

  assertEquals(lines, ended.flatMap((vector) => vector.lines) as Line[]);
});

Deno.test("LineDecoder.hasRest is false when no line has begun", () => {
  const decoder = new LineDecoder({ maxBytes: 4 });

  assertEquals(decoder.hasRest, false);
});

Deno.test("LineDecoder.hasRest is true when a line has begun", () => {
  const decoder = new LineDecoder({ maxBytes: 4 });

  decoder.push(new TextEncoder().encode("a\nb"));

  assertEquals(decoder.hasRest, true);
});

Deno.test("LineDecoder.hasRest is true when a line that is too long has no end yet", () => {
  const decoder = new LineDecoder({ maxBytes: 4 });

  decoder.push(new TextEncoder().encode("aaaaaaaa"));

  assertEquals(decoder.hasRest, true);
});

Deno.test("LineDecoder.hasRest is false when the line has its end", () => {
  const decoder = new LineDecoder({ maxBytes: 4 });

  decoder.push(new TextEncoder().encode("aaaaaaaa"));
  decoder.push(new TextEncoder().encode("\n"));

  assertEquals(decoder.hasRest, false);
});

Deno.test("LineDecoder.takeRest() gives nothing when it is called again", () => {
  const decoder = new LineDecoder({ maxBytes: 4 });

  decoder.push(new TextEncoder().encode("ab"));

  assertEquals(decoder.takeRest(), { text: "ab" });
  assertEquals(decoder.takeRest(), undefined);
});

Deno.test("LineDecoder reads on as usual when the rest was taken", () => {
  const decoder = new LineDecoder({ maxBytes: 4 });

  decoder.push(new TextEncoder().encode("aaaaaaaa"));
  decoder.takeRest();

  assertEquals(decoder.push(new TextEncoder().encode("b\n")), [{ text: "b" }]);
});

Deno.test("LineDecoder drops ten megabytes when they hold no line end", () => {
  const decoder = new LineDecoder({ maxBytes: 512 });
  const chunk = new Uint8Array(64 * 1024).fill(0x61);

  for (let sent = 0; sent < 10_000_000; sent += chunk.length) {
    assertEquals(decoder.push(chunk), []);
  }

  assertEquals(decoder.push(new TextEncoder().encode("\nb\n")), [
    { text: "", fault: "too_long" },
    { text: "b" },
  ]);
});

Deno.test("LineDecoder takes longer lines when its cap was raised inside a line", () => {
  const decoder = new LineDecoder({ maxBytes: 4 });

  decoder.push(new TextEncoder().encode("abc"));
  decoder.maxBytes = 8;

  assertEquals(decoder.push(new TextEncoder().encode("defg\n")), [
    { text: "abcdefg" },
  ]);
});

Deno.test("LineDecoder refuses a line when its cap was lowered below what has come of it", () => {
  const decoder = new LineDecoder({ maxBytes: 8 });

  decoder.push(new TextEncoder().encode("abcdefg"));
  decoder.maxBytes = 4;

  assertEquals(decoder.push(new TextEncoder().encode("\nh\n")), [
    { text: "", fault: "too_long" },
    { text: "h" },
  ]);
});

Deno.test("LineDecoder.isInsideCharacter tells that more of a character has to come", async (t) => {
  const rows = [
    { name: "nothing", bytes: [], want: false },
    { name: "a letter", bytes: [0x61], want: false },
    { name: "one of two bytes", bytes: [0x61, 0xc3], want: true },
    { name: "two of two bytes", bytes: [0xc3, 0xbc], want: false },
    { name: "two of three bytes", bytes: [0xe2, 0x82], want: true },
    { name: "three of three bytes", bytes: [0xe2, 0x82, 0xac], want: false },
    { name: "three of four bytes", bytes: [0xf0, 0x9f, 0xa6], want: true },
    {
      name: "four of four bytes",
      bytes: [0xf0, 0x9f, 0xa6, 0x95],
      want: false,
    },
    { name: "bytes without a first one", bytes: [0x80, 0x80], want: false },
    { name: "a byte that is in no character", bytes: [0xff], want: false },
  ];
  for (const { name, bytes, want } of rows) {
    await t.step(name, () => {
      const decoder = new LineDecoder({ maxBytes: 100 });

      decoder.push(new Uint8Array(bytes));

      assertEquals(decoder.isInsideCharacter, want);
    });
  }
});
