import { assertEquals } from "@std/assert/equals";
import { Spool } from "../../server/spool.ts";
import { settle } from "../fakes/fake_clock.ts";
import { createOutbox, stall } from "./create_outbox.ts";

Deno.test("Outbox takes exactly its cap", async () => {
  const { outbox, overflows, peer, push } = createOutbox({ maxBytes: 10 });
  stall(peer);

  push("12345", "67890");
  await settle();

  assertEquals(overflows, []);
  assertEquals(outbox.queuedBytes, 10);
});

Deno.test("Outbox over its cap drops what no write has yet, and takes nothing more", async () => {
  const { outbox, overflows, peer, push, texts } = createOutbox({
    maxBytes: 10,
  });
  const resume = stall(peer);
  push("1234");
  await settle();

  push("567890", "x");
  push("y");
  assertEquals(overflows, [4]);
  resume();
  await settle();
  push("z");
  await settle();

  assertEquals(texts(), ["1234"]);
  assertEquals(overflows.length, 1);
  assertEquals(outbox.queuedBytes, 0);
});

Deno.test("Outbox.close() sends last words, also to who was too slow", async () => {
  const { flusher, outbox, peer, push, texts } = createOutbox({ maxBytes: 10 });
  const resume = stall(peer);
  push("1234");
  await settle();
  push("567890x");
  const spool = new Spool();
  flusher.append(spool, "the end");

  outbox.close(spool);
  push("z");
  resume();
  await settle();

  assertEquals(texts(), ["1234", "the end"]);
});

Deno.test("Outbox.close() sends no last words after a failure", async () => {
  const { flusher, outbox, peer, push, texts } = createOutbox();
  peer.error = new Deno.errors.BrokenPipe();
  push("1234");
  await settle();
  peer.error = undefined;
  const spool = new Spool();
  flusher.append(spool, "the end");

  outbox.close(spool);
  await settle();

  assertEquals(texts(), []);
});

Deno.test("Outbox.drainedTo() resolves after an overflow once the rest is out", async () => {
  const { outbox, peer, push } = createOutbox({ maxBytes: 10 });
  const resume = stall(peer);
  push("1234567890", "x");
  let isDrained = false;
  void outbox.drainedTo(0).then(() => isDrained = true);

  resume();
  await settle();

  assertEquals(isDrained, true);
});

Deno.test("Outbox tells a failure once, drops what waits and takes nothing more", async () => {
  const { errors, outbox, peer, push, texts } = createOutbox();
  const error = new Deno.errors.BrokenPipe("gone");
  peer.error = error;
  push("one");
  await settle();

  push("two");
  await settle();

  assertEquals(errors, [error]);
  assertEquals(texts(), []);
  assertEquals(outbox.queuedBytes, 0);
});

Deno.test("Outbox.drainedTo() resolves at its number of bytes, not before", async () => {
  const { outbox, peer, push } = createOutbox({ takes: 4 });
  const resume = stall(peer);
  push("12345678");
  const seen: string[] = [];
  for (const bytes of [8, 4, 0]) {
    void outbox.drainedTo(bytes).then(() =>
      seen.push(`${bytes}: ${outbox.queuedBytes}`)
    );
  }
  await settle();
  assertEquals(seen, ["8: 8"]);

  resume();
  await settle();

  assertEquals(seen, ["8: 8", "4: 4", "0: 0"]);
});

Deno.test("Outbox.drainedTo() resolves when what waits is dropped", async () => {
  const { outbox, peer, push } = createOutbox();
  stall(peer);
  push("one");
  let isDrained = false;
  void outbox.drainedTo(0).then(() => isDrained = true);
  await settle();
  assertEquals(isDrained, false);

  outbox.discard();
  await settle();

  assertEquals(isDrained, true);
});

Deno.test("Outbox.discard() drops what waits and takes nothing more", async () => {
  const { outbox, peer, push, texts } = createOutbox();
  const resume = stall(peer);
  push("one");
  await settle();
  push("two");

  outbox.discard();
  push("three");
  resume();
  await settle();

  assertEquals(texts(), ["one"]);
  assertEquals(outbox.queuedBytes, 0);
});

Deno.test("Outbox.close() still sends what waits and takes nothing more", async () => {
  const { outbox, push, texts } = createOutbox();
  push("one");

  outbox.close();
  push("two");
  await settle();

  assertEquals(texts(), ["one"]);
});
