import { settle } from "../fakes/fake_clock.ts";
import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";

Deno.test("NICK is told once to everybody who shares a channel, and to oneself", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a,#b,#lobby" });
  const bob = await server.join("bob", { channels: "#a,#b" });
  const cleo = await server.join("cleo", { channels: "#c" });
  ann.takeLines();
  const change = ":ann!ann@192.0.2.1 NICK anna";

  assertEquals(await server.ask(ann, "NICK anna"), [change]);
  assertEquals(bob.takeLines(), [change]);
  assertEquals(cleo.takeLines(), []);
});

Deno.test("NICK counts from then on", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  const bob = await server.join("bob");
  await server.ask(ann, "NICK anna");
  bob.takeLines();

  await server.ask(ann, "PRIVMSG #lobby :hi");

  assertEquals(bob.takeLines(), [":anna!ann@192.0.2.1 PRIVMSG #lobby :hi"]);
  assertEquals(await server.ask(bob, "PRIVMSG ann :hi"), [
    ":test.chat 401 bob ann :No such nick",
  ]);
  assertEquals(await server.ask(bob, "NICK ann"), [
    ":bob!bob@192.0.2.1 NICK ann",
  ]);
});

Deno.test("NICK changes the case of the own nick", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  const bob = await server.join("bob");

  assertEquals(await server.ask(ann, "NICK ANN"), [
    ":ann!ann@192.0.2.1 NICK ANN",
  ]);
  assertEquals(bob.takeLines(), [":ann!ann@192.0.2.1 NICK ANN"]);
  assertEquals(await server.ask(bob, "NICK ann"), [
    ":test.chat 433 bob ann :Nickname is already in use",
  ]);
});

Deno.test("NICK to what one is called already says nothing", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  const bob = await server.join("bob");
  await server.ask(ann, "PING 1");

  assertEquals(await server.ask(ann, "NICK ann"), []);
  assertEquals(bob.takeLines(), []);
});

Deno.test("NICK refuses what it refuses at registration, and keeps the old nick", async (t) => {
  const rows = [
    ["NICK", ":test.chat 431 ann :No nickname given"],
    ["NICK a!b", ":test.chat 432 ann a!b :Erroneous nickname"],
    ["NICK BOB", ":test.chat 433 ann BOB :Nickname is already in use"],
    ["NICK test", ":test.chat 433 ann test :Nickname is already in use"],
  ] as const;
  await using server = new TestServer();
  const ann = await server.join("ann");
  const bob = await server.join("bob");
  for (const [line, want] of rows) {
    await t.step(line, async () => {
      await server.ask(ann, "PING 1");
      bob.takeLines();

      assertEquals(await server.ask(ann, line), [want]);
      assertEquals(bob.takeLines(), []);
    });
  }
});

Deno.test("two spellings of one nick in Unicode are one nick", async () => {
  await using server = new TestServer();
  await server.join("zo\u00eb");
  const bob = await server.join("bob");

  assertEquals(await server.ask(bob, "NICK zoe\u0308"), [
    ":test.chat 433 bob zo\u00eb :Nickname is already in use",
  ]);
});

Deno.test("a nick that its owner gave up at registration is free", async () => {
  await using server = new TestServer();
  const other = await server.connect();
  await server.ask(other, "NICK bob", "NICK rob");

  const [answer] = await server.ask(
    await server.connect(),
    "NICK bob",
    "USER b 0 * :b",
  );

  assertEquals(answer, ":test.chat 001 bob :Welcome to test, bob");
});

Deno.test("a user name keeps only what can stand in a source", async (t) => {
  const rows = [
    ["bob", "bob"],
    ["~bob.x-1", "~bob.x-1"],
    ["b@evil!x", "bevilx"],
    ["é", "user"],
    ["abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnop"],
  ] as const;
  for (const [user, want] of rows) {
    await t.step(user, async () => {
      await using server = new TestServer();
      const conn = await server.connect("2001:db8::1");
      await server.ask(conn, "NICK bob", `USER ${user} 0 * :Bob`);

      const [answer] = await server.ask(conn, "JOIN #x");

      assertEquals(answer, `:bob!${want}@2001:db8::1 JOIN #x`);
    });
  }
});

Deno.test("a host that starts with a colon gets a zero in front", async () => {
  await using server = new TestServer();
  const bob = await server.join("bob", { address: "::1" });

  assertEquals((await server.ask(bob, "JOIN #x"))[0], ":bob!bob@0::1 JOIN #x");
});

Deno.test("a nick is nobody's until its session is let in", async () => {
  await using server = new TestServer({ password: "open sesame" });
  const stranger = await server.connect();
  stranger.sendLines("NICK boss");
  await settle();
  const boss = await server.connect();

  const answer = await server.ask(
    boss,
    "PASS :open sesame",
    "NICK boss",
    "USER b 0 * :b",
  );

  assertEquals(answer[0], ":test.chat 001 boss :Welcome to test, boss");
});

Deno.test("of two who wish for a nick, the second is told when it is taken", async () => {
  await using server = new TestServer();
  const first = await server.connect();
  const second = await server.connect();
  await server.ask(second, "NICK bob");
  await server.ask(first, "NICK bob", "USER b 0 * :b");

  const refused = await server.ask(second, "USER b 0 * :b");
  const other = await server.ask(second, "NICK rob");

  assertEquals(refused, [":test.chat 433 * bob :Nickname is already in use"]);
  assertEquals(other[0], ":test.chat 001 rob :Welcome to test, rob");
});
