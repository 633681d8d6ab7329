import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import { PRIVATE_WAIT_MS } from "../../server/history/channel_records.ts";
import { MemoryStore } from "../../server/history/memory_store.ts";
import { settle } from "../fakes/fake_clock.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";
import { testStores } from "./history/open_stores.ts";
import { come, restart, tokenIn } from "./resumable.ts";

/** Asks for modes, topic and lists of a channel. */
async function look(
  server: TestServer,
  conn: FakeConn,
  name: string,
): Promise<string[]> {
  return await server.ask(
    conn,
    `TOPIC ${name}`,
    `MODE ${name}`,
    `MODE ${name} b`,
    `MODE ${name} e`,
    `MODE ${name} I`,
    `NAMES ${name}`,
  );
}

Deno.test("a channel is after a restart what it was: topic, modes, masks, forward, ranks", async (t) => {
  for (const isKilled of [false, true]) {
    await t.step(isKilled ? "after a kill" : "after an end", async () => {
      const store = new MemoryStore();
      await using first = new TestServer({}, { store });
      const ann = await come(first, "ann", { channels: "#away,#a" });
      const bob = await come(first, "bob", { channels: "#a" });
      await first.ask(
        ann.conn,
        "TOPIC #a :tea at four",
        "MODE #a +imk-n secret",
        "MODE #a +l 20",
        "MODE #a +f #away",
        "MODE #a +bb *!*@bad m:*!*@loud",
        "MODE #a +e fine!*@*",
        "MODE #a +I friend!*@*",
        "MODE #a +hv bob bob",
      );
      const before = await look(first, ann.conn, "#a");

      await using second = await restart(first, store, { isKilled });
      await second.clock.advance(60_000);
      const back = await come(second, "ann", {
        token: ann.token,
        channels: "#away,#a",
      });
      await come(second, "bob", { token: bob.token, channels: "#a" });

      assertEquals(await look(second, back.conn, "#a"), before);
      assertMatch(before.join("\n"), / 353 ann = #a :@ann %bob/);
    });
  }
});

Deno.test("a rank that somebody had before is told to those who came before it", async () => {
  const store = new MemoryStore();
  const first = new TestServer({}, { store });
  const ann = await come(first, "ann", { channels: "#a" });
  const bob = await come(first, "bob", { channels: "#a" });
  await first.ask(ann.conn, "MODE #a +v ann");

  await using second = await restart(first, store);
  const early = await come(second, "bob", {
    token: bob.token,
    channels: "#a",
  });
  await come(second, "ann", { token: ann.token, channels: "#a" });

  assertEquals(early.conn.takeLines(), [
    ":ann!ann@192.0.2.1 JOIN #a",
    ":test.chat MODE #a +ov ann ann",
  ]);
});

Deno.test("the lobby keeps topic and modes, and belongs to operators of the server", async () => {
  const store = new MemoryStore();
  const first = new TestServer({}, { store });
  const ann = await come(first, "ann", { channels: "#lobby" });
  await first.ask(ann.conn, "TOPIC #lobby :welcome");

  await using second = await restart(first, store);
  const back = await come(second, "ann", { token: ann.token });
  const joined = await second.ask(back.conn, "JOIN #lobby");
  await second.clock.advance(11 * 60_000);
  const bob = await second.join("bob");

  assertMatch(joined.join("\n"), / 332 ann #lobby :?welcome\n/);
  assertMatch(joined.join("\n"), / 353 ann = #lobby :?ann(\n|$)/);
  assertMatch(
    (await second.ask(bob, "TOPIC #lobby"))[0]!,
    / 332 bob #lobby :?welcome/,
  );
});

Deno.test("who has no identity that is known has no rank, be it the same nick", async () => {
  const store = new MemoryStore();
  const first = new TestServer({}, { store });
  await come(first, "ann", { channels: "#a" });

  await using second = await restart(first, store);
  const eve = await come(second, "ann", {
    token: "A".repeat(43),
    channels: "#a",
  });

  const [names] = await second.ask(eve.conn, "NAMES #a");
  assertEquals(names, ":test.chat 353 ann = #a :ann");
});

Deno.test("who asks for chat/resume late has its rank back, too", async () => {
  const store = new MemoryStore();
  const first = new TestServer({}, { store });
  const ann = await first.join("ann", { channels: "#a" });
  const token = tokenIn(await first.ask(ann, "CAP REQ chat/resume"));

  await using second = await restart(first, store, { isKilled: true });
  const back = await come(second, "ann", { token, channels: "#a" });
  const [names] = await second.ask(back.conn, "NAMES #a");
  await first.stop();

  assertEquals(names, ":test.chat 353 ann = #a :@ann");
});

Deno.test("a channel is written once a turn, and only if it is not what it was", async () => {
  const saved: (string | undefined)[] = [];
  const store = new class extends MemoryStore {
    override saveChannel(place: number, state: string | undefined): void {
      saved.push(state);
      super.saveChannel(place, state);
    }
  }();
  await using server = new TestServer({}, { store });
  const ann = await server.join("ann", { channels: "#a" });
  const channel = server.server.hub.registry.channel("#a")!;
  saved.length = 0;

  for (let limit = 1; limit <= 50; limit++) {
    channel.limit = limit;
    channel.touch();
  }
  await settle();
  const first = saved.splice(0);
  channel.touch();
  await server.ask(ann, "PRIVMSG #a :hi", "MODE #a +l 50", "MODE #a -v ann");

  assertEquals(first.length, 1);
  assertMatch(first[0]!, /"limit":50,/);
  assertEquals(saved, []);
});

Deno.test("damaged records cost their channel, and are told once each", async (t) => {
  const states = [
    "",
    "{",
    "null",
    "[]",
    "1",
    "{}",
    '{"createdAt":1}',
    '{"createdAt":"x","flags":"nt","masks":{"b":[],"e":[],"I":[]},"members":[]}',
    '{"createdAt":1,"flags":"nt","masks":{"b":[1],"e":[],"I":[]},"members":[]}',
    '{"createdAt":1,"flags":"nt","masks":{"b":[],"e":[],"I":[]},"members":[[1]]}',
    '{"createdAt":1,"flags":[],"topic":1,"masks":{},"members":{}}',
  ];
  for (const state of states) {
    await t.step(state, async () => {
      const store = new MemoryStore();
      store.saveChannel(store.openChannel("#a").place, state);
      await using server = new TestServer({}, { store });

      const ann = await server.join("ann", { channels: "#a" });

      const warnings = server.log.filter(({ level }) => level === "warn");
      assertEquals(warnings.length, 1);
      assertEquals(
        (await server.ask(ann, "NAMES #a"))[0],
        [
          ":test.chat 353 ann = #a :@ann",
        ][0],
      );
    });
  }
});

Deno.test("with --history-from-join who comes back reads on from when it first came", async () => {
  const store = new MemoryStore();
  const first = new TestServer({ historyFromJoin: true }, { store });
  const ann = await come(first, "ann", { channels: "#a" });
  const bob = await come(first, "bob", { channels: "#a" });
  const { registry } = first.server.hub;
  const joinedId = registry.channel("#a")!.members
    .get(registry.session("bob")!)!.joinedId;
  await first.ask(ann.conn, "PRIVMSG #a :hi");

  await using second = await restart(first, store, { historyFromJoin: true });
  await come(second, "bob", { token: bob.token, channels: "#a" });

  const { registry: next } = second.server.hub;
  const membership = next.channel("#a")!.members.get(next.session("bob")!);
  assertEquals(membership?.joinedId, joinedId);
  assert(joinedId > 0);
});

testStores(
  "a restart on one store brings back channels, ranks, identities and places",
  async ({ store, reopen }) => {
    const first = new TestServer({}, { store });
    const ann = await come(first, "ann", { channels: "#a,#s" });
    await first.ask(ann.conn, "TOPIC #a :tea", "MODE #a +b *!*@bad");
    await first.ask(ann.conn, "MODE #s +s", "PRIVMSG #s :secret");
    const { identity } = first.server.hub.registry.session("ann")!;
    const before = await look(first, ann.conn, "#a");
    const { place } = store.findChannel("#s")!;
    await first.stop();

    const reopened = reopen();
    await using second = new TestServer({}, {
      store: reopened,
      idPrefix: "next",
    });
    await second.clock.advance(30_000);
    const back = await come(second, "ann", {
      token: ann.token,
      channels: "#a,#s",
    });

    assertEquals(await look(second, back.conn, "#a"), before);
    const session = second.server.hub.registry.session("ann")!;
    assertEquals(session.identity, identity);
    assertEquals(second.server.hub.registry.channel("#s")!.place, place);
    await second.ask(back.conn, "PART #s");
    second.clock.sleep(PRIVATE_WAIT_MS);
    await second.clock.advance(1_000);
    assertEquals(reopened.findChannel("#s"), undefined);
  },
);
