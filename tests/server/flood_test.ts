import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import { TestServer } from "../fakes/test_server.ts";
import { flood, messages, numbers, takeNumbers } from "./flooder.ts";

Deno.test("a flood is delayed behind a burst of 20, in order, and none of it is dropped", async () => {
  await using server = new TestServer();
  const { ann, bob } = await flood(server);

  ann.sendLines(...messages(40));
  await settle();
  assertEquals(takeNumbers(bob), numbers(20));
  await server.clock.advance(199);
  assertEquals(takeNumbers(bob), []);
  await server.clock.advance(1);
  assertEquals(takeNumbers(bob), [20]);
  await server.clock.advance(1_000);
  assertEquals(takeNumbers(bob), numbers(5, 21));
  await server.clock.advance(60_000);

  assertEquals(takeNumbers(bob).slice(0, 14), numbers(14, 26));
});

Deno.test("a throttled client does not delay others", async () => {
  await using server = new TestServer();
  const { ann, bob } = await flood(server);
  const cleo = await server.join("cleo");
  await server.clock.advance(10_000);
  ann.sendLines(...messages(40));
  await settle();
  bob.takeLines();

  cleo.sendLines("PRIVMSG #lobby :777");
  await settle();

  assertEquals(takeNumbers(bob), [777]);
});

Deno.test("a client is not throttled", async (t) => {
  const rows = [
    { name: "from loopback", address: "127.0.0.1" },
    {
      name: "from loopback seen on a socket for IPv6",
      address: "::ffff:127.0.0.1",
    },
    { name: "from loopback over IPv6", address: "::1" },
    { name: "with --no-throttle", address: "192.0.2.1", hasThrottle: false },
  ];
  for (const { name, address, hasThrottle = true } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer({ hasThrottle });
      const { ann, bob } = await flood(server, { address });

      ann.sendLines(...messages(100));
      await settle();

      assertEquals(takeNumbers(bob), numbers(100));
    });
  }
});

Deno.test("an address that only looks like loopback is throttled", async () => {
  await using server = new TestServer();
  const { ann, bob } = await flood(server, { address: "127.0.0.1.example" });

  ann.sendLines(...messages(21));
  await settle();

  assertEquals(takeNumbers(bob), numbers(20));
});

Deno.test("PONG does not count towards the burst", async () => {
  await using server = new TestServer();
  const { ann, bob } = await flood(server);

  ann.sendLines(
    ...numbers(30).map(String).map((n) => `PONG ${n}`),
    ...messages(20),
  );
  await settle();

  assertEquals(takeNumbers(bob), numbers(20));
});

Deno.test("the lines of a plain-text peer count, as commands do", async () => {
  await using server = new TestServer();
  const bob = await server.join("bob");
  const ann = await server.connect();
  ann.send("ann\n");
  await server.clock.advance(10_000);
  bob.takeLines();

  ann.send("/names\n".repeat(10) + numbers(20).map((n) => `${n}\n`).join(""));
  await settle();
  assertEquals(takeNumbers(bob), numbers(10));
  await server.clock.advance(2_000);

  assertEquals(takeNumbers(bob), numbers(10, 10));
});
