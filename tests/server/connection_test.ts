import { assertEquals } from "@std/assert/equals";
import { isLoopback, normaliseAddress } from "../../server/conn.ts";
import {
  Connection,
  describeLoss,
  MAX_QUEUED_BYTES,
} from "../../server/connection.ts";
import { Flusher } from "../../server/flusher.ts";
import { FakeClock, settle } from "../fakes/fake_clock.ts";
import { FakeConn } from "../fakes/fake_conn.ts";

function createConnection() {
  const clock = new FakeClock();
  const conn = new FakeConn();
  const losses: string[] = [];
  const connection = new Connection(conn, {
    clock,
    flusher: new Flusher(queueMicrotask),
    onLost: (reason) => void losses.push(reason),
  });
  return { clock, conn, connection, losses };
}

Deno.test("normaliseAddress() brings an address into its shortest form", async (t) => {
  const rows = [
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["::FFFF:192.0.2.1", "192.0.2.1"],
    ["192.0.2.1", "192.0.2.1"],
    ["::1", "::1"],
    ["::ffff:c000:201", "::ffff:c000:201"],
    ["2001:db8::1", "2001:db8::1"],
  ] as const;
  for (const [input, want] of rows) {
    await t.step(input, () => assertEquals(normaliseAddress(input), want));
  }
});

Deno.test("isLoopback() knows the addresses of this machine", async (t) => {
  const rows = [
    ["127.0.0.1", true],
    ["127.1.2.3", true],
    ["::1", true],
    ["128.0.0.1", false],
    ["127.0.0.1.example", false],
    ["2001:db8::1", false],
  ] as const;
  for (const [input, want] of rows) {
    await t.step(input, () => assertEquals(isLoopback(input), want));
  }
});

Deno.test("describeLoss() says why a socket failed", async (t) => {
  const rows = [
    [new Deno.errors.ConnectionReset("x"), "Connection reset"],
    [new Deno.errors.BrokenPipe("x"), "Connection lost"],
    [new Deno.errors.TimedOut("x"), "Connection timed out"],
    [new Error("no route"), "Connection failed: no route"],
    [new Error("no\nroute"), "Connection failed: no␊route"],
    ["what?", "Connection failed"],
  ] as const;
  for (const [error, want] of rows) {
    await t.step(want, () => assertEquals(describeLoss(error), want));
  }
});

Deno.test("Connection.close() sends what waits, says its end, and waits for the peer's", async () => {
  const { clock, conn, connection } = createConnection();
  connection.send("bye\r\n");

  const closed = connection.close();
  await settle();
  assertEquals(conn.output, "bye\r\n");
  assertEquals([conn.isWriteClosed, conn.isClosed], [true, false]);
  conn.end();
  await closed;

  assertEquals(conn.isClosed, true);
  assertEquals(clock.timerCount, 0);
});

Deno.test("Connection.close() waits half a second for a peer that does not close", async () => {
  const { clock, conn, connection } = createConnection();
  void connection.close();
  await settle();

  await clock.advance(499);
  assertEquals(conn.isClosed, false);
  await clock.advance(1);

  assertEquals(conn.isClosed, true);
});

Deno.test("Connection.close() gives a peer that does not read two seconds", async () => {
  const { clock, conn, connection } = createConnection();
  conn.stall();
  connection.send("bye\r\n");
  void connection.close();

  await clock.advance(1_999);
  assertEquals(conn.isWriteClosed, false);
  await clock.advance(501);

  assertEquals([conn.isWriteClosed, conn.isClosed], [true, true]);
});

Deno.test("Connection.close() is one close, however often it is called", () => {
  const { connection } = createConnection();

  assertEquals(connection.close(), connection.close());
  assertEquals(connection.isClosing, true);
});

Deno.test("Connection.send() says nothing after close()", async () => {
  const { conn, connection } = createConnection();
  void connection.close();

  connection.send("more\r\n");
  await settle();

  assertEquals(conn.output, "");
});

Deno.test("Connection tells a failed write once", async () => {
  const { conn, connection, losses } = createConnection();
  conn.fail(new Deno.errors.BrokenPipe());

  connection.send("one\r\n");
  await settle();
  connection.send("two\r\n");
  await settle();

  assertEquals(losses, ["Connection lost"]);
});

Deno.test("Connection tells a peer that is too slow at one byte over its cap", async () => {
  const { conn, connection, losses } = createConnection();
  conn.stall();
  connection.send("x".repeat(MAX_QUEUED_BYTES));
  assertEquals(losses, []);

  connection.send("x");
  await settle();

  assertEquals(losses, ["Too slow: 1048576 bytes were waiting for it"]);
});

Deno.test("Connection.close() survives a reset while the last words are on their way", async () => {
  const { clock, conn, connection } = createConnection();
  conn.stall();
  connection.send("bye\r\n");
  const closed = connection.close();
  await settle();

  conn.fail(new Deno.errors.ConnectionReset());
  await settle();
  await clock.advance(3_000);
  await closed;

  assertEquals(conn.isClosed, true);
});
