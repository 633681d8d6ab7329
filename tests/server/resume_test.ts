import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import { MemoryStore } from "../../server/history/memory_store.ts";
import { TestServer } from "../fakes/test_server.ts";
import { come, cut, tokenIn } from "./resumable.ts";

const RESUME = /RESUME/;

Deno.test("CAP LS offers chat/resume with how long a session is held", async (t) => {
  for (
    const { holdMs, want } of [
      { holdMs: 120_000, want: "chat/resume=hold=120" },
      { holdMs: 0, want: "chat/resume=hold=0" },
    ]
  ) {
    await t.step(want, async () => {
      await using server = new TestServer({ holdMs });
      const conn = await server.connect();

      const answer = await server.ask(conn, "CAP LS 302");

      assert(answer.join(" ").split(/[ :]/).includes(want), answer.join("\n"));
    });
  }
});

Deno.test("RESUME TOKEN comes before the welcome, to those with chat/resume alone", async () => {
  await using server = new TestServer();

  const ann = await come(server, "ann");
  const bob = await server.connect();
  const plain = await server.ask(bob, "NICK bob", "USER bob 0 * :Bob");

  const at = ann.welcome.findIndex((line) => RESUME.test(line));
  assertMatch(
    ann.welcome[at]!,
    /^:test\.chat RESUME TOKEN [\w-]{43}$/,
  );
  assertMatch(ann.welcome[at + 1]!, / 001 ann :/);
  assertEquals(plain.filter((line) => RESUME.test(line)), []);
});

Deno.test("RESUME TOKEN differs for each, and comes late for who asks late", async () => {
  await using server = new TestServer();
  const ann = await come(server, "ann");
  const bob = await come(server, "bob");
  const cat = await server.join("cat");

  const late = await server.ask(cat, "CAP REQ chat/resume");
  const again = await server.ask(
    cat,
    "CAP REQ -chat/resume",
    "CAP REQ chat/resume",
  );

  assert(ann.token !== bob.token);
  assertMatch(tokenIn(late), /^[\w-]{43}$/);
  assertEquals(tokenIn(again), "");
});

Deno.test("the store learns of a secret only its hash", async () => {
  const saved: string[] = [];
  const store = new class extends MemoryStore {
    override saveIdentity(identity: string, secretHash: string): void {
      saved.push(identity, secretHash);
      super.saveIdentity(identity, secretHash);
    }
  }();
  await using server = new TestServer({}, { store });

  const { token } = await come(server, "ann");

  assertEquals(saved.length, 2);
  assert(!saved.join().includes(token));
});

Deno.test("RESUME takes over a held session: nick, channels, ranks, away, and nobody sees it", async () => {
  await using server = new TestServer();
  const ann = await come(server, "ann", { channels: "#a,#b" });
  const bob = await server.join("bob", {
    capabilities: "away-notify chghost",
    channels: "#a,#b",
  });
  await server.ask(
    ann.conn,
    "TOPIC #a :tea",
    "AWAY :soon back",
    "MODE ann +i",
    "MONITOR + bob,zoe",
  );
  bob.takeLines();

  await cut(ann);
  const back = await come(server, "somebody", { token: ann.token });

  assertEquals(
    back.welcome.filter((line) => RESUME.test(line)),
    [
      ":test.chat RESUME SESSION ann",
      `:test.chat RESUME TOKEN ${ann.token}`,
    ],
  );
  const end = back.welcome.findIndex((line) => / 422 ann /.test(line));
  assertEquals(
    back.welcome.slice(end + 1).map((line) => line.replace(/\d{10}$/, "T")),
    [
      ":ann!ann@192.0.2.1 MODE ann +i",
      ":test.chat 306 ann :You have been marked as being away",
      ":test.chat 730 ann :bob!bob@192.0.2.1",
      ":test.chat 731 ann :zoe",
      ":ann!ann@192.0.2.1 JOIN #a",
      ":test.chat 332 ann #a :tea",
      ":test.chat 333 ann #a ann!ann@192.0.2.1 :T",
      ":test.chat 353 ann = #a :@ann bob",
      ":test.chat 366 ann #a :End of /NAMES list",
      ":ann!ann@192.0.2.1 JOIN #b",
      ":test.chat 353 ann = #b :@ann bob",
      ":test.chat 366 ann #b :End of /NAMES list",
    ],
  );
  assertEquals(bob.takeLines(), []);
  assertEquals(await server.ask(bob, "PRIVMSG ann :hello", "PING 1"), [
    ":test.chat 301 bob ann :soon back",
    ":test.chat PONG test.chat :1",
  ]);
  assertEquals(back.conn.takeLines(), [
    ":bob!bob@192.0.2.1 PRIVMSG ann :hello",
  ]);
});

