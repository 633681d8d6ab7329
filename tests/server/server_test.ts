import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import { TestServer } from "../fakes/test_server.ts";

Deno.test("one client too many is told so and closed, and the others notice nothing", async () => {
  await using server = new TestServer({ maxClients: 2 });
  const ann = await server.join("ann");
  const bob = await server.join("bob");
  ann.takeLines();

  const late = await server.connect();
  assertEquals(late.takeLines(), [
    "ERROR :Closing link: Server is full (2 clients)",
  ]);
  late.sendLines("NICK late", "USER l 0 * :l");
  await server.clock.advance(500);

  assertEquals(late.isClosed, true);
  assertEquals(late.takeLines(), []);
  assertEquals(ann.takeLines(), []);
  assertEquals(bob.takeLines(), []);
});

Deno.test("there is room again when a client is gone, whoever was refused meanwhile", async () => {
  await using server = new TestServer({ maxClients: 1 });
  const ann = await server.join("ann");
  for (let count = 0; count < 3; count++) await server.connect();
  ann.sendLines("QUIT");
  ann.end();
  await settle();

  const [welcome] = await server.ask(
    await server.connect(),
    "NICK bob",
    "USER b 0 * :b",
  );

  assertEquals(welcome, ":test.chat 001 bob :Welcome to test, bob");
});

Deno.test("clients count from accept on, registered or not", async () => {
  await using server = new TestServer({ maxClients: 1 });
  await server.connect();

  assertEquals((await server.connect()).takeLines(), [
    "ERROR :Closing link: Server is full (1 clients)",
  ]);
});

Deno.test("a connection that fails before it is accepted ends nothing", async (t) => {
  const errors = [
    new Deno.errors.ConnectionAborted("gone"),
    new Deno.errors.ConnectionReset("gone"),
    new Error("whatever"),
  ];
  for (const error of errors) {
    await t.step(`${error}`, async () => {
      await using server = new TestServer();

      await server.failAccept(error);
      await server.clock.advance(0);
      const ann = await server.join("ann");

      assertEquals(await server.ask(ann, "PING 1"), [
        ":test.chat PONG test.chat :1",
      ]);
      assertEquals(server.log[0], {
        level: "warn",
        text: `Cannot accept: ${error}`,
      });
    });
  }
});

Deno.test("accepting waits longer and longer while it fails, and says so once", async () => {
  await using server = new TestServer();
  const levels = () => server.log.splice(0).map(({ level }) => level);
  const wants = [0, 5, 10, 20, 50, 100, 200, 200];
  for (let count = 0; count < wants.length; count++) {
    await server.failAccept(new Error(`failure ${count}`));
  }

  for (const [count, ms] of wants.entries()) {
    assertEquals(levels(), [count === 0 ? "warn" : "debug"]);
    if (ms > 0) await server.clock.advance(ms - 1);
    assertEquals(levels(), []);
    await server.clock.advance(ms > 0 ? 1 : 0);
  }
  await server.join("ann");
  server.log.length = 0;
  await server.failAccept(new Error("another"));

  assertEquals(server.log, [
    { level: "warn", text: "Cannot accept: Error: another" },
  ]);
});

Deno.test("a stop tells everybody why, closes, and leaves no timer", async () => {
  const server = new TestServer();
  const ann = await server.join("ann", { channels: "#lobby,#a" });
  const bob = await server.join("bob");
  const plain = await server.connect();
  plain.send("plain\n");
  const early = await server.connect();
  const asked = await server.connect();
  await settle();
  for (const conn of [ann, bob, plain]) conn.takeLines();

  await server.stop("SIGTERM");

  const why = "Closing link: Server is shutting down: SIGTERM";
  assertEquals(ann.takeLines(), [`ERROR :${why}`]);
  assertEquals(bob.takeLines().at(-1), `ERROR :${why}`);
  assertEquals(plain.takeLines().at(-1), `-- ${why}`);
  assertEquals(early.takeLines(), [`ERROR :${why}`]);
  for (const conn of [ann, bob, plain, early, asked]) {
    assertEquals(conn.isClosed, true);
  }
  assertEquals(server.clock.timerCount, 0);
});

