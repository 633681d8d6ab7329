import { assertEquals } from "@std/assert/equals";
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

Deno.test("every line is said in the lobby, and what others say arrives with their names", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  const bob = await enter(server, "bob");
  const cleo = await enter(server, "cleo");
  ann.takeLines();
  bob.takeLines();

  assertEquals(await server.ask(bob, "hi all", "", "  bye"), []);
  await server.ask(
    ann,
    "PRIVMSG #lobby :hello",
    "NOTICE #lobby :note",
    "PRIVMSG bob :psst",
  );

  assertEquals(ann.takeLines(), []);
  assertEquals(cleo.takeLines(), [
    "bob: hi all",
    "bob:   bye",
    "ann: hello",
    "ann: note",
  ]);
  assertEquals(bob.takeLines(), [
    "ann: hello",
    "ann: note",
    "(private) ann: psst",
  ]);
});

Deno.test("a script that knows no line ends is understood", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  const bob = await server.connect();

  bob.send("bob");
  await settle();
  await server.clock.advance(200);
  assertEquals(bob.output, "test\n");
  for (const text of ["hi all", "bye"]) {
    bob.send(text);
    await settle();
    await server.clock.advance(200);
  }
  bob.send("last");
  bob.end();
  await settle();

  const said = ":bob!bob@192.0.2.1 PRIVMSG #lobby";
  assertEquals(ann.takeLines().slice(1), [
    `${said} :hi all`,
    `${said} :bye`,
    `${said} :last`,
    ":bob!bob@192.0.2.1 QUIT :Connection closed",
  ]);
});

Deno.test("lines piped in with the name are all said before the end", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  const bob = await server.connect();
  const lines = Array.from({ length: 40 }, (_, count) => `line ${count}`);

  bob.send(`bob\n${lines.join("\n")}`);
  bob.end();
  await settle();
  await server.clock.advance(10_000);

  const said = ann.takeLines().filter((line) => line.includes("PRIVMSG"));
  assertEquals(said.map((line) => line.split(" :")[1]), lines);
});

Deno.test("a line of 60 kB arrives whole, as multi-line messages", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    capabilities: "batch draft/multiline",
  });
  const cleo = await enter(server, "cleo");
  const bob = await enter(server, "bob");
  await server.ask(ann, "PING 1");
  cleo.takeLines();
  const text = "0123456789".repeat(6_000);

  bob.send(`${text}\n`);
  await settle();
  await server.clock.advance(10_000);

  const lines = ann.takeLines();
  const opened = lines.filter((line) => line.includes("BATCH +"));
  const pieces = lines.filter((line) => line.includes(" PRIVMSG "));
  assertEquals(opened.length, 2);
  assertEquals(
    pieces.map((line) => line.split(" #lobby :")[1]).join(""),
    text,
  );
  assertEquals(pieces.every((line) => line.length <= 510), true);
  const heard = cleo.takeLines();
  assertEquals(heard.map((line) => line.replace(/^bob: /, "")).join(""), text);
  assertEquals(heard.length, 2);
});

Deno.test("a line of more than 128 KiB is refused, and said so", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  const bob = await enter(server, "bob");
  ann.takeLines();

  const answer = await server.ask(bob, "x".repeat(131_072));

  assertEquals(answer, ["-- Not sent: a line has 131072 bytes at the most"]);
  assertEquals(ann.takeLines(), []);
});
