import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { readResidentBytes } from "../../bench/process_stats.ts";
import { type RunningServer, startServer } from "./program.ts";
import { RawClient } from "./raw_client.ts";

/** What two clients notice of an attack on their server: nothing. */
async function assertStillTalks(server: RunningServer): Promise<void> {
  await using ann = await RawClient.join(server.port, "ann");
  await using bob = await RawClient.join(server.port, "bob");
  await ann.sendLines("PRIVMSG #lobby :still here");
  await bob.waitFor(/:ann!ann@\S+ PRIVMSG #lobby :still here/);
}

/** The memory that a process occupies, in MiB. */
async function residentMiB(pid: number): Promise<number> {
  const bytes = await readResidentBytes(pid);
  assert(bytes !== undefined, "the system does not tell");
  return bytes / 1024 / 1024;
}

/** Bytes of a fixed seed (xorshift32), so that a failure can be repeated. */
function randomBytes(count: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(count);
  let state = seed;
  for (let index = 0; index < count; index++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[index] = state;
  }
  return bytes;
}

Deno.test("serve survives random bytes from fifty peers", async () => {
  await using server = await startServer();

  for (let seed = 1; seed <= 50; seed++) {
    await using peer = await RawClient.connect(server.port);
    await peer.send(randomBytes(20_000, seed)).catch(() => {});
  }

  await assertStillTalks(server);
});

Deno.test("serve survives every half of a registration and a break", async () => {
  await using server = await startServer();
  const whole = "CAP LS 302\r\nNICK eve\r\nUSER eve 0 * :Eve\r\nCAP END\r\n";

  for (let at = 0; at < whole.length; at++) {
    await using peer = await RawClient.connect(server.port);
    await peer.send(whole.slice(0, at));
  }

  await assertStillTalks(server);
});

Deno.test({
  name: "serve keeps its memory when a peer sends 10 MB without a line end",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using server = await startServer();
    await using irc = await RawClient.join(server.port, "eve");
    await using fresh = await RawClient.connect(server.port);
    const before = await residentMiB(server.process.pid);
    const chunk = new Uint8Array(100_000).fill(0x61);

    for (let count = 0; count < 100; count++) {
      await irc.send(chunk);
      await fresh.send(chunk);
    }
    await irc.sendLines("", "PING after");
    await irc.waitFor(/ 417 /);
    await irc.waitFor(/PONG \S+ :after/);

    const grown = await residentMiB(server.process.pid) - before;
    assert(grown < 64, `grew by ${grown} MiB`);
    await assertStillTalks(server);
  },
});

Deno.test("serve serves others while 1,000 peers never register", async () => {
  await using server = await startServer();
  const peers: RawClient[] = [];
  try {
    for (let count = 0; count < 1_000; count++) {
      peers.push(await RawClient.connect(server.port));
    }

    await assertStillTalks(server);
  } finally {
    for (const peer of peers) await peer[Symbol.asyncDispose]();
  }
});

Deno.test("serve closes who never reads, and a hundred others lose nothing", async () => {
  await using server = await startServer();
  const stalled = await Deno.connect({
    hostname: "127.0.0.1",
    port: server.port,
  });
  await stalled.write(
    new TextEncoder().encode(
      "NICK stalled\r\nUSER s 0 * :s\r\nJOIN #lobby\r\n",
    ),
  );
  const talkers = await Promise.all(
    Array.from({ length: 100 }, (_, n) => RawClient.join(server.port, `t${n}`)),
  );
  const text = "x".repeat(400);
  let isClosed = false;
  try {
    // How much the kernel takes for the stalled one differs by system.
    for (let round = 0; round < 2_000 && !isClosed; round++) {
      await Promise.all(
        talkers.map((talker) =>
          talker.sendLines(`PRIVMSG #lobby :${round} ${text}`)
        ),
      );
      for (const talker of talkers) {
        await talker.waitFor(new RegExp(` PRIVMSG #lobby :${round} x`), 99);
        assertEquals(talker.text.match(/ PRIVMSG /g)?.length, 99);
        isClosed ||= /:stalled!\S+ QUIT :Too slow/.test(talker.text);
        talker.text = "";
      }
    }
    assert(isClosed);
  } finally {
    stalled.close();
    for (const talker of talkers) await talker[Symbol.asyncDispose]();
  }
});
