import { assertEquals } from "@std/assert/equals";
import { nextIdleStep } from "../../server/idle.ts";
import { TestServer } from "../fakes/test_server.ts";

const NOW = Date.UTC(2026, 0, 1);
const IN = {
  isRegistered: true,
  canPing: true,
  connectedAt: 0,
  pingSentAt: undefined,
};

Deno.test("nextIdleStep() decides what a client's silence calls for", async (t) => {
  const rows = [
    {
      name: "a new client",
      state: { isRegistered: false, connectedAt: NOW },
      want: "none",
    },
    {
      name: "unregistered for almost 30 s",
      state: { isRegistered: false, connectedAt: NOW - 29_999 },
      want: "none",
    },
    {
      name: "unregistered for 30 s",
      state: { isRegistered: false, connectedAt: NOW - 30_000 },
      want: "registration_timeout",
    },
    {
      name: "unregistered for 30 s, talking",
      state: {
        isRegistered: false,
        connectedAt: NOW - 30_000,
        lastHeardAt: NOW,
      },
      want: "registration_timeout",
    },
    {
      name: "silent for almost 60 s",
      state: { lastHeardAt: NOW - 59_999 },
      want: "none",
    },
    {
      name: "silent for 60 s",
      state: { lastHeardAt: NOW - 60_000 },
      want: "ping",
    },
    {
      name: "pinged almost 30 s ago",
      state: { lastHeardAt: NOW - 89_999, pingSentAt: NOW - 29_999 },
      want: "none",
    },
    {
      name: "pinged 30 s ago",
      state: { lastHeardAt: NOW - 90_000, pingSentAt: NOW - 30_000 },
      want: "ping_timeout",
    },
    {
      name: "plain text, silent for a day",
      state: { canPing: false, lastHeardAt: NOW - 86_400_000 },
      want: "none",
    },
    {
      name: "plain text without a name",
      state: { isRegistered: false, canPing: false, connectedAt: NOW - 30_000 },
      want: "registration_timeout",
    },
  ];
  for (const { name, state, want } of rows) {
    await t.step(name, () => {
      assertEquals(
        nextIdleStep({ ...IN, lastHeardAt: NOW, ...state }, NOW),
        want,
      );
    });
  }
});

Deno.test("a client that does not register is closed after 30 s", async (t) => {
  const rows = [
    {
      name: "with nothing said",
      chunk: "",
      want: "-- Closing link: Registration timeout",
    },
    {
      name: "with a nick only",
      chunk: "NICK bob\r\n",
      want: "ERROR :Closing link: Registration timeout",
    },
    {
      name: "with a nick only, said after the greeting",
      afterMs: 5_000,
      chunk: "NICK bob\r\n",
      want: "ERROR :Closing link: Registration timeout",
    },
    {
      name: "in the middle of CAP",
      chunk: "CAP LS 302\r\nNICK bob\r\nUSER b 0 * :b\r\n",
      want: "ERROR :Closing link: Registration timeout",
    },
    {
      name: "with half an HTTP request",
      chunk: "GET / HTTP/1.1\r\nHost: a\r\n",
      want: undefined,
    },
    {
      name: "with half an HTTP request, made after the greeting",
      afterMs: 5_000,
      chunk: "GET / HTTP/1.1\r\nHost: a\r\n",
      want: "-- This is test. What is your name?",
    },
    {
      name: "with a blank name",
      chunk: " \n",
      afterMs: 5_000,
      want: "-- Closing link: Registration timeout",
    },
    {
      name: "without the password",
      chunk: "bob\n",
      want: "-- Closing link: Registration timeout",
    },
  ];
  for (const { name, afterMs = 0, chunk, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer({ password: "secret" });
      const conn = await server.connect();
      await server.clock.advance(afterMs);
      if (chunk !== "") conn.send(chunk);

      await server.clock.advance(29_500 - afterMs);
      assertEquals(conn.isClosed, false);
      await server.clock.advance(2_500);

      assertEquals(conn.isClosed, true);
      assertEquals(conn.takeLines().at(-1), want);
    });
  }
});

Deno.test("the nick of a client that did not register is free again", async () => {
  await using server = new TestServer();
  const slow = await server.connect();
  slow.sendLines("NICK bob");
  await server.clock.advance(31_000);

  const [welcome] = await server.ask(
    await server.connect(),
    "NICK bob",
    "USER b 0 * :b",
  );

  assertEquals(welcome, ":test.chat 001 bob :Welcome to test, bob");
});

Deno.test("a silent client is asked for a sign of life after 60 s, and stays if it answers", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");

  await server.clock.advance(59_000);
  assertEquals(ann.takeLines(), []);
  await server.clock.advance(1_000);
  assertEquals(ann.takeLines(), ["PING test.chat"]);
  await server.clock.advance(20_000);
  await server.ask(ann, "PONG test.chat");
  await server.clock.advance(59_000);
  assertEquals(ann.takeLines(), []);
  await server.clock.advance(1_000);

  assertEquals(ann.takeLines(), ["PING test.chat"]);
  assertEquals(ann.isClosed, false);
});

Deno.test("a dead client is closed 30 s after the PING, and others learn why", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  const bob = await server.join("bob");
  const alive = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 10) {
      bob.sendLines("PONG");
      await server.clock.advance(10_000);
    }
  };

  await alive(80);
  assertEquals(bob.takeLines(), []);
  await alive(20);

  assertEquals(bob.takeLines(), [
    ":ann!ann@192.0.2.1 QUIT :Ping timeout: 90 seconds",
  ]);
  assertEquals(
    ann.takeLines().at(-1),
    "ERROR :Closing link: Ping timeout: 90 seconds",
  );
  assertEquals(ann.isClosed, true);
});

Deno.test("a plain-text peer may be silent for long", async () => {
  await using server = new TestServer();
  const ann = await server.connect();
  ann.send("ann\n");
  await server.clock.advance(1_000);
  ann.takeLines();

  await server.clock.advance(600_000);

  assertEquals(ann.takeLines(), []);
  assertEquals(ann.isClosed, false);
});
