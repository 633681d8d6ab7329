import { assertEquals } from "@std/assert/equals";
import { PLAIN_HELP } from "../../server/plain_commands.ts";
import { settle } from "../fakes/fake_clock.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

/** Connects a person at `nc` who is in and has read all hints. */
async function enter(server: TestServer, name: string): Promise<FakeConn> {
  const conn = await server.connect();
  conn.send(`${name}\n`);
  await server.clock.advance(300);
  conn.takeLines();
  return conn;
}

Deno.test("a name is answered with the server's name alone, and nothing else", async () => {
  await using server = new TestServer({ network: "Class 5b" });
  const ann = await server.join("ann");
  const bob = await server.connect();

  bob.send("bob\n");
  await settle();
  assertEquals(bob.output, "Class 5b\n");
  assertEquals(ann.takeLines(), [":bob!bob@192.0.2.1 JOIN #lobby"]);
  await server.clock.advance(60_000);

  assertEquals(bob.output, "Class 5b\n");
});

Deno.test("a name is made to fit, and the hint to it comes later", async (t) => {
  const rows = [
    { name: "Mary Ann", want: "Mary_Ann" },
    { name: "4you", want: "_4you" },
    { name: "  bob ", want: "bob" },
    { name: "a:b!c@d", want: "a_b_c_d" },
    { name: "\x1b[2Jbob", want: "_[2Jbob" },
    { name: "x".repeat(1_024), want: "x".repeat(32) },
    { name: "蔵人", want: "蔵人", hint: false },
    { name: "taken", want: "taken2" },
    { name: "TAKEN", want: "TAKEN2" },
    { name: "y".repeat(32), want: "y".repeat(32), hint: false },
    { name: "test", want: "test2" },
    { name: "JOIN #lobby", want: "JOIN__lobby" },
  ];
  for (const { name, want, hint = true } of rows) {
    await t.step(JSON.stringify(name.slice(0, 20)), async () => {
      await using server = new TestServer();
      const taken = await server.join("taken");
      const conn = await server.connect();

      conn.send(`${name}\n`);
      await settle();
      await server.clock.advance(299);
      assertEquals(conn.output, "test\n");
      await server.clock.advance(1);

      assertEquals(
        conn.output,
        hint ? `test\n-- You are ${want} here\n` : "test\n",
      );
      assertEquals(taken.takeLines()[0]?.startsWith(`:${want}!`), true);
    });
  }
});

Deno.test("a taken name gets the next number that is free", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  for (let count = 0; count < 4; count++) await enter(server, "z".repeat(32));

  const nicks = ann.takeLines().map((line) => line.slice(1, line.indexOf("!")));

  assertEquals(nicks, [
    "z".repeat(32),
    ...[2, 3, 4].map((n) => `${"z".repeat(31)}${n}`),
  ]);
});

Deno.test("a silent peer is asked for its name, once", async () => {
  await using server = new TestServer();
  const conn = await server.connect();

  await server.clock.advance(999);
  assertEquals(conn.output, "");
  await server.clock.advance(10_000);
  assertEquals(conn.output, "-- This is test. What is your name?\n");
  conn.send("bob\n");
  await settle();

  assertEquals(conn.takeLines().at(-1), "test");
});

Deno.test("a greeted peer may still speak IRC", async () => {
  await using server = new TestServer();
  const conn = await server.connect();
  await server.clock.advance(1_000);

  const [answer] = await server.ask(conn, "NICK bob", "USER b 0 * :b");

  assertEquals(answer, ":test.chat 001 bob :Welcome to test, bob");
});

Deno.test("with a password, the next line after the name has to be it", async (t) => {
  const rows = [
    {
      name: "right",
      line: "open sesame\n",
      want: "-- Password?\ntest\n",
      isIn: true,
    },
    {
      name: "right, without a line end",
      line: "open sesame",
      want: "-- Password?\ntest\n",
      isIn: true,
    },
    {
      name: "wrong",
      line: "open\n",
      want:
        "-- Password?\n-- Password incorrect\n-- Closing link: Password incorrect\n",
      isIn: false,
    },
    {
      name: "right after a blank line and /help",
      line: "\n/help\nopen sesame\n",
      want: [
        "-- Password?\n-- Password?\n",
        ...PLAIN_HELP.map((line) => `-- ${line}\n`),
        "test\n",
      ].join(""),
      isIn: true,
    },
  ];
  for (const { name, line, want, isIn } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer({ password: "open sesame" });
      const conn = await server.connect();
      conn.send(line.endsWith("\n") ? "bob\n" : "bob");
      await settle();
      await server.clock.advance(200);

      conn.send(line);
      await settle();
      await server.clock.advance(1_000);

      assertEquals(conn.output, want);
      assertEquals(conn.isClosed, !isIn);
      assertEquals(server.server.hub.lobby.members.size, isIn ? 1 : 0);
    });
  }
});

Deno.test("a peer that ends before its password comes in nowhere", async () => {
  await using server = new TestServer({ password: "x" });
  const conn = await server.connect();
  conn.send("bob\n");
  conn.end();
  await settle();

  assertEquals(server.server.hub.lobby.members.size, 0);
  assertEquals(server.server.hub.registry.session("bob"), undefined);
});

Deno.test("before the name, /help, blank lines and what is too long are no name", async () => {
  await using server = new TestServer();
  const conn = await server.connect();

  const help = await server.ask(conn, "/help");
  const blank = await server.ask(conn, "", "  ");
  const long = await server.ask(conn, "x".repeat(5_000));
  const name = await server.ask(conn, "bob");

  assertEquals(help.every((line) => line.startsWith("-- /")), true);
  assertEquals(blank, ["-- What is your name?", "-- What is your name?"]);
  assertEquals(long, ["-- That is no name: too long"]);
  assertEquals(name, ["test"]);
});

Deno.test("/quit instead of a name leaves", async () => {
  await using server = new TestServer();
  const conn = await server.connect();

  await server.ask(conn, "/quit");

  assertEquals(conn.isWriteClosed, true);
});