Deno.test("a stop is told in words that a peer may understand", async (t) => {
  const why = "Closing link: Server is shutting down";
  const rows = [
    { name: "who was greeted", chunk: "", want: `-- ${why}` },
    { name: "who speaks IRC", chunk: "NICK bob\r\n", want: `ERROR :${why}` },
    {
      name: "who asks over HTTP",
      chunk: "GET / HTTP/1.1\r\n",
      want: "-- This is test. What is your name?",
    },
  ];
  for (const { name, chunk, want } of rows) {
    await t.step(name, async () => {
      const server = new TestServer();
      const conn = await server.connect();
      await server.clock.advance(1_000);
      if (chunk !== "") conn.send(chunk);
      await settle();

      await server.stop();

      assertEquals(conn.takeLines().at(-1), want);
    });
  }
});

Deno.test("a stop without a reason gives none", async () => {
  const server = new TestServer();
  const ann = await server.join("ann");

  await server.stop();

  assertEquals(ann.takeLines(), [
    "ERROR :Closing link: Server is shutting down",
  ]);
});

Deno.test("a stop waits for a stalled client no longer than its deadline", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  ann.stall();
  let isStopped = false;

  const stopping = server.stop().then(() => isStopped = true);
  await settle();
  assertEquals(isStopped, false);
  await stopping;

  assertEquals(ann.isClosed, true);
  assertEquals(server.clock.timerCount, 0);
});

Deno.test("a stop leaves nothing of those who are throttled, paced or backing off", async () => {
  const server = new TestServer();
  const ann = await server.join("ann");
  ann.sendLines(...Array<string>(100).fill("PRIVMSG #lobby :x"));
  const bob = await server.join("bob");
  bob.stall();
  bob.sendLines(...Array<string>(10).fill(`PING ${"x".repeat(400)}`));
  await server.failAccept(new Error("EMFILE"));
  await settle();

  await server.stop();
  await server.clock.advance(60_000);

  assertEquals(server.clock.timerCount, 0);
});

Deno.test("who connects in the moment of a stop is closed", async () => {
  await using server = new TestServer();
  await settle();
  const connecting = server.connect();

  const stopping = server.stop();
  const conn = await connecting;
  await stopping;
  await server.clock.advance(60_000);

  assertEquals(conn.isClosed, true);
  assertEquals(server.clock.timerCount, 0);
});

Deno.test("two servers know nothing of each other", async () => {
  await using one = new TestServer({ network: "one", serverName: "one.chat" });
  await using two = new TestServer({ network: "two", serverName: "two.chat" });
  const ann = await one.join("ann");
  const other = await two.join("ann");
  await one.join("bob");

  assertEquals(other.takeLines(), []);
  await one.ask(ann, "PRIVMSG #lobby :hi");
  assertEquals(other.takeLines(), []);
  assertEquals(await two.ask(other, "PING 1"), [":two.chat PONG two.chat :1"]);
  await one.stop();
  assertEquals(await two.ask(other, "PING 2"), [":two.chat PONG two.chat :2"]);
});

Deno.test("a bug in a handler ends one client alone, and is logged", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  const bob = await server.join("bob");
  ann.takeLines();
  const { hub } = server.server;
  const nextMessageId = hub.nextMessageId.bind(hub);
  hub.nextMessageId = () => {
    hub.nextMessageId = nextMessageId;
    throw new TypeError("a bug");
  };

  const answer = await server.ask(ann, "PRIVMSG #lobby :hi");

  assertEquals(answer, ["ERROR :Closing link: Internal error"]);
  assertEquals(bob.takeLines(), [":ann!ann@192.0.2.1 QUIT :Internal error"]);
  const errors = server.log.filter(({ level }) => level === "error");
  assertEquals(errors.length, 1);
  assertEquals(
    errors[0]?.text.startsWith("ann!ann@192.0.2.1: TypeError: a bug"),
    true,
  );
});

Deno.test("an IPv4 peer on a socket for IPv6 is shown by its own address", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { address: "::ffff:198.51.100.7" });

  assertEquals(
    (await server.ask(ann, "JOIN #a"))[0],
    ":ann!ann@198.51.100.7 JOIN #a",
  );
});
