import { assertEquals } from "@std/assert/equals";
import { assertRejects } from "@std/assert/rejects";
import { Connection } from "../../client/connection.ts";
import { JoinError } from "../../client/join_error.ts";
import { createMessage, formatMessage } from "../../protocol/message.ts";
import { FakeClock, settle } from "../fakes/fake_clock.ts";
import { FakeConn } from "../fakes/fake_conn.ts";

class Rig {
  readonly clock = new FakeClock();
  readonly conn = new FakeConn();
  readonly connection = new Connection(this.conn, "host:8080", this.clock);
  readonly heard: string[] = [];
  /** Ends with the connection. */
  readonly reading: Promise<void>;

  constructor() {
    this.reading = this.#read();
    this.reading.catch(() => {});
  }

  async #read(): Promise<void> {
    for await (const message of this.connection.messages()) {
      this.heard.push(formatMessage(message));
    }
  }
}

Deno.test("Connection.messages() gives what the server says, and no nonsense", async () => {
  const { conn, heard, reading } = new Rig();
  conn.sendLines("NICK a", "", ":only.a.source", "@t", "NICK b");
  conn.send("NI");
  await settle();
  conn.send(`CK c\nNICK ${"x".repeat(20_000)}\r\nNICK d\r\nNICK half`);
  conn.end();
  await reading;

  assertEquals(heard, ["NICK a", "NICK b", "NICK c", "NICK d"]);
  assertEquals(conn.isClosed, true);
});

Deno.test("Connection.messages() answers PING itself", async () => {
  const { conn, heard } = new Rig();
  conn.sendLines("PING :a b", "PING x y");
  await settle();

  assertEquals(conn.takeLines(), ["PONG :a b", "PONG :y"]);
  assertEquals(heard, []);
});

Deno.test("Connection.send() joins what is sent together into one write", async () => {
  const { conn, connection } = new Rig();
  connection.send(createMessage("NICK", ["a"]));
  connection.send(createMessage("NICK", ["b"]));
  await connection.drained();
  connection.send(createMessage("NICK", ["c"]));
  await connection.drained();

  assertEquals(conn.writes, ["NICK a\r\nNICK b\r\n", "NICK c\r\n"]);
});

Deno.test("Connection.send() queues while the server does not read", async () => {
  const { conn, connection } = new Rig();
  conn.stall();
  for (const nick of ["a", "b", "c"]) {
    connection.send(createMessage("NICK", [nick]));
    await settle();
  }
  assertEquals(conn.writes, []);
  conn.unstall();
  await connection.drained();

  assertEquals(conn.writes, ["NICK a\r\n", "NICK b\r\nNICK c\r\n"]);
});

Deno.test("Connection.send() gives up on a server that never reads", async () => {
  const { conn, connection, reading } = new Rig();
  conn.stall();
  const message = createMessage("PRIVMSG", ["#a", "x".repeat(1024 * 1024)]);
  for (let index = 0; index < 70; index++) connection.send(message);

  await assertRejects(() => reading, JoinError, "it takes nothing any more");
});

Deno.test("Connection.messages() tells how the connection was lost", async () => {
  const { conn, reading } = new Rig();
  await settle();
  conn.fail(new Deno.errors.ConnectionReset("reset by peer (os error 104)"));

  const error = await assertRejects(() => reading, JoinError);
  assertEquals(
    error.message,
    "Cannot reach host:8080 any more as it broke the connection off",
  );
  assertEquals(conn.isClosed, true);
});

Deno.test("Connection asks a silent server, and goes on if it answers", async () => {
  const { clock, conn } = new Rig();
  await clock.advance(60_000);
  conn.sendLines("NICK a");
  await settle();
  await clock.advance(60_000);
  assertEquals(conn.takeLines(), []);
  await clock.advance(30_000);
  assertEquals(conn.takeLines(), ["PING alive"]);
  conn.sendLines(":irc PONG irc :alive");
  await settle();
  await clock.advance(60_000);

  assertEquals(conn.isClosed, false);
});

Deno.test("Connection gives up on a server that does not answer", async () => {
  const { clock, conn, reading } = new Rig();
  await clock.advance(119_999);
  assertEquals(conn.isClosed, false);
  await clock.advance(1);

  await assertRejects(
    () => reading,
    JoinError,
    "Cannot reach host:8080 any more as it has been silent for 120 s",
  );
  assertEquals(clock.timerCount, 0);
});

Deno.test("Connection asks sooner when what it sent is not answered", async () => {
  const { clock, conn, connection, reading } = new Rig();
  await clock.advance(60_000);
  connection.send(createMessage("NICK", ["a"]));
  await clock.advance(10_000);
  connection.send(createMessage("NICK", ["b"]));
  await clock.advance(9_999);
  assertEquals(conn.takeLines(), ["NICK a", "NICK b"]);
  await clock.advance(1);
  assertEquals(conn.takeLines(), ["PING alive"]);
  connection.send(createMessage("NICK", ["c"]));
  await clock.advance(30_000);

  await assertRejects(() => reading, JoinError, "it has been silent for 110 s");
  assertEquals(clock.timerCount, 0);
});

Deno.test("Connection asks no sooner when what it sent is answered", async () => {
  const { clock, conn, connection } = new Rig();
  connection.send(createMessage("NICK", ["a"]));
  await clock.advance(10_000);
  conn.sendLines("NICK a", "PING b");
  await settle();
  await clock.advance(89_999);
  assertEquals(conn.takeLines(), ["NICK a", "PONG :b"]);
  await clock.advance(1);

  assertEquals(conn.takeLines(), ["PING alive"]);
});

Deno.test("Connection.check() asks at once, and waits not long", async (t) => {
  await t.step("without an answer", async () => {
    const { clock, conn, connection, reading } = new Rig();
    connection.check();
    await clock.advance(9_999);
    assertEquals(conn.takeLines(), ["PING alive"]);
    assertEquals(conn.isClosed, false);
    await clock.advance(1);

    await assertRejects(() => reading, JoinError, "silent for 10 s");
  });

  await t.step("with an answer", async () => {
    const { clock, conn, connection } = new Rig();
    connection.check();
    conn.sendLines("PONG irc :alive");
    await settle();
    await clock.advance(80_000);

    assertEquals(conn.isClosed, false);
  });

  await t.step("when it is closed", () => {
    const { clock, connection } = new Rig();
    connection.close();
    connection.check();

    assertEquals(clock.timerCount, 0);
  });
});

Deno.test("Connection blames no server for what it did not read itself", async () => {
  const clock = new FakeClock();
  const conn = new FakeConn();
  const messages = new Connection(conn, "host:8080", clock).messages();
  conn.sendLines("NICK a");
  await messages.next();
  await clock.advance(10 * 60_000);
  conn.sendLines("NICK b");

  assertEquals((await messages.next()).value?.params, ["b"]);
  assertEquals(conn.isClosed, false);
  await messages.return();
});

Deno.test("Connection.close() ends everything, any number of times", async () => {
  const { clock, conn, connection, reading } = new Rig();
  connection.close();
  connection.close();
  connection.send(createMessage("NICK", ["a"]));
  await reading;

  assertEquals(conn.isClosed, true);
  assertEquals(conn.writes, []);
  assertEquals(clock.timerCount, 0);
});
