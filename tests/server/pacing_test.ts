import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

const CHANNELS = 20_000;

/** Lets LIST go through all channels, which it does not do in one go. */
async function pass(server: TestServer): Promise<void> {
  await settle();
  await server.clock.advance(1_000);
}

/** A server with many channels; ann is in all of them, bob in none. */
async function crowded(): Promise<
  { server: TestServer; ann: FakeConn; bob: FakeConn }
> {
  const server = new TestServer();
  const ann = await server.join("ann");
  const { registry } = server.server.hub;
  for (let count = 0; count < CHANNELS; count++) {
    const name = `#${"x".repeat(50)}${count}`;
    const channel = registry.openChannel(name, { createdAt: 0 });
    channel.join(registry.session("ann")!);
  }
  const bob = await server.join("bob");
  ann.takeLines();
  return { server, ann, bob };
}

/** Bytes that wait for a client. */
function queued(server: TestServer, nick: string): number {
  return server.server.hub.registry.session(nick)?.outbox.queuedBytes ?? -1;
}

Deno.test("LIST makes no more than a client takes, and goes on when it reads again", async () => {
  const { server, ann } = await crowded();
  await using _ = server;
  ann.stall();

  ann.sendLines("LIST");
  await pass(server);
  const first = queued(server, "ann");
  await server.clock.advance(30_000);
  assertEquals(queued(server, "ann"), first);
  assertEquals(first > 64 * 1024 && first < 65 * 1024, true);
  assertEquals(ann.isClosed, false);
  ann.unstall();
  await pass(server);

  const lines = ann.takeLines();
  assertEquals(lines.length, CHANNELS + 3);
  assertEquals(lines.at(-1), ":test.chat 323 ann :End of /LIST");
  assertEquals(queued(server, "ann"), 0);
});

Deno.test("commands behind a paced answer are answered after it", async () => {
  const { server, ann, bob } = await crowded();
  await using _ = server;
  ann.stall();

  ann.sendLines("LIST", "PING 1", "PRIVMSG #lobby :hi", "LIST", "PING 2");
  await pass(server);
  assertEquals(bob.takeLines(), []);
  ann.unstall();
  await pass(server);

  assertEquals(bob.takeLines(), [":ann!ann@192.0.2.1 PRIVMSG #lobby :hi"]);
  const numerics = ann.takeLines().map((line) => line.split(" ")[1]);
  const marks = numerics.filter((numeric) => numeric !== "322");
  assertEquals(marks, ["321", "323", "PONG", "321", "323", "PONG"]);
  assertEquals(numerics.at(-1), "PONG");
});

Deno.test("a client whose answer is on its way hears what others say", async () => {
  const { server, ann, bob } = await crowded();
  await using _ = server;
  ann.stall();
  ann.sendLines("LIST");
  await pass(server);

  await server.ask(bob, "PRIVMSG #lobby :hi");
  ann.unstall();
  await pass(server);

  const lines = ann.takeLines();
  assertEquals(
    lines.indexOf(":bob!bob@192.0.2.1 PRIVMSG #lobby :hi") < 2_000,
    true,
  );
  assertEquals(lines.length, CHANNELS + 4);
});

Deno.test("a client that leaves in the middle of an answer leaves nothing behind", async (t) => {
  for (const leave of ["reset", "kick"]) {
    await t.step(leave, async () => {
      const { server, ann, bob } = await crowded();
      await using _ = server;
      ann.stall();
      ann.sendLines("JOIN #new", "LIST", "JOIN #never");
      await pass(server);

      const session = server.server.hub.registry.session("ann")!;
      if (leave === "kick") server.server.hub.end(session, "Kicked");
      else ann.fail(new Deno.errors.ConnectionReset());
      ann.unstall();
      await settle();
      await server.clock.advance(5_000);

      assertEquals(bob.takeLines().length, 1);
      assertEquals(ann.isClosed, true);
      assertEquals(session.channels.size, 0);
      assertEquals(server.server.hub.registry.channel("#new"), undefined);
      assertEquals(server.server.hub.registry.channel("#never"), undefined);
    });
  }
});

