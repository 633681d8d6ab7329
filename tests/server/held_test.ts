import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import { MAX_HELD_PER_HOST } from "../../server/holds.ts";
import { settle } from "../fakes/fake_clock.ts";
import { TestServer } from "../fakes/test_server.ts";
import { come, cut, type Resumable } from "./resumable.ts";

Deno.test("what becomes of channels meanwhile holds for who is held", async () => {
  await using server = new TestServer();
  const bob = await server.join("bob", { channels: "#a,#b,#c" });
  const ann = await come(server, "ann", { channels: "#a,#b,#c" });
  await cut(ann);

  await server.ask(
    bob,
    "KICK #a ann :sorry",
    "RENAME #b #bee",
    "MODE #c +v ann",
  );
  const back = await come(server, "ann", { token: ann.token });

  const text = back.welcome.join("\n");
  assertEquals(
    back.welcome.filter((line) => / JOIN /.test(line)),
    [":ann!ann@192.0.2.1 JOIN #bee", ":ann!ann@192.0.2.1 JOIN #c"],
  );
  assertMatch(text, / 353 ann = #c :@bob \+ann\n/);
});

Deno.test("what is said to who is held goes nowhere, and nothing waits for it", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await come(server, "ann", { channels: "#a" });
  const bob = await server.join("bob", { channels: "#a" });
  await cut(ann);
  await server.clock.advance(5_000);
  const written = ann.conn.output;

  for (let sent = 0; sent < 2 * 1024 * 1024; sent += 64 * 400) {
    await server.ask(bob, ...Array(64).fill(`PRIVMSG #a :${"x".repeat(400)}`));
  }
  const session = server.server.hub.registry.session("ann")!;
  const back = await come(server, "ann", { token: ann.token });

  assertEquals(ann.conn.output, written);
  assert(session.outbox.queuedBytes === 0);
  assertEquals(back.welcome.filter((line) => / PRIVMSG /.test(line)), []);
  assertMatch(back.welcome.join("\n"), /RESUME SESSION ann/);
});

Deno.test("a line that waits for its turn is not heard once the connection is lost", async () => {
  await using server = new TestServer();
  const ann = await come(server, "ann", { channels: "#a" });
  const bob = await server.join("bob", { channels: "#a" });
  ann.conn.sendLines(
    ...Array.from({ length: 40 }, (_, number) => `PRIVMSG #a :${number}`),
  );
  await settle();
  const heard = bob.takeLines().length;

  const back = await come(server, "ann", { token: ann.token });
  await server.clock.advance(20_000);

  assert(heard > 0 && heard < 40);
  assertEquals(bob.takeLines(), []);
  assertEquals(await server.ask(back.conn, "PING 1"), [
    ":test.chat PONG test.chat :1",
  ]);
});

Deno.test("channels that were still to be entered are not, once the connection is lost", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await come(server, "ann", { channels: "#a" });
  const bob = await server.join("bob", { channels: "#a" });
  ann.conn.stall();
  await server.ask(bob, ...Array(200).fill(`PRIVMSG #a :${"x".repeat(400)}`));
  ann.conn.sendLines("JOIN #b,#c");
  await settle();

  const back = await come(server, "ann", { token: ann.token });
  ann.conn.unstall();
  await server.clock.advance(5_000);

  const joined = back.welcome.filter((line) => / JOIN /.test(line));
  assertEquals(joined, [
    ":ann!ann@192.0.2.1 JOIN #a",
    ":ann!ann@192.0.2.1 JOIN #b",
  ]);
  assertEquals(server.server.hub.registry.channel("#c"), undefined);
});

Deno.test("holds of one host have a cap; those above it end as ever", async (t) => {
  const cases = [
    {
      name: "an address",
      addressOf: () => "192.0.2.1",
      want: MAX_HELD_PER_HOST,
    },
    {
      name: "an IPv6 network",
      addressOf: (number: number) => `2001:db8::${number + 1}`,
      want: MAX_HELD_PER_HOST,
    },
    {
      name: "several addresses",
      addressOf: (number: number) => `192.0.2.${number + 1}`,
      want: MAX_HELD_PER_HOST + 1,
    },
    {
      name: "this machine",
      addressOf: () => "127.0.0.1",
      want: MAX_HELD_PER_HOST + 1,
    },
  ];
  for (const { name, addressOf, want } of cases) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const all: Resumable[] = [];
      for (let number = 0; number <= MAX_HELD_PER_HOST; number++) {
        const address = addressOf(number);
        all.push(await come(server, `a${number}`, { address }));
      }

      for (const each of all) await cut(each);
      const { holds, registry } = server.server.hub;
      const counts = [holds.count, [...registry.sessions()].length];
      const [first] = all;
      const address = addressOf(0);
      await come(server, "a0", { token: first!.token, address });

      assertEquals(counts, [want, want]);
      assertEquals(holds.count, want - 1);
    });
  }
});

Deno.test("who is held takes no connection's place where the server is full", async () => {
  await using server = new TestServer({ maxClients: 2 });
  const ann = await come(server, "ann");
  const bob = await come(server, "bob");
  await cut(ann);
  await cut(bob);
  await server.clock.advance(5_000);

  const cat = await server.join("cat");
  const dan = await come(server, "dan", { token: ann.token });
  const refused = await server.connect();

  assertMatch(dan.welcome.join("\n"), /RESUME SESSION ann/);
  assertEquals(await server.ask(cat, "PING 1"), [
    ":test.chat PONG test.chat :1",
  ]);
  assertMatch(refused.output, /^ERROR :Closing link: Server is full/);
});

Deno.test("no more sessions are held than there may be clients", async () => {
  await using server = new TestServer({ maxClients: 2 });
  for (const nick of ["ann", "bob"]) await cut(await come(server, nick));
  await server.clock.advance(5_000);

  await cut(await come(server, "cat"));

  const { holds, registry } = server.server.hub;
  assertEquals(holds.count, 2);
  assertEquals(registry.session("cat"), undefined);
});

Deno.test("a session whose hold is over cannot be resumed any more", async () => {
  await using server = new TestServer({ holdMs: 10_000 });
  const ann = await come(server, "ann", { channels: "#a" });
  await cut(ann);

  await server.clock.advance(9_000);
  const intime = await come(server, "ann", { token: ann.token });
  await cut(intime);
  await server.clock.advance(11_000);
  const late = await come(server, "ann", { token: ann.token });

  assertMatch(intime.welcome.join("\n"), /RESUME SESSION ann/);
  assertMatch(late.welcome.join("\n"), /RESUME IDENTITY/);
});
