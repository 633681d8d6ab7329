import { assertEquals } from "@std/assert/equals";
import { MemoryStore } from "../../server/history/memory_store.ts";
import { readOpers } from "../../server/opers.ts";
import { settle } from "../fakes/fake_clock.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";
import { come, tokenIn } from "../server/resumable.ts";
import { testProperty } from "./property.ts";
import type { Random } from "./random.ts";

const NICKS = ["ann", "bob", "cat", "dan"];
const LINES = [
  "JOIN #a",
  "JOIN #b,#c",
  "PART #a",
  "JOIN 0",
  "MODE #a +s",
  "MODE #a -s",
  "MODE #b +i",
  "MODE #b +o bob",
  "MODE #c +k pw",
  "MODE ann +i",
  "RENAME #a #d",
  "RENAME #d #a",
  "KICK #a bob",
  "KICK #b ann",
  "INVITE cat #b",
  "NICK zoe",
  "NICK ann",
  "AWAY :gone",
  "AWAY",
  "MONITOR + ann,bob",
  "PRIVMSG #a :hi",
  "PRIVMSG bob :hi",
  "TOPIC #a :tea",
  "OPER root pw",
  "KILL ann :out",
  "CAP REQ -chat/resume",
  "CAP REQ chat/resume",
  "BATCH +1 draft/multiline #a",
  "QUIT",
];

/** A server, those who are or were on it, and what they know. */
interface World {
  server: TestServer;
  readonly store: MemoryStore;
  conns: FakeConn[];
  readonly tokens: string[];
  starts: number;
}

const OPTIONS = {
  hasThrottle: false,
  holdMs: 20_000,
  opers: readOpers(["root:pw"]),
};

async function step(random: Random, world: World): Promise<void> {
  const { server, tokens } = world;
  const conn = world.conns.length > 0 ? random.pick(world.conns) : undefined;
  switch (random.below(12)) {
    case 0:
    case 1: {
      const token = tokens.length > 0 && !random.oneIn(3)
        ? random.pick(tokens)
        : undefined;
      const { conn, welcome } = await come(server, random.pick(NICKS), {
        capabilities: "batch draft/multiline chghost",
        address: random.pick(["192.0.2.1", "192.0.2.2", "127.0.0.1"]),
        ...(token !== undefined && { token }),
      });
      world.conns.push(conn);
      const given = tokenIn(welcome);
      if (given !== "" && !tokens.includes(given)) tokens.push(given);
      return;
    }
    case 2:
      conn?.end();
      return await settle();
    case 3:
      conn?.fail(new Deno.errors.ConnectionReset());
      return await settle();
    case 4:
      return await server.clock.advance(random.pick([1_000, 9_000, 61_000]));
    case 5:
      if (!random.oneIn(4)) return;
      world.starts++;
      await server.stop();
      world.conns = [];
      world.server = new TestServer(OPTIONS, {
        store: world.store,
        idPrefix: `t${world.starts}`,
      });
      return;
    default:
      conn?.sendLines(random.pick(LINES));
      if (!random.oneIn(3)) await settle();
  }
}

/** Checks that all that the server knows of its sessions goes together. */
function check({ server: { server, log } }: World): void {
  const { hub } = server;
  const registered = [...hub.registry.sessions()];
  const held = registered.filter(({ hold }) => hold !== undefined);
  assertEquals(log.filter(({ level }) => level === "error"), []);
  assertEquals(hub.census.counts.now, registered.length);
  assertEquals(hub.holds.count, held.length);
  for (const session of registered) {
    assertEquals(session.state, "registered");
    assertEquals(hub.census.sessions.has(session), true);
    assertEquals(hub.registry.session(session.target), session);
    const { secretHash = "" } = session;
    const found = hub.holds.find(secretHash);
    assertEquals(found, secretHash === "" ? undefined : session);
    assertEquals(session.connection.isClosing, session.hold !== undefined);
    for (const channel of session.channels) {
      assertEquals(channel.members.has(session), true);
      assertEquals(hub.registry.channel(channel.name), channel);
    }
  }
  for (const channel of hub.registry.channels()) {
    assertEquals(channel.isOpen, true);
    for (const member of channel.members.keys()) {
      assertEquals(member.channels.has(channel), true);
      assertEquals(member.state, "registered");
    }
  }
  const identities = registered.map(({ identity }) => identity);
  assertEquals(new Set(identities).size, identities.length);
}

testProperty(
  "whoever comes, is lost, and resumes, all that the server knows goes together",
  async (random) => {
    const store = new MemoryStore();
    const world: World = {
      server: new TestServer(OPTIONS, { store }),
      store,
      conns: [],
      tokens: [],
      starts: 0,
    };
    for (let count = 0; count < 60; count++) {
      await step(random, world);
      if (random.oneIn(2)) {
        await settle();
        check(world);
      }
    }
    await settle();
    check(world);
    // In the end all that was held is gone, and what nobody came back to.
    for (const conn of world.conns) conn.end();
    await world.server.clock.advance(11 * 60_000);
    const { hub } = world.server.server;
    assertEquals(hub.census.sessions.size, 0);
    assertEquals([...hub.registry.channels()], [hub.lobby]);
    const names = store.channels().map(({ name }) => name);
    assertEquals(names.filter((name) => name !== hub.lobby.name), []);
    await world.server.stop();
  },
  { runs: 30 },
);
