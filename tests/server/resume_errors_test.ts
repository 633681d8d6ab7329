import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import { MemoryStore } from "../../server/history/memory_store.ts";
import { StoreError } from "../../server/history/store_error.ts";
import { TestServer } from "../fakes/test_server.ts";
import { come, cut } from "./resumable.ts";

const RESUME = /RESUME/;

Deno.test("RESUME with what is no token is refused before the welcome, with a new token", async (t) => {
  for (
    const token of [
      "x",
      "A".repeat(43),
      ":a b",
      "*",
      "\x01",
      "é".repeat(200),
    ]
  ) {
    await t.step(token.slice(0, 10), async () => {
      await using server = new TestServer();

      const { welcome } = await come(server, "ann", { token });

      const at = welcome.findIndex((line) => RESUME.test(line));
      assertMatch(welcome[at]!, /^:test\.chat FAIL RESUME INVALID_TOKEN :/);
      assertMatch(welcome[at + 1]!, /RESUME TOKEN [\w-]{43}$/);
      assertMatch(welcome[at + 2]!, / 001 ann :/);
    });
  }
});

Deno.test("RESUME says so if the token cannot be looked up, and goes on", async () => {
  const store = new class extends MemoryStore {
    isBroken = false;
    override findIdentity(secretHash: string): string | undefined {
      if (this.isBroken) throw new StoreError("Cannot read as the disk is bad");
      return super.findIdentity(secretHash);
    }
  }();
  await using server = new TestServer({}, { store });
  const ann = await come(server, "ann");
  const bob = await come(server, "bob");
  await server.ask(ann.conn, "QUIT");
  await cut(bob);

  store.isBroken = true;
  const gone = await come(server, "ann", { token: ann.token });
  const held = await come(server, "bob", { token: bob.token });

  const at = gone.welcome.findIndex((line) => RESUME.test(line));
  assertEquals(
    gone.welcome[at],
    ":test.chat FAIL RESUME CANNOT_RESUME :Cannot read as the disk is bad",
  );
  assertMatch(gone.welcome[at + 1]!, /RESUME TOKEN [\w-]{43}$/);
  assert(gone.token !== ann.token);
  assertMatch(held.welcome.join("\n"), /RESUME SESSION bob/);
});

Deno.test("RESUME TOKEN that the disk did not take is stored when it can be", async () => {
  const store = new class extends MemoryStore {
    isFull = false;
    override saveIdentity(identity: string, secretHash: string): void {
      if (this.isFull) throw new StoreError("Cannot store as the disk is full");
      super.saveIdentity(identity, secretHash);
    }
  }();
  const server = new TestServer({}, { store });
  store.isFull = true;
  const ann = await come(server, "ann");
  await server.clock.advance(5_000);
  store.isFull = false;
  await server.clock.advance(1_000);
  await server.stop();

  await using next = new TestServer({}, { store, idPrefix: "next" });
  const { welcome } = await come(next, "ann", { token: ann.token });

  assertMatch(welcome.join("\n"), /RESUME IDENTITY/);
});

Deno.test("RESUME without a token is refused, and forgets none", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await come(server, "ann");
  const conn = await server.connect();

  const [, none, empty, again, session] = await server.ask(
    conn,
    "CAP REQ chat/resume",
    "RESUME",
    "RESUME :",
    `RESUME ${ann.token}`,
    "RESUME :",
    "NICK ann",
    "USER a 0 * :a",
    "CAP END",
  );

  const missing = ":test.chat 461 * RESUME :Not enough parameters";
  assertEquals([none, empty, again], Array(3).fill(missing));
  assertEquals(session, ":test.chat RESUME SESSION ann");
});

Deno.test("RESUME is refused without the capability, and after the registration", async () => {
  await using server = new TestServer();
  const ann = await come(server, "ann");
  const conn = await server.connect();

  const early = await server.ask(conn, "NICK bob", `RESUME ${ann.token}`);
  const late = await server.ask(ann.conn, `RESUME ${ann.token}`);

  assertEquals(early, [":test.chat 451 bob :You have not registered"]);
  assertEquals(late, [":test.chat 462 ann :You may not reregister"]);
});

Deno.test("RESUME allows for the nick of the session that is resumed, and for none at all", async () => {
  await using server = new TestServer();
  const ann = await come(server, "ann");
  const conn = await server.connect();

  const named = await server.ask(
    conn,
    "CAP REQ chat/resume",
    "NICK ann",
    `RESUME ${ann.token}`,
    "NICK Ann",
  );
  const done = await server.ask(conn, "USER a 0 * :a", "CAP END");
  const none = await server.connect();
  const unnamed = await server.ask(
    none,
    "CAP REQ chat/resume",
    `RESUME ${ann.token}`,
    "USER a 0 * :a",
    "CAP END",
  );

  assertEquals(named.slice(1), [
    ":test.chat 433 * ann :Nickname is already in use",
  ]);
  assertEquals(done[0], ":test.chat RESUME SESSION ann");
  assertEquals(unnamed[1], ":test.chat RESUME SESSION ann");
});

Deno.test("RESUME needs the password of the server, and tells nothing without it", async () => {
  await using server = new TestServer({ password: "pw" });
  const ann = await come(server, "ann", { before: ["PASS pw"] });
  await cut(ann);

  const wrong = await come(server, "ann", { token: ann.token });
  const right = await come(server, "ann", {
    token: ann.token,
    before: ["PASS pw"],
  });

  assertEquals(wrong.welcome.filter((line) => RESUME.test(line)), []);
  assertMatch(wrong.welcome.join("\n"), / 464 .*\nERROR /);
  assertMatch(right.welcome.join("\n"), /RESUME SESSION ann/);
});

Deno.test("RESUME attempts count as several messages: nobody tries many tokens", async () => {
  await using server = new TestServer();
  const conn = await server.connect();
  await server.ask(conn, "CAP REQ chat/resume");

  const lines = Array.from({ length: 20 }, (_, number) => `RESUME x${number}`);
  const pong = await server.ask(conn, ...lines, "PING 1");
  await server.clock.advance(17_000);

  assertEquals(pong, []);
  assertEquals(conn.takeLines(), [":test.chat PONG test.chat :1"]);
});

Deno.test("several who resume one session one after the other leave one of them", async () => {
  await using server = new TestServer();
  const ann = await come(server, "ann", { channels: "#a" });
  const bob = await server.join("bob", { channels: "#a" });
  ann.conn.takeLines();

  const second = await come(server, "ann", { token: ann.token });
  const third = await come(server, "ann", { token: ann.token });
  await server.clock.advance(5_000);

  assertMatch(second.conn.takeLines().join("\n"), /^ERROR :Closing link: Res/);
  assert(second.conn.isClosed && ann.conn.isClosed && !third.conn.isClosed);
  assertEquals(await server.ask(bob, "NAMES #a"), [
    ":test.chat 353 bob = #a :@ann bob",
    ":test.chat 366 bob #a :End of /NAMES list",
  ]);
  assertEquals(server.server.hub.census.sessions.size, 2);
  assertEquals(await server.ask(third.conn, "PING 1"), [
    ":test.chat PONG test.chat :1",
  ]);
});
