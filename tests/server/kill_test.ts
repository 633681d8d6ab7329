import { assertEquals } from "@std/assert/equals";
import { byteLength } from "../../protocol/limits.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

const ANN = ":ann!ann@192.0.2.1";
const BOB = ":bob!bob@192.0.2.1";

/** A server with an operator, ann. */
async function createServer(
  capabilities = "",
): Promise<{ server: TestServer; ann: FakeConn }> {
  const server = new TestServer({ opers: [{ name: "a", password: "b" }] });
  const ann = await server.join("ann", { channels: "#a", capabilities });
  await server.ask(ann, "OPER a b");
  return { server, ann };
}

Deno.test("KILL closes a connection and tells victim and peers why", async (t) => {
  const rows = [
    { line: "KILL bob :no spam", why: "no spam" },
    { line: "KILL BOB spam", why: "spam" },
    { line: "KILL bob", why: "No reason given" },
    { line: "KILL bob :", why: "No reason given" },
  ];
  for (const { line, why } of rows) {
    await t.step(line, async () => {
      const { server, ann } = await createServer();
      await using _ = server;
      const bob = await server.join("bob", { channels: "#a" });
      const cleo = await server.join("cleo", { channels: "#a" });
      const dan = await server.join("dan", { channels: "#b" });
      bob.takeLines();
      const quit = `${BOB} QUIT :Killed (ann (${why}))`;

      assertEquals(await server.ask(ann, line), [quit]);
      assertEquals(cleo.takeLines(), [quit]);
      assertEquals(dan.takeLines(), []);
      assertEquals(
        bob.takeLines().map((line) => line.replace("KILL bob :", "KILL bob ")),
        [
          `${ANN} KILL bob ${why}`,
          quit,
          `ERROR :Closing link: Killed (ann (${why}))`,
        ],
      );
      await server.clock.advance(500);
      assertEquals(bob.isClosed, true);
      assertEquals(server.server.hub.registry.session("bob"), undefined);
    });
  }
});

Deno.test("KILL of oneself is a KILL", async () => {
  const { server, ann } = await createServer();
  await using _ = server;

  assertEquals(await server.ask(ann, "KILL ann :enough of me"), [
    `${ANN} KILL ann :enough of me`,
    `${ANN} QUIT :Killed (ann (enough of me))`,
    "ERROR :Closing link: Killed (ann (enough of me))",
  ]);
});

Deno.test("KILL of one without a client is told in plain text", async () => {
  const { server, ann } = await createServer();
  await using _ = server;
  const bob = await server.connect();
  bob.send("bob\n");
  await server.ask(ann);
  bob.takeLines();

  await server.ask(ann, "KILL bob :no spam");

  assertEquals(bob.takeLines(), ["-- Closing link: Killed (ann (no spam))"]);
});

Deno.test("KILL answers what the specification names", async (t) => {
  const rows = [
    { line: "KILL", want: "461 ann KILL :Not enough parameters" },
    { line: "KILL nobody :x", want: "401 ann nobody :No such nick" },
    { line: "KILL : x", want: "401 ann * :No such nick" },
    { line: "KILL :a b", want: "401 ann * :No such nick" },
    { line: "KILL bob,cleo x", want: "401 ann bob,cleo :No such nick" },
    { line: "KILL test.chat :x", want: "483 ann :You can't kill a server!" },
    { line: "KILL TEST.chat :x", want: "483 ann :You can't kill a server!" },
    { line: "KILL test :x", want: "483 ann :You can't kill a server!" },
  ];
  for (const { line, want } of rows) {
    await t.step(line, async () => {
      const { server, ann } = await createServer();
      await using _ = server;
      await server.join("bob");

      assertEquals(await server.ask(ann, line), [`:test.chat ${want}`]);
    });
  }
});

Deno.test("KILL is for operators", async () => {
  const { server } = await createServer();
  await using _ = server;
  const bob = await server.join("bob");

  for (const line of ["KILL ann :x", "KILL nobody :x", "KILL test.chat :x"]) {
    assertEquals(await server.ask(bob, line), [
      ":test.chat 481 bob :Permission Denied- You're not an IRC operator",
    ]);
  }
  assertEquals(server.server.hub.census.counts.now, 2);
});

Deno.test("KILL is acknowledged under its label", async () => {
  const { server, ann } = await createServer("batch labeled-response");
  await using _ = server;
  await server.join("bob", { channels: "#b" });

  assertEquals(await server.ask(ann, "@label=1 KILL bob :x"), [
    "@label=1 :test.chat ACK",
  ]);
});

Deno.test("what KILL tells fits a line, with the longest names and reason", async () => {
  const { server, ann } = await createServer();
  await using _ = server;
  const [killer, nick] = ["蔵".repeat(32), "本".repeat(32)];
  await server.ask(ann, `NICK ${killer}`);
  const bob = await server.join(nick, { channels: "#a" });
  bob.takeLines();

  await server.ask(ann, `KILL ${nick} :${"é".repeat(190)}`);

  const lines = bob.takeLines();
  assertEquals(lines.map((line) => line.split(" ")[1]), [
    "KILL",
    "QUIT",
    ":Closing",
  ]);
  assertEquals(lines.filter((line) => byteLength(line) > 510), []);
  assertEquals(lines[1]!.endsWith("é))"), true);
});

Deno.test("the log tells of a KILL", async () => {
  const { server, ann } = await createServer();
  await using _ = server;
  await server.join("bob");

  await server.ask(ann, "KILL bob :no spam");

  const text = "KILL of bob!bob@192.0.2.1 by ann!ann@192.0.2.1: no spam";
  assertEquals(
    server.log.filter(({ text }) => text.startsWith("KILL")),
    [{ level: "info", text }],
  );
});
