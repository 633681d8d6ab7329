import { assertEquals } from "@std/assert/equals";
import { assertRejects } from "@std/assert/rejects";
import { LineReader } from "../../server/line_reader.ts";
import { FakeClock, settle } from "../fakes/fake_clock.ts";
import { FakeConn } from "../fakes/fake_conn.ts";

const QUIET = { quietMs: 200 };

/** A reader, and what it has read so far with certain options. */
function createReader(options: { quietMs?: number } = {}) {
  const clock = new FakeClock();
  const conn = new FakeConn();
  const reader = new LineReader(conn, { clock, maxBytes: 10_000 });
  const seen: string[] = [];
  const read = async () => {
    for await (const { text } of reader.lines(options)) seen.push(text);
    seen.push("(end)");
  };
  const take = async () => {
    await settle();
    return seen.splice(0);
  };
  return { clock, conn, read, reader, take };
}

Deno.test("LineReader.lines() gives lines, however they are cut into chunks", async () => {
  const text = "one\r\ntwo añ🦕\n\r\nthree\r\n";
  const bytes = new TextEncoder().encode(text);
  for (let cut = 0; cut <= bytes.length; cut++) {
    const { conn, read, take } = createReader();
    void read();

    conn.send(bytes.slice(0, cut));
    await settle();
    conn.send(bytes.slice(cut));
    conn.end();

    assertEquals(await take(), ["one", "two añ🦕", "", "three", "(end)"]);
  }
});

Deno.test("LineReader.lines() gives a line that is longer than a read", async () => {
  const { conn, read, take } = createReader();
  const long = "x".repeat(9_000);
  void read();

  conn.send(`${long}\r\nshort\r\n`);

  assertEquals(await take(), [long, "short"]);
});

Deno.test("LineReader.lines() drops what a broken connection cut, without quietMs", async () => {
  const { conn, read, take } = createReader();
  void read();

  conn.send("one\r\ntw");
  conn.end();

  assertEquals(await take(), ["one", "(end)"]);
});

Deno.test("LineReader.lines() takes what is left at the end of input for a line, with quietMs", async () => {
  const { conn, read, take } = createReader(QUIET);
  void read();

  conn.send("one\r\ntw");
  conn.end();

  assertEquals(await take(), ["one", "tw", "(end)"]);
});

Deno.test("LineReader.lines() takes a chunk followed by 200 ms of silence for a line", async () => {
  const { clock, conn, read, take } = createReader(QUIET);
  void read();

  conn.send("bob");
  await settle();
  await clock.advance(199);
  assertEquals(await take(), []);
  await clock.advance(1);
  assertEquals(await take(), ["bob"]);
  conn.send("hi all");
  await settle();
  await clock.advance(200);

  assertEquals(await take(), ["hi all"]);
});

Deno.test("LineReader.lines() waits 200 ms from the last chunk on", async () => {
  const { clock, conn, read, take } = createReader(QUIET);
  void read();

  conn.send("bo");
  await settle();
  await clock.advance(150);
  conn.send("b");
  await settle();
  await clock.advance(150);
  assertEquals(await take(), []);
  await clock.advance(50);

  assertEquals(await take(), ["bob"]);
});

Deno.test("LineReader.lines() wants line ends from the first one on", async () => {
  const { clock, conn, read, take } = createReader(QUIET);
  void read();

  conn.send("bob\nhi");
  await settle();
  await clock.advance(60_000);
  assertEquals(await take(), ["bob"]);
  conn.send(" all\n");

  assertEquals(await take(), ["hi all"]);
  assertEquals(clock.timerCount, 0);
});

Deno.test("LineReader.peek() looks at the first bytes and takes none", async () => {
  const { conn, reader } = createReader();
  conn.send("one\r\n");

  const first = await reader.peek();
  const again = await reader.peek();

  assertEquals(new TextDecoder().decode(first!), "one\r\n");
  assertEquals(again, first);
  assertEquals(await reader.next(), { text: "one" });
});

Deno.test("LineReader.peek() gives undefined after its time, and loses nothing", async () => {
  const { clock, conn, reader } = createReader();

  const early = reader.peek(1_000);
  await clock.advance(1_000);
  assertEquals(await early, undefined);
  const late = reader.peek();
  conn.send("one\r\n");

  assertEquals(new TextDecoder().decode((await late)!), "one\r\n");
  assertEquals(await reader.next(), { text: "one" });
});

Deno.test("LineReader.peek() gives null at the end of input", async () => {
  const { conn, reader } = createReader();
  conn.end();

  assertEquals(await reader.peek(1_000), null);
  assertEquals(await reader.next(), null);
});

Deno.test("LineReader.next() fails when the connection does", async () => {
  const { conn, reader } = createReader();
  const line = assertRejects(() => reader.next(), Deno.errors.ConnectionReset);

  conn.fail(new Deno.errors.ConnectionReset());

  await line;
});

Deno.test("LineReader.discard() ends the lines, also in the middle of a chunk", async () => {
  const { conn, reader } = createReader();
  conn.sendLines("one", "two", "three");
  const seen: string[] = [];

  for await (const { text } of reader.lines()) {
    seen.push(text);
    if (seen.length === 2) void reader.discard();
  }

  assertEquals(seen, ["one", "two"]);
});

Deno.test("LineReader.discard() ends a wait for a line, and reads on to the end", async () => {
  const { conn, read, reader, take } = createReader();
  void read();
  await settle();
  let isDone = false;

  void reader.discard().then(() => isDone = true);
  conn.sendLines("one");
  assertEquals(await take(), ["(end)"]);
  conn.sendLines("two");
  await settle();
  assertEquals(isDone, false);
  conn.end();

  assertEquals(await take(), []);
  assertEquals(isDone, true);
});

Deno.test("LineReader.discard() resolves when the connection breaks", async () => {
  const { conn, reader } = createReader();
  const discarded = reader.discard();

  conn.fail(new Deno.errors.ConnectionReset());

  await discarded;
});

Deno.test("LineReader.next() waits for the rest of a character, with quietMs", async () => {
  const clock = new FakeClock();
  const conn = new FakeConn();
  const reader = new LineReader(conn, { clock, maxBytes: 100 });
  const line = reader.next(QUIET);
  conn.send(new Uint8Array([0x68, 0xc3]));
  await clock.advance(1_000);
  conn.send(new Uint8Array([0xbc]));
  await settle();
  await clock.advance(200);

  assertEquals(await line, { text: "hü" });
});
