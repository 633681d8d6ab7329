import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";
import { openConsole } from "./open_console.ts";

const MULTILINE = "batch draft/multiline";

async function* typed(...lines: string[]): AsyncGenerator<string> {
  await Promise.resolve();
  yield* lines;
}

/** Messages that arrived since the last call. */
function takeCount(conn: FakeConn): number {
  return conn.takeLines().filter((line) =>
    / BATCH \+| (?:PRIVMSG|NOTICE) /.test(line) && !line.startsWith("@batch")
  ).length;
}

Deno.test("the parts of a long text come at least 20 ms apart, to everybody alike", async () => {
  await using server = new TestServer();
  const here = await server.join("here", { capabilities: MULTILINE });
  const there = await server.join("there", { channels: "" });
  const text = "x".repeat(200_000);

  void server.openConsole(typed(text), []);
  let heard = 0;
  let noticed = 0;
  const steps: number[] = [];
  for (let ms = 0; ms < 1_000; ms += 20) {
    await server.clock.advance(20);
    steps.push(takeCount(here));
    heard += steps.at(-1)!;
    noticed += there.takeLines().join("").match(/x+/g)?.join("").length ?? 0;
    // Who is elsewhere gets each part when those in the lobby do.
    assertEquals(noticed >= Math.max(0, heard - 1) * 39_000, true);
    assertEquals(noticed <= heard * 40_000, true);
  }

  assertEquals(heard, 6);
  assertEquals(Math.max(...steps), 1);
  assertEquals(noticed, text.length);
});

Deno.test("an announcement is paced, too", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  const printed: string[] = [];

  void server.openConsole(typed(`/announce ${"x".repeat(200_000)}`), printed);
  await settle();
  await server.clock.advance(100);
  const first = ann.takeLines().join("").length;
  await server.clock.advance(1_000);

  assertEquals(first > 39_000 && first < 60_000, true);
  assertEquals(printed.length, 1);
});

Deno.test("lines that are piped in come 20 ms apart, and the first at once", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");

  void server.openConsole(typed(...Array<string>(100).fill("x")), []);
  await settle();
  assertEquals(takeCount(ann), 1);
  await server.clock.advance(200);
  assertEquals(takeCount(ann), 10);
  await server.clock.advance(2_000);

  assertEquals(takeCount(ann), 89);
});

Deno.test("a text of more than 256 KiB is refused, and said so", async () => {
  await using server = new TestServer();
  const console = openConsole(server);
  const ann = await server.join("ann");
  console.take();

  const printed = await console.type(
    "x".repeat(262_145),
    `/announce ${"é".repeat(131_072)}`,
  );

  const refusal = "-- Not said: a text has 262144 bytes at most";
  assertEquals(printed, [refusal, refusal]);
  assertEquals(ann.takeLines(), []);
});
