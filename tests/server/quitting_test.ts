import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import { settle } from "../fakes/fake_clock.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

Deno.test("others learn the true reason why somebody left, each once", async (t) => {
  const rows: {
    name: string;
    leave: (conn: FakeConn) => void;
    want: string;
  }[] = [
    {
      name: "QUIT with a reason",
      leave: (conn) => conn.sendLines("QUIT :so long"),
      want: "Quit: so long",
    },
    {
      name: "QUIT without one",
      leave: (conn) => conn.sendLines("QUIT"),
      want: "Quit",
    },
    {
      name: "the end of input",
      leave: (conn) => conn.end(),
      want: "Connection closed",
    },
    {
      name: "half a line and the end of input",
      leave: (conn) => (conn.send("QUIT :x"), conn.end()),
      want: "Connection closed",
    },
    {
      name: "a reset",
      leave: (conn) => conn.fail(new Deno.errors.ConnectionReset()),
      want: "Connection reset",
    },
    {
      name: "a timeout",
      leave: (conn) => conn.fail(new Deno.errors.TimedOut()),
      want: "Connection timed out",
    },
    {
      name: "another failure",
      leave: (conn) => conn.fail(new Deno.errors.NotConnected("no route")),
      want: "Connection failed: no route",
    },
  ];
  for (const { name, leave, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { channels: "#a,#b,#lobby" });
      const bob = await server.join("bob", { channels: "#a,#b,#lobby" });
      const cleo = await server.join("cleo", { channels: "#c" });

      leave(ann);
      await settle();

      assertEquals(bob.takeLines(), [`:ann!ann@192.0.2.1 QUIT :${want}`]);
      assertEquals(cleo.takeLines(), []);
      assertEquals(server.log.filter(({ level }) => level === "error"), []);
    });
  }
});

Deno.test("who leaves is told so, and closed", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");

  assertEquals(
    await server.ask(ann, "QUIT :so long", "PRIVMSG #lobby :more", "PING 1"),
    [
      "ERROR :Closing link: Quit: so long",
    ],
  );
  await server.clock.advance(500);
  assertEquals(ann.isClosed, true);
});

Deno.test("nothing is left of who is gone", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#lobby" });
  const bob = await server.join("bob");
  await server.ask(ann, "QUIT");

  assertEquals(
    (await server.ask(bob, "NAMES #lobby"))[0],
    ":test.chat 353 bob = #lobby :bob",
  );
  assertEquals(
    (await server.ask(bob, "WHOIS ann"))[0],
    ":test.chat 401 bob ann :No such nick",
  );
  assertEquals(await server.ask(bob, "NICK ann"), [
    ":bob!bob@192.0.2.1 NICK ann",
  ]);
});

Deno.test("nobody learns of who leaves before the registration", async () => {
  await using server = new TestServer();
  const bob = await server.join("bob");
  const conn = await server.connect();

  assertEquals(await server.ask(conn, "NICK ann", "QUIT :x"), [
    "ERROR :Closing link: Quit: x",
  ]);
  assertEquals(bob.takeLines(), []);
});

Deno.test("a failed write ends a client as a failed read does", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  const bob = await server.join("bob");
  ann.write = () => Promise.reject(new Deno.errors.BrokenPipe());

  assertEquals(await server.ask(bob, "PRIVMSG #lobby :hi"), [
    ":ann!ann@192.0.2.1 QUIT :Connection lost",
  ]);
});

Deno.test("a client that does not read holds up nobody", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const slow = await server.join("slow");
  const ann = await server.join("ann");
  const bob = await server.join("bob");
  ann.takeLines();
  slow.stall();

  for (let count = 0; count < 100; count++) {
    ann.sendLines(`PRIVMSG #lobby :${count} ${"x".repeat(400)}`);
    await settle();
    assertEquals(bob.takeLines().length, 1);
  }

  assertEquals(slow.isClosed, false);
  slow.takeLines();
  slow.unstall();
  await settle();
  assertEquals(
    slow.takeLines().filter((line) => line.includes("PRIVMSG")).length,
    100,
  );
});

Deno.test("a client that leaves 1 MiB unread is closed, and others learn why", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const slow = await server.join("slow", { channels: "#lobby,#a" });
  const ann = await server.join("ann", { channels: "#lobby,#a" });
  const bob = await server.join("bob", { channels: "#lobby,#a" });
  ann.takeLines();
  slow.stall();
  const session = server.server.hub.registry.session("slow")!;
  const line = `PRIVMSG #lobby :${"x".repeat(490)}`;
  let said = 0;
  let most = 0;

  while (session.state === "registered" && said < 3_000) {
    ann.sendLines(line);
    said++;
    await settle();
    most = Math.max(most, session.outbox.queuedBytes);
  }

  const bytes = `:ann!ann@192.0.2.1 ${line}\r\n`.length;
  assertEquals(said, Math.floor(1_048_576 / bytes) + 1);
  assertEquals(most <= 1_048_576, true);
  const heard = bob.takeLines();
  assertEquals(heard.filter((line) => line.includes("PRIVMSG")).length, said);
  assertEquals(
    heard.at(-1),
    ":slow!slow@192.0.2.1 QUIT :Too slow: 1048576 bytes were waiting for it",
  );
  assertEquals(heard.filter((line) => line.includes("QUIT")).length, 1);
  assertMatch(ann.takeLines().join(), /^:slow!slow@192.0.2.1 QUIT :Too slow/);
  await server.clock.advance(3_000);
  assertEquals(slow.isClosed, true);
  assertEquals(session.outbox.queuedBytes, 0);
});

Deno.test("a client that was too slow and is reset meanwhile harms nobody", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const slow = await server.join("slow");
  const ann = await server.join("ann");
  slow.stall();
  for (let count = 0; count < 2_200; count++) {
    ann.sendLines(`PRIVMSG #lobby :${"x".repeat(490)}`);
  }
  await settle();
  assertMatch(ann.takeLines().at(-1)!, /QUIT :Too slow/);

  slow.fail(new Deno.errors.ConnectionReset());
  await settle();

  assertEquals(await server.ask(ann, "PING 1"), [
    ":test.chat PONG test.chat :1",
  ]);
});

Deno.test("a client that is closed while throttled does nothing more", async (t) => {
  for (const line of ["NICK rob", "JOIN #a", "PRIVMSG bob :hi"]) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const { hub } = server.server;
      const bob = await server.join("bob");
      const ann = await server.join("ann");
      await server.clock.advance(10_000);
      ann.sendLines(...Array<string>(20).fill("PING 1"), line);
      await settle();
      bob.takeLines();

      hub.end(hub.registry.session("ann")!, "Kicked");
      await server.clock.advance(5_000);

      assertEquals(bob.takeLines(), [":ann!ann@192.0.2.1 QUIT :Kicked"]);
      assertEquals(hub.registry.channel("#a"), undefined);
      assertEquals(await server.ask(bob, "NICK rob"), [
        ":bob!bob@192.0.2.1 NICK rob",
      ]);
    });
  }
});

Deno.test("a stop is told to each client once, and nothing of the others", async () => {
  const server = new TestServer();
  const printed: string[] = [];
  void server.openConsole(neverTyped(), printed);
  const ann = await server.join("ann");
  const bob = await server.join("bob");
  ann.takeLines();
  printed.length = 0;

  await server.stop("see you");

  const want = ["ERROR :Closing link: Server is shutting down: see you"];
  assertEquals(ann.takeLines(), want);
  assertEquals(bob.takeLines(), want);
  assertEquals(printed, []);
});

async function* neverTyped(): AsyncGenerator<string> {
  await new Promise(() => {});
  yield "";
}
