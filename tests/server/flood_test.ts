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

Deno.test("PONG and blank lines count an eighth: few are as good as free, no flood is", async (t) => {
  const rows = [
    { line: "PONG 1", count: 8, want: 19 },
    { line: "PONG 1", count: 80, want: 10 },
    { line: "", count: 8, want: 19 },
    { line: "  ", count: 200, want: 0 },
  ];
  for (const { line, count, want } of rows) {
    await t.step(`${count} of "${line}"`, async () => {
      await using server = new TestServer();
      const { ann, bob } = await flood(server);

      ann.sendLines(...Array<string>(count).fill(line), ...messages(20));
      await settle();

      assertEquals(takeNumbers(bob).length, want);
    });
  }
});

Deno.test("JOIN and PART count by their channels: four are one message", async (t) => {
  const names = Array.from({ length: 40 }, (_, index) => `#${index}`);
  const rows = [
    { name: "a few", lines: ["JOIN #1,#2,#3,#4"], want: 19 },
    { name: "many", lines: [`JOIN ${names}`], want: 10 },
    { name: "all left", lines: [`JOIN ${names}`, "JOIN 0"], want: 0 },
    { name: "many left", lines: [`PART ${names}`], want: 10 },
  ];
  for (const { name, lines, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const { ann, bob } = await flood(server);

      ann.sendLines(...lines, ...messages(20).map(toBob));
      await settle();

      const said = bob.takeLines().filter((line) => line.includes(" PRIVMSG "));
      assertEquals(said.length, want);
    });
  }
});

function toBob(line: string): string {
  return line.replace(/^PRIVMSG \S+/, "PRIVMSG bob");
}

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
