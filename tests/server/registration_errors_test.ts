import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import { TestServer } from "../fakes/test_server.ts";

Deno.test("a peer that has not registered is told what is wrong", async (t) => {
  const long = "x".repeat(40);
  const rows = [
    ["NICK", ":test.chat 431 * :No nickname given"],
    ["NICK :", ":test.chat 431 * :No nickname given"],
    ["NICK 4you", ":test.chat 432 * 4you :Erroneous nickname"],
    ["NICK :a b", ":test.chat 432 * * :Erroneous nickname"],
    ["NICK #bob", ":test.chat 432 * #bob :Erroneous nickname"],
    [`NICK ${long}`, `:test.chat 432 * ${long} :Erroneous nickname`],
    ["NICK taken", ":test.chat 433 * taken :Nickname is already in use"],
    ["NICK TAKEN", ":test.chat 433 * TAKEN :Nickname is already in use"],
    ["NICK test", ":test.chat 433 * test :Nickname is already in use"],
    ["NICK Test", ":test.chat 433 * Test :Nickname is already in use"],
    ["NICK test.chat", ":test.chat 432 * test.chat :Erroneous nickname"],
    ["USER bob", ":test.chat 461 * USER :Not enough parameters"],
    ["USER", ":test.chat 461 * USER :Not enough parameters"],
    ["USER bob 0 *", ":test.chat 461 * USER :Not enough parameters"],
    ["USER bob 0 * :", ":test.chat 461 * USER :Not enough parameters"],
    ["PASS", ":test.chat 461 * PASS :Not enough parameters"],
    ["JOIN #lobby", ":test.chat 451 * :You have not registered"],
    ["PRIVMSG taken :hi", ":test.chat 451 * :You have not registered"],
    ["FROBNICATE", ":test.chat 451 * :You have not registered"],
    ["AWAY :x", ":test.chat 451 * :You have not registered"],
    ["OPER a b", ":test.chat 451 * :You have not registered"],
    ["HELP", ":test.chat 451 * :You have not registered"],
    ["PING 1", ":test.chat PONG test.chat :1"],
    ["PING", ":test.chat 461 * PING :Not enough parameters"],
    ["PING :", ":test.chat 409 * :No token specified"],
  ] as const;
  for (const [line, want] of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      await server.join("taken");
      const conn = await server.connect();
      await server.ask(conn, "CAP LS");

      assertEquals(await server.ask(conn, line), [want]);
    });
  }
});

Deno.test("a client that is in is told what is wrong", async (t) => {
  const long = "X".repeat(160);
  const rows = [
    ["USER bob 0 * :Bob", ":test.chat 462 bob :You may not reregister"],
    ["USER bob 0 * :", ":test.chat 462 bob :You may not reregister"],
    ["PASS :", ":test.chat 462 bob :You may not reregister"],
    ["PING", ":test.chat 461 bob PING :Not enough parameters"],
    ["PING :", ":test.chat 409 bob :No token specified"],
    ["PING :two words", ":test.chat PONG test.chat :two words"],
    ["PING 1 2", ":test.chat PONG test.chat :1"],
    ["PASS secret", ":test.chat 462 bob :You may not reregister"],
    ["FROBNICATE", ":test.chat 421 bob FROBNICATE :Unknown command"],
    ["frob-nicate x", ":test.chat 421 bob FROB-NICATE :Unknown command"],
    [long, `:test.chat 421 bob ${"X".repeat(100)} :Unknown command`],
    ["JOIN", ":test.chat 461 bob JOIN :Not enough parameters"],
    ["MODE", ":test.chat 461 bob MODE :Not enough parameters"],
    [`PING ${"1".repeat(506)}`, ":test.chat 417 bob :Input line was too long"],
    [
      `@a=${"1".repeat(4_093)} PING 1`,
      ":test.chat 417 bob :Input line was too long",
    ],
    ["x".repeat(20_000), ":test.chat 417 bob :Input line was too long"],
    [
      "PRIVMSG #lobby :a\0b",
      ":test.chat FAIL * INVALID_MESSAGE :Cannot parse the line as it holds a NUL, CR or LF",
    ],
    [
      "PRIVMSG #lobby :a\rb",
      ":test.chat FAIL * INVALID_MESSAGE :Cannot parse the line as it holds a NUL, CR or LF",
    ],
  ] as const;
  for (const [line, want] of rows) {
    await t.step(line.slice(0, 40), async () => {
      await using server = new TestServer();
      const amy = await server.join("amy");
      const bob = await server.join("bob");
      amy.takeLines();

      assertEquals(await server.ask(bob, line), [want]);
      assertEquals(amy.takeLines(), []);
    });
  }
});

Deno.test("a line at its limits is taken", async () => {
  await using server = new TestServer();
  const bob = await server.join("bob");
  const token = "1".repeat(505);

  assertEquals(await server.ask(bob, `PING ${token}`), [
    `:test.chat PONG test.chat :${token}`,
  ]);
  const tags = `@a=${"1".repeat(4_092)}`;
  assertEquals(await server.ask(bob, `${tags} PING 1`), [
    ":test.chat PONG test.chat :1",
  ]);
});

Deno.test("a line that is no UTF-8 is refused and not delivered", async () => {
  await using server = new TestServer();
  const amy = await server.join("amy");
  const bob = await server.join("bob");
  amy.takeLines();

  bob.send(
    new Uint8Array([
      ...new TextEncoder().encode("PRIVMSG #lobby :caf"),
      0xe9,
      0x0d,
      0x0a,
    ]),
  );
  await settle();

  assertEquals(bob.takeLines(), [
    ":test.chat FAIL PRIVMSG INVALID_UTF8 :The message was not delivered as it is not valid UTF-8",
  ]);
  assertEquals(amy.takeLines(), []);
});

Deno.test("an empty line is ignored", async () => {
  await using server = new TestServer();
  const bob = await server.join("bob");

  assertEquals(await server.ask(bob, "", "   ", ":source"), []);
});
