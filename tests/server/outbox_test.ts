import { assertEquals } from "@std/assert/equals";
import { assertStrictEquals } from "@std/assert/strict-equals";
import { Spool } from "../../server/spool.ts";
import { settle } from "../fakes/fake_clock.ts";
import { createOutbox, stall } from "./create_outbox.ts";

Deno.test("Outbox.push() writes nothing before the turn's end", () => {
  const { push, writes } = createOutbox();

  push("one");

  assertEquals(writes, []);
});

Deno.test("Outbox sends the messages of one turn in one write, in order", async () => {
  const { push, texts } = createOutbox();

  push("one ", "two ", "three");
  await settle();

  assertEquals(texts(), ["one two three"]);
});

Deno.test("Outbox sends neighbouring slices without a copy", async () => {
  const { flusher, outbox, writes } = createOutbox();
  const spool = new Spool();

  flusher.append(spool, "one ");
  outbox.push(spool);
  flusher.append(spool, "two");
  outbox.push(spool);
  const { buffer } = spool;
  await settle();

  assertEquals(writes.length, 1);
  assertStrictEquals(writes[0]?.buffer, buffer.buffer);
});

Deno.test("Outbox leaves out what was appended for others only", async () => {
  const { flusher, outbox, texts } = createOutbox();
  const spool = new Spool();

  for (const [text, isMine] of [["a", 1], ["b", 0], ["c", 1]] as const) {
    flusher.append(spool, text);
    if (isMine === 1) outbox.push(spool);
  }
  await settle();

  assertEquals(texts(), ["ac"]);
});

Deno.test("Outbox joins slices of several spools in the order of their push", async () => {
  const { flusher, outbox, texts } = createOutbox();
  const spools = [new Spool(), new Spool()];

  for (const [index, text] of ["a", "b", "c", "d"].entries()) {
    const spool = spools[index % 2]!;
    flusher.append(spool, text);
    outbox.push(spool);
  }
  await settle();

  assertEquals(texts(), ["abcd"]);
});

Deno.test("Outbox joins no more than 64 KiB in one write", async () => {
  const { flusher, outbox, writes } = createOutbox({ maxBytes: 1_000_000 });
  const spools = [new Spool(), new Spool()];

  for (let count = 0; count < 10; count++) {
    const spool = spools[count % 2]!;
    flusher.append(spool, String(count).repeat(20_000));
    outbox.push(spool);
  }
  await settle();

  assertEquals(writes.map(({ length }) => length), [
    60_000,
    60_000,
    60_000,
    20_000,
  ]);
});

Deno.test("Outbox sends the rest when the peer takes a part", async () => {
  const { outbox, push, texts } = createOutbox({ takes: 4 });

  push("one two three");
  await settle();

  assertEquals(texts(), ["one ", "two ", "thre", "e"]);
  assertEquals(outbox.queuedBytes, 0);
});

Deno.test("Outbox has one write under way and joins what comes meanwhile", async () => {
  const { peer, push, texts } = createOutbox();
  const resume = stall(peer);
  push("one");
  await settle();

  push("two ");
  await settle();
  push("three");
  await settle();
  assertEquals(texts(), []);
  resume();
  await settle();

  assertEquals(texts(), ["one", "two three"]);
});
