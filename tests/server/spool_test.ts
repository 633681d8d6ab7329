import { assertEquals } from "@std/assert/equals";
import { assertNotEquals } from "@std/assert/not-equals";
import { assertStrictEquals } from "@std/assert/strict-equals";
import { Spool } from "../../server/spool.ts";

const decoder = new TextDecoder();

/** What stands between start and end. */
function lastOf({ buffer, start, end }: Spool): string {
  return decoder.decode(buffer.subarray(start, end));
}

Deno.test("Spool.append() writes UTF-8 behind what is there", () => {
  const spool = new Spool();

  spool.append("añ");
  spool.append("🦕!");

  assertEquals(lastOf(spool), "🦕!");
  assertEquals(decoder.decode(spool.buffer.subarray(0, spool.end)), "añ🦕!");
});

Deno.test("Spool.append() makes slices that touch within a turn", () => {
  const spool = new Spool();

  spool.append("one");
  const { buffer, end } = spool;
  spool.append("two");

  assertStrictEquals(spool.buffer, buffer);
  assertEquals(spool.start, end);
});

Deno.test("Spool.append() never writes again to what a slice may hold", () => {
  const spool = new Spool();
  const slices: { text: string; bytes: Uint8Array }[] = [];

  for (let turn = 0; turn < 20; turn++) {
    for (let count = 0; count < 50; count++) {
      const text = `${turn}/${count} `.padEnd(count * 7, "é");
      spool.append(text);
      const { buffer, start, end } = spool;
      slices.push({ text, bytes: buffer.subarray(start, end) });
    }
    spool.endTurn();
  }

  for (const { text, bytes } of slices) {
    assertEquals(decoder.decode(bytes), text);
  }
});

Deno.test("Spool.append() takes a text that is longer than any buffer", () => {
  const spool = new Spool();
  const text = "€".repeat(100_000);

  spool.append("before");
  spool.append(text);

  assertEquals(lastOf(spool), text);
});

Deno.test("Spool.endTurn() lets the buffer go and forgets the last slice", () => {
  const spool = new Spool();
  spool.append("one");
  const { buffer } = spool;

  spool.endTurn();

  assertNotEquals(spool.buffer, buffer);
  assertEquals([spool.start, spool.end, spool.isUsed], [0, 0, false]);
});

Deno.test("Spool.isUsed says whether something was appended this turn", () => {
  const spool = new Spool();
  assertEquals(spool.isUsed, false);

  spool.append("one");
  assertEquals(spool.isUsed, true);
});

Deno.test("Spool sets aside no more than 64 KiB for what is likely to come", () => {
  const spool = new Spool();
  spool.append("x".repeat(1_000_000));
  spool.endTurn();

  spool.append("short");

  assertEquals(spool.buffer.length, 64 * 1024);
});