Deno.test("RESUME takes over a session whose old connection seems to live, and closes that", async () => {
  await using server = new TestServer();
  const ann = await come(server, "ann", { channels: "#a" });
  const bob = await server.join("bob", { channels: "#a" });
  ann.conn.takeLines();

  const back = await come(server, "ann", { token: ann.token });
  await server.clock.advance(5_000);

  assertMatch(back.welcome.join("\n"), /RESUME SESSION ann/);
  assertEquals(ann.conn.takeLines(), [
    "ERROR :Closing link: Resumed over another connection",
  ]);
  assert(ann.conn.isClosed);
  assertEquals(bob.takeLines(), []);
  await server.ask(bob, "PRIVMSG #a :still here?");
  assertEquals(back.conn.takeLines(), [
    ":bob!bob@192.0.2.1 PRIVMSG #a :still here?",
  ]);
  assertEquals(ann.conn.takeLines(), []);
});

Deno.test("RESUME gives back the identity after a restart, and the same token", async () => {
  const store = new MemoryStore();
  const first = new TestServer({}, { store, idPrefix: "one" });
  const ann = await come(first, "ann");
  const { identity } = first.server.hub.registry.session("ann")!;
  await first.stop();
  await using second = new TestServer({}, { store, idPrefix: "two" });

  const back = await come(second, "anna", { token: ann.token });

  assertEquals(back.welcome.filter((line) => RESUME.test(line)), [
    ":test.chat RESUME IDENTITY",
    `:test.chat RESUME TOKEN ${ann.token}`,
  ]);
  const session = second.server.hub.registry.session("anna")!;
  assertEquals(session.identity, identity);
});

Deno.test("RESUME gives back the identity alone to who quit", async () => {
  await using server = new TestServer();
  const ann = await come(server, "ann", { channels: "#a" });
  const { identity } = server.server.hub.registry.session("ann")!;
  await server.ask(ann.conn, "QUIT");

  const back = await come(server, "ann", { token: ann.token });

  assertMatch(back.welcome.join("\n"), /RESUME IDENTITY/);
  const session = server.server.hub.registry.session("ann")!;
  assertEquals([session.identity, session.channels.size], [identity, 0]);
});

Deno.test("RESUME from another address tells it with CHGHOST to those who know that", async () => {
  await using server = new TestServer();
  const ann = await come(server, "ann", { channels: "#a" });
  const knows = await server.join("bob", {
    capabilities: "chghost",
    channels: "#a",
  });
  const other = await server.join("cat", { channels: "#a" });
  knows.takeLines();
  await cut(ann);

  const back = await come(server, "ann", {
    token: ann.token,
    address: "192.0.2.9",
  });

  assertEquals(knows.takeLines(), [
    ":ann!ann@192.0.2.1 CHGHOST ann 192.0.2.9",
  ]);
  assertEquals(other.takeLines(), []);
  await server.ask(back.conn, "PRIVMSG #a :hi");
  assertEquals(other.takeLines(), [":ann!ann@192.0.2.9 PRIVMSG #a :hi"]);
});
