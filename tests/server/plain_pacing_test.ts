import { assertEquals } from "@std/assert/equals";
import { PLAIN_HELP } from "../../server/plain_commands.ts";
import { settle } from "../fakes/fake_clock.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

/** An IRC client and a person at `nc`, whose whole burst is left. */
async function pair(
  server: TestServer,
  address = "192.0.2.1",
): Promise<{ ann: FakeConn; bob: FakeConn }> {
  const ann = await server.join("ann");
  const bob = await server.connect(address);
  bob.send("bob\n");
  await server.clock.advance(10_000);
  ann.takeLines();
  bob.takeLines();
  return { ann, bob };
}

/** Bytes of text that arrived since the last call. */
function takeBytes(conn: FakeConn): number {
  return conn.takeLines().reduce(
    (sum, line) => sum + (/ PRIVMSG \S+ :(.*)/.exec(line)?.[1]?.length ?? 0),
    0,
  );
}

Deno.test("long texts count by their weight, and all of them arrive", async () => {
  await using server = new TestServer();
  const { ann, bob } = await pair(server);
  const bytes = 20 * 60_000;

  bob.send(`${"x".repeat(60_000)}\n`.repeat(20));
  await settle();
  await server.clock.advance(100);
  const burst = takeBytes(ann);
  await server.clock.advance(60_000);

  assertEquals(burst, 3 * 60_000);
  assertEquals(burst + takeBytes(ann), bytes);
});

Deno.test("of a long text, nothing is said after its sender is gone", async (t) => {
  for (const command of ["/msg ann ", "/me ", ""]) {
    await t.step(command, async () => {
      await using server = new TestServer();
      const { ann, bob } = await pair(server);
      const { hub } = server.server;
      bob.send(`${command}${"x".repeat(60_000)}\n`.repeat(10));
      await settle();
      await server.clock.advance(5);

      hub.end(hub.registry.session("bob")!, "Kicked");
      await settle();
      ann.takeLines();
      await server.clock.advance(10_000);

      assertEquals(ann.takeLines(), []);
    });
  }
});

Deno.test("a person who does not read is not read from", async () => {
  await using server = new TestServer();
  const { bob } = await pair(server, "127.0.0.1");
  const session = server.server.hub.registry.session("bob")!;
  bob.stall();

  bob.send("/help\n".repeat(20_000));
  await settle();
  const waiting = session.outbox.queuedBytes;
  bob.unstall();
  await settle();

  assertEquals(waiting > 64 * 1024 && waiting < 66 * 1024, true);
  assertEquals(bob.takeLines().length, PLAIN_HELP.length * 20_000);
});