Deno.test("who leaves in the middle of a JOIN enters no more channels", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const { hub } = server.server;
  const ann = await server.join("ann");
  const bob = await server.join("bob");
  ann.stall();
  const line = `PRIVMSG #lobby :${"x".repeat(480)}`;
  bob.sendLines(...Array<string>(150).fill(line));
  await settle();
  ann.sendLines("JOIN #a,#b");
  await settle();
  assertEquals(hub.registry.channel("#a")?.members.size, 1);
  assertEquals(hub.registry.channel("#b"), undefined);

  hub.end(hub.registry.session("ann")!, "Kicked");
  ann.unstall();
  await server.clock.advance(5_000);

  assertEquals(hub.registry.channelCount, 1);
});

Deno.test("a client that reads slowly is not taken for dead", async () => {
  const { server, ann } = await crowded();
  await using _ = server;
  // 1.6 kB a second: more than a minute for what may wait.
  const write = ann.write.bind(ann);
  ann.write = async (bytes) => {
    await new Promise<void>((resolve) =>
      void server.clock.setTimer(10_000, resolve)
    );
    return await write(bytes.subarray(0, 16 * 1024));
  };

  ann.sendLines("LIST");
  await settle();
  await server.clock.advance(300_000);

  assertEquals(ann.isClosed, false);
  assertEquals(ann.takeLines().length > 4_000, true);
  ann.fail(new Deno.errors.ConnectionReset());
});

Deno.test("who reads all the time, but never all, is not taken for dead", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await server.join("ann");
  const bob = await server.join("bob");
  const write = ann.write.bind(ann);
  ann.write = async (bytes) => {
    await new Promise<void>((resolve) =>
      void server.clock.setTimer(10_000, resolve)
    );
    return await write(bytes.subarray(0, 16 * 1024));
  };
  const talk = (count: number) =>
    bob.sendLines(
      ...Array<string>(count).fill(`PRIVMSG #lobby :${"x".repeat(480)}`),
    );
  talk(400);
  await settle();
  ann.sendLines("PING 1");

  for (let count = 0; count < 30; count++) {
    talk(32);
    await server.clock.advance(10_000);
    assertEquals(queued(server, "ann") > 64 * 1024, true);
  }

  assertEquals(ann.isClosed, false);
  ann.fail(new Deno.errors.ConnectionReset());
});

Deno.test("who reads nothing is taken for dead", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await server.join("ann");
  const bob = await server.join("bob");
  ann.stall();
  bob.sendLines(
    ...Array<string>(400).fill(`PRIVMSG #lobby :${"x".repeat(480)}`),
  );
  await settle();
  ann.sendLines("PING 1");

  for (let count = 0; count < 10; count++) {
    bob.sendLines("PONG");
    await server.clock.advance(10_000);
  }

  assertEquals(ann.isClosed, true);
});

Deno.test("who does not read the answers is not read from", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { address: "127.0.0.1" });
  ann.stall();

  for (let count = 0; count < 20_000; count++) {
    ann.sendLines(`PING ${"x".repeat(100)}`);
  }
  await settle();

  assertEquals(queued(server, "ann") < 65 * 1024, true);
  ann.unstall();
  await settle();
  assertEquals(ann.takeLines().length, 20_000);
});

Deno.test("NAMES, WHO and JOIN are paced too", async (t) => {
  await using server = new TestServer();
  const { hub } = server.server;
  const ann = await server.join("ann", { channels: "" });
  for (let count = 0; count < 4_000; count++) {
    const conn = await server.connect("127.0.0.1");
    conn.sendLines(`NICK ${"n".repeat(20)}${count}`, "USER u 0 * :x");
  }
  await settle();
  for (const session of hub.registry.sessions()) {
    if (session.nick !== "ann") hub.lobby.join(session);
  }
  for (const command of ["NAMES #lobby", "WHO #lobby", "JOIN #lobby"]) {
    await t.step(command, async () => {
      ann.takeLines();
      ann.stall();

      ann.sendLines(command);
      await settle();
      const waiting = queued(server, "ann");
      ann.unstall();
      await settle();

      assertEquals(waiting > 64 * 1024 && waiting < 65 * 1024, true);
      const end = command.startsWith("WHO") ? " 315 " : " 366 ";
      assertEquals(ann.takeLines().at(-1)?.includes(end), true);
    });
  }
});
