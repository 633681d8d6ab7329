import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import { MemoryStore } from "../../server/history/memory_store.ts";
import { readOpers } from "../../server/opers.ts";
import { settle } from "../fakes/fake_clock.ts";
import { TestServer } from "../fakes/test_server.ts";
import { come, cut, type Resumable } from "./resumable.ts";

/** The ways in which a connection is lost. */
const LOSSES = [
  {
    name: "the end of input without QUIT",
    lose: (_server: TestServer, ann: Resumable) => cut(ann),
    reason: "Connection closed",
  },
  {
    name: "an error of the socket",
    lose: async (_server: TestServer, { conn }: Resumable) => {
      conn.fail(new Deno.errors.ConnectionReset());
      await settle();
    },
    reason: "Connection reset",
  },
  {
    name: "silence",
    lose: (server: TestServer, _ann: Resumable, bob: Resumable) =>
      pass(server, bob, 60_000),
    reason: "Ping timeout: 90 seconds",
  },
  {
    name: "not reading",
    lose: async (server: TestServer, { conn }: Resumable) => {
      conn.stall();
      const cat = await server.join("cat", { address: "127.0.0.1" });
      for (let sent = 0; sent < 1024 * 1024; sent += 400) {
        cat.sendLines(`PRIVMSG ann :${"x".repeat(400)}`);
      }
      await settle();
      conn.unstall();
      await settle();
    },
    reason: "Too slow: 1048576 bytes were waiting for it",
  },
] as const;

/** Lets time pass, in which somebody gives signs of life. */
async function pass(
  server: TestServer,
  { conn }: Resumable,
  ms: number,
): Promise<void> {
  for (let passed = 0; passed < ms; passed += 10_000) {
    conn.sendLines("PONG");
    await server.clock.advance(10_000);
  }
}

Deno.test("a lost connection holds the session for a while; then it ends, for the reason of the loss", async (t) => {
  for (const { name, lose, reason } of LOSSES) {
    await t.step(name, async () => {
      const store = new MemoryStore();
      await using server = new TestServer({}, { store });
      const ann = await come(server, "ann", { channels: "#a" });
      const bob = await come(server, "bob", { channels: "#a" });
      await pass(server, bob, 30_000);
      bob.conn.takeLines();

      await lose(server, ann, bob);
      await pass(server, bob, 110_000);
      const before = bob.conn.takeLines();
      await pass(server, bob, 20_000);

      assertEquals(before.filter((line) => line.includes("ann")), []);
      assertEquals(
        bob.conn.takeLines().filter((line) => line.includes("ann")),
        [`:ann!ann@192.0.2.1 QUIT :${reason}`],
      );
      const place = store.findChannel("#a")!.place;
      const [last] = store.list({
        places: [place],
        kinds: ["event"],
        limit: 1,
        end: "newest",
      });
      assertEquals(last?.message.command, "QUIT");
      assert(ann.conn.isClosed);
      assertEquals(server.server.hub.registry.session("ann"), undefined);
    });
  }
});

Deno.test("a lost connection ends the session at once", async (t) => {
  const cases = [
    { name: "with QUIT", options: {}, lines: ["QUIT :bye"], want: "Quit: bye" },
    {
      name: "where nothing is held",
      options: { holdMs: 0 },
      lines: [],
      want: "Connection closed",
    },
    {
      name: "without the capability",
      options: {},
      lines: ["CAP REQ -chat/resume"],
      want: "Connection closed",
    },
  ];
  for (const { name, options, lines, want } of cases) {
    await t.step(name, async () => {
      await using server = new TestServer(options);
      const ann = await come(server, "ann", { channels: "#a" });
      const bob = await server.join("bob", { channels: "#a" });

      await server.ask(ann.conn, ...lines);
      await cut(ann);

      assertEquals(bob.takeLines(), [`:ann!ann@192.0.2.1 QUIT :${want}`]);
    });
  }
});

Deno.test("who is held can be put out, and its nick is free then", async (t) => {
  const cases = [
    {
      name: "KILL",
      end: async (server: TestServer) => {
        const oper = await server.join("op", { address: "127.0.0.1" });
        await server.ask(oper, "OPER root pw");
        await server.ask(oper, "KILL ann :enough");
      },
      want: "Killed (op (enough))",
    },
    {
      name: "/kick of the console",
      end: async (server: TestServer) => {
        async function* lines() {
          yield await Promise.resolve("/kick ann enough");
        }
        await server.openConsole(lines(), []);
        await settle();
      },
      want: "Kicked: enough",
    },
  ];
  for (const { name, end, want } of cases) {
    await t.step(name, async () => {
      await using server = new TestServer({ opers: readOpers(["root:pw"]) });
      const ann = await come(server, "ann", { channels: "#a" });
      const bob = await server.join("bob", { channels: "#a" });
      await cut(ann);

      await end(server);
      const { census, holds } = server.server.hub;
      const names = [...census.sessions].map(({ target }) => target);
      const back = await come(server, "ann", { token: ann.token });

      assertEquals(
        bob.takeLines().filter((line) => line.includes("ann!")),
        [`:ann!ann@192.0.2.1 QUIT :${want}`],
      );
      assertEquals(names.includes("ann"), false);
      assertEquals(holds.count, 0);
      assertMatch(back.welcome.join("\n"), /RESUME IDENTITY/);
      assertEquals(await server.ask(back.conn, "PING 1"), [
        ":test.chat PONG test.chat :1",
      ]);
    });
  }
});

Deno.test("the end of the server ends who is held, and nobody is told or noted", async () => {
  const store = new MemoryStore();
  const server = new TestServer({}, { store });
  const ann = await come(server, "ann", { channels: "#a" });
  const bob = await server.join("bob", { channels: "#a" });
  await cut(ann);

  await server.stop("bye");

  assertEquals(bob.takeLines(), [
    "ERROR :Closing link: Server is shutting down: bye",
  ]);
  const place = store.findChannel("#a")!.place;
  const commands = store.list({
    places: [place],
    kinds: ["event"],
    limit: 10,
    end: "newest",
  }).map(({ message }) => message.command);
  assertEquals(commands, ["JOIN", "JOIN"]);
});

Deno.test("who is held is there for others: NAMES, LUSERS, MONITOR, a nick in use, WHOIS", async () => {
  await using server = new TestServer();
  const ann = await come(server, "ann", { channels: "#a" });
  const bob = await server.join("bob", { channels: "#a" });
  await server.ask(bob, "MONITOR + ann");
  await cut(ann);

  const lines = await server.ask(
    bob,
    "NAMES #a",
    "LUSERS",
    "MONITOR S",
    "NICK ann",
    "WHOIS ann",
  );

  const text = lines.join("\n");
  assertMatch(text, / 353 bob = #a :@ann bob\n/);
  assertMatch(text, / 251 bob :There are 2 users /);
  assertMatch(text, / 253 bob 0 /);
  assertMatch(text, / 730 bob :ann!ann@192\.0\.2\.1\n/);
  assertMatch(text, / 433 bob ann /);
  assertMatch(text, / 320 bob ann :has lost its connection, and may come back/);
  const back = await come(server, "ann", { token: ann.token });
  const whois = await server.ask(bob, "WHOIS ann");
  assertEquals(whois.filter((line) => / 320 /.test(line)), []);
  assertMatch(back.welcome.join("\n"), /SESSION/);
});
