import { assertEquals } from "@std/assert/equals";
import { type Key, KeyDecoder } from "../../../client/terminal/key_decoder.ts";

const encoder = new TextEncoder();

function decode(...chunks: readonly Uint8Array[]): Key[] {
  const decoder = new KeyDecoder();
  return [
    ...chunks.flatMap((chunk) => decoder.push(chunk)),
    ...decoder.flush(),
  ];
}

Deno.test("KeyDecoder.push() types what is typed in other ways", () => {
  const cases: Readonly<Record<string, string>> = {
    "[65;2u": "A",
    "[97;2u": "A",
    "[32;2u": " ",
    "[233u": "é",
    "[27;2;65~": "A",
    "Op": "0",
    "Oy": "9",
    "Ok": "+",
  };
  for (const [sequence, text] of Object.entries(cases)) {
    const want = [{ name: "text", text }];
    assertEquals(decode(encoder.encode(`\x1b${sequence}`)), want, sequence);
  }
});

Deno.test("KeyDecoder.push() swallows what is no key of ours", () => {
  const cases = [
    "[97;5:3u", // let go of
    "[97;9u", // held with Super
    "[57441u", // Shift alone
    "[55555555u",
    "[55296u", // half a surrogate
    "[1;1:3A",
    "[3;1:3~",
    "[u",
    "[5;10R",
    "[?62;22c",
    "[?2026;2$y",
    "[99~",
    "[25;2~", // F13, held with Shift
    "[?1;2;4c",
    "[>41;354;0c",
    "[0n",
    "[8;24;80t",
    "[?0u", // what kitty knows of its protocol
    "[32;1:3u",
    "OI", // Tab on the keypad
    "]10;rgb:ffff/ffff/ffff\x07",
    "]52;c;aGk=\x1b\\",
    "P>|tmux 3.4\x1b\\",
    "P1+r544e=78\x1b\\",
    "_Gi=1;OK\x1b\\",
    "^private\x1b\\",
    "Xstring\x1b\\",
  ];
  for (const sequence of cases) {
    const bytes = encoder.encode(`\x1b${sequence}x`);
    for (let at = 1; at < bytes.length; at++) {
      const keys = decode(bytes.subarray(0, at), bytes.subarray(at));
      assertEquals(keys, [{ name: "text", text: "x" }], `${sequence} at ${at}`);
    }
  }
});
