import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";

const TEXT = "Nickname looks like evan, which is in use";

Deno.test("a nick that looks like one in use is refused at registration", async () => {
  await using server = new TestServer();
  await server.join("evan");
  const conn = await server.connect();

  const answer = await server.ask(conn, "NICK еvan", "USER e 0 * :e");
  const welcome = await server.ask(conn, "NICK ewan");

  assertEquals(answer, [`:test.chat 433 * еvan :${TEXT}`]);
  assertEquals(welcome[0], ":test.chat 001 ewan :Welcome to test, ewan");
});

Deno.test("a nick that looks like one in use is refused as a change, too", async () => {
  await using server = new TestServer();
  await server.join("evan");
  const bob = await server.join("bob");

  assertEquals(await server.ask(bob, "NICK еvan"), [
    `:test.chat 433 bob еvan :${TEXT}`,
  ]);
});

Deno.test("a nick that came into use meanwhile is refused with its likes", async () => {
  await using server = new TestServer();
  const conn = await server.connect();
  await server.ask(conn, "NICK еvan");
  await server.join("evan");

  assertEquals(await server.ask(conn, "USER e 0 * :e"), [
    `:test.chat 433 * еvan :${TEXT}`,
  ]);
});

Deno.test("a nick that is only wished for keeps no like of it from others", async () => {
  await using server = new TestServer();
  await server.ask(await server.connect(), "NICK evan");
  const conn = await server.connect();

  const answer = await server.ask(conn, "NICK еvan", "USER e 0 * :e");

  assertEquals(answer[0], ":test.chat 001 еvan :Welcome to test, еvan");
});

Deno.test("a nick that one only wishes for does not lead to its likes", async () => {
  await using server = new TestServer();
  const conn = await server.connect();
  await server.ask(conn, "NICK evan");
  await server.join("evan");

  assertEquals(await server.ask(conn, "NICK еvan"), [
    `:test.chat 433 evan еvan :${TEXT}`,
  ]);
});

Deno.test("a nick that looks like one's own can be taken", async () => {
  await using server = new TestServer();
  const evan = await server.join("evan");

  assertEquals(await server.ask(evan, "NICK еvan", "NICK Evan"), [
    ":evan!evan@192.0.2.1 NICK еvan",
    ":еvan!evan@192.0.2.1 NICK Evan",
  ]);
});

Deno.test("a nick is free with its likes when its owner leaves or changes it", async (t) => {
  for (const line of ["QUIT", "NICK other"]) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const evan = await server.join("evan");
      const bob = await server.join("bob", { channels: "#b" });
      await server.ask(evan, line);

      assertEquals(await server.ask(bob, "NICK еvan"), [
        ":bob!bob@192.0.2.1 NICK еvan",
      ]);
    });
  }
});

Deno.test("a nick that looks like the server's name is refused", async () => {
  await using server = new TestServer();
  const bob = await server.join("bob");

  assertEquals(await server.ask(bob, "NICK tеst"), [
    ":test.chat 433 bob tеst :Nickname looks like test, which is in use",
  ]);
});

Deno.test("a peer that speaks no IRC gets a number behind a name that looks like another", async () => {
  await using server = new TestServer();
  await server.join("evan");
  const ann = await server.join("ann");
  const plain = await server.connect();
  plain.send("еvan\n");
  await server.clock.advance(1_000);

  assertEquals(ann.takeLines(), [":еvan2!van@192.0.2.1 JOIN #lobby"]);
});
