import { assertEquals } from "@std/assert/equals";
import { DEFAULT_THROTTLE, Throttle, weightOf } from "../../server/throttle.ts";
import { settle } from "../fakes/fake_clock.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

const NOW = Date.UTC(2026, 0, 1);

Deno.test("Throttle.take() says how long a message waits", async (t) => {
  const rows = [
    { name: "a burst of 20 waits for nothing", taken: 19, after: 0, want: 0 },
    {
      name: "the one behind it waits for a fifth of a second",
      taken: 20,
      after: 0,
      want: 200,
    },
    {
      name: "ten behind it wait for two seconds",
      taken: 29,
      after: 0,
      want: 2_000,
    },
    { name: "a second makes room for five", taken: 24, after: 1_000, want: 0 },
    {
      name: "a second makes no room for six",
      taken: 25,
      after: 1_000,
      want: 200,
    },
    {
      name: "an hour makes room for 20 only",
      taken: 20,
      after: 3_600_000,
      want: 0,
    },
    {
      name: "a clock set back makes no room",
      taken: 20,
      after: -3_600_000,
      want: 200,
    },
  ];
  for (const { name, taken, after, want } of rows) {
    await t.step(name, () => {
      const throttle = new Throttle(DEFAULT_THROTTLE);
      for (let count = 0; count < taken; count++) throttle.take(NOW);

      assertEquals(throttle.take(NOW + after), want);
    });
  }
});

Deno.test("Throttle.take() never saves up more than a burst", () => {
  const throttle = new Throttle({ burst: 2, perSecond: 1 });
  throttle.take(NOW);

  const waits = [1, 2, 3].map(() => throttle.take(NOW + 3_600_000));

  assertEquals(waits, [0, 0, 1_000]);
});

/** Numbers of the messages that arrived since the last call. */
function takeNumbers(conn: FakeConn): number[] {
  return conn.takeLines().map((line) => Number(/ :(\d+)$/.exec(line)?.[1]));
}

function numbers(count: number, from = 0): number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}

function messages(count: number): string[] {
  return numbers(count).map((number) => `PRIVMSG #lobby :${number}`);
}

/** A sender with its whole burst left, and somebody who listens. */
async function flood(
  server: TestServer,
  { address, capabilities = "" }: { address?: string; capabilities?: string } =
    {},
): Promise<{ ann: FakeConn; bob: FakeConn }> {
  const bob = await server.join("bob");
  const ann = await server.join("ann", {
    capabilities,
    ...(address === undefined ? {} : { address }),
  });
  await server.clock.advance(10_000);
  bob.takeLines();
  return { ann, bob };
}

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

Deno.test("a paste counts once", async () => {
  await using server = new TestServer();
  const { ann, bob } = await flood(server, {
    capabilities: "batch draft/multiline",
  });
  const lines = numbers(100).map((number) =>
    `@batch=1 PRIVMSG #lobby :${number}`
  );

  ann.sendLines(
    "BATCH +1 draft/multiline #lobby",
    ...lines,
    "BATCH -1",
    ...messages(20),
  );
  await settle();

  assertEquals(takeNumbers(bob), [...numbers(100), ...numbers(19)]);
});

Deno.test("what is no part of an open batch counts as ever", async () => {
  await using server = new TestServer();
  const { ann, bob } = await flood(server, {
    capabilities: "batch draft/multiline",
  });
  const noise = numbers(25).map((number) =>
    `BATCH +${number} draft/multiline #lobby`
  );

  ann.sendLines(
    "BATCH +1 draft/multiline #lobby",
    ...noise,
    "PRIVMSG #lobby :7",
  );
  await settle();

  assertEquals(takeNumbers(bob), []);
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

Deno.test("weightOf() counts what fills others' queues", async (t) => {
  const rows = [
    { name: "one line as one", count: 1, bytes: 400, want: 1 },
    { name: "no line as one", count: 0, bytes: 0, want: 1 },
    {
      name: "a paste of 100 short lines as one",
      count: 100,
      bytes: 40,
      want: 1,
    },
    { name: "one line more as two", count: 101, bytes: 1, want: 2 },
    { name: "every 4,096 bytes as one", count: 100, bytes: 400, want: 10 },
    { name: "1,000 lines as ten", count: 1_000, bytes: 1, want: 10 },
  ];
  for (const { name, count, bytes, want } of rows) {
    await t.step(name, () => {
      const lines = Array.from({ length: count }, () => ({
        text: "x".repeat(bytes),
      }));

      assertEquals(weightOf(lines), want);
    });
  }
});

Deno.test("a flood of long pastes is delayed, and closes nobody", async () => {
  await using server = new TestServer();
  const capabilities = "batch draft/multiline message-tags server-time";
  const flooder = await server.join("flooder", { capabilities });
  const reader = await server.join("reader", { capabilities });
  const said = () => reader.output.match(/BATCH \+/g)?.length ?? 0;
  await server.clock.advance(10_000);
  const text = "x".repeat(39);
  for (let count = 0; count < 20; count++) {
    flooder.sendLines(
      `BATCH +${count} draft/multiline #lobby`,
      ...Array.from(
        { length: 1_000 },
        () => `@batch=${count} PRIVMSG #lobby :${text}`,
      ),
      `BATCH -${count}`,
    );
  }
  await settle();

  assertEquals(said(), 2);
  await server.clock.advance(60_000);
  assertEquals(said(), 20);
});
