import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

const CAPABILITIES = "draft/metadata-2";

/** Takes what a client was told of metadata. */
function taken(conn: FakeConn): string[] {
  return conn.takeLines().filter((line) => / METADATA | 774 /.test(line));
}

/** Connects a client that is told of `url` and `status`. */
async function subscriber(
  server: TestServer,
  nick: string,
  channels = "#lobby",
): Promise<FakeConn> {
  const conn = await server.join(nick, {
    capabilities: CAPABILITIES,
    channels,
  });
  await server.ask(conn, "METADATA * SUB url status");
  return conn;
}

const BOB = ":bob!bob@192.0.2.1";

Deno.test("METADATA is told to those who subscribed, have the capability and share a channel", async (t) => {
  const rows = [
    {
      name: "a key that is set",
      lines: ["* SET url x"],
      want: [`${BOB} METADATA bob url * x`],
    },
    {
      name: "a key with an empty value",
      lines: ["* SET url :"],
      want: [`${BOB} METADATA bob url * :`],
    },
    {
      name: "a key that is taken away",
      lines: ["* SET url x", "* SET url"],
      want: [`${BOB} METADATA bob url * x`, `${BOB} METADATA bob url *`],
    },
    {
      name: "all keys that are cleared",
      lines: ["* SET url x", "* SET status y", "* CLEAR"],
      want: [
        `${BOB} METADATA bob url * x`,
        `${BOB} METADATA bob status * y`,
        `${BOB} METADATA bob url *`,
        `${BOB} METADATA bob status *`,
      ],
    },
    {
      name: "nothing that is as it was",
      lines: ["* SET url x", "* SET url x"],
      want: [`${BOB} METADATA bob url * x`],
    },
    { name: "no other key", lines: ["* SET other x"], want: [] },
    {
      name: "a key of a channel",
      lines: ["#b SET url x", "#b SET other x", "#b SET url"],
      want: [`${BOB} METADATA #b url * x`, `${BOB} METADATA #b url *`],
    },
  ];
  for (const { name, lines, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const bob = await subscriber(server, "bob", "#b,#lobby");
      const ann = await subscriber(server, "ann", "#b,#lobby");
      const none = await server.join("none", {
        capabilities: CAPABILITIES,
        channels: "#b",
      });
      const without = await server.join("without", { channels: "#b" });
      await server.ask(without, "METADATA * SUB url status");
      const away = await subscriber(server, "away", "#c");
      const others = [bob, none, without, away];
      for (const conn of [ann, ...others]) conn.takeLines();

      bob.sendLines(...lines.map((line) => `METADATA ${line}`));
      await settle();

      assertEquals(taken(ann), want);
      for (const conn of others) assertEquals(taken(conn), []);
    });
  }
});

Deno.test("METADATA is told to who monitors somebody", async () => {
  await using server = new TestServer();
  const bob = await server.join("bob", { channels: "#b" });
  await server.ask(bob, "METADATA * SET url x");
  const ann = await subscriber(server, "ann", "#a");

  await server.ask(ann, "METADATA * SUB a", "METADATA * UNSUB a");
  const monitored = await server.ask(ann, "MONITOR + bob,cleo");
  assertEquals(monitored.slice(-1), [":test.chat METADATA bob url * x"]);

  await server.ask(bob, "METADATA * SET url y");
  assertEquals(taken(ann), [`${BOB} METADATA bob url * y`]);

  await server.ask(bob, "NICK cleo");
  assertEquals(taken(ann), [":test.chat METADATA cleo url * y"]);

  const dora = await server.connect();
  await server.ask(ann, "MONITOR + dora");
  ann.takeLines();
  await server.ask(
    dora,
    `CAP REQ :${CAPABILITIES}`,
    "METADATA * SET status z",
    "NICK dora",
    "USER dora 0 * :Dora",
    "CAP END",
  );
  assertEquals(taken(ann), [":test.chat METADATA dora status * z"]);
});

Deno.test("METADATA is told to who is changed by another", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  const bob = await subscriber(server, "bob", "");
  const { hub } = server.server;
  hub.census.setMode(hub.registry.session("ann")!, "o", true);

  await server.ask(ann, "METADATA bob SET url x");

  assertEquals(taken(bob), [
    ":ann!ann@192.0.2.1 METADATA bob url * x",
  ]);
});

Deno.test("JOIN is followed by what one subscribed to, behind the names, and tells the others", async () => {
  await using server = new TestServer();
  const bob = await subscriber(server, "bob", "#b");
  await server.ask(
    bob,
    "METADATA * SET url x",
    "METADATA * SET other x",
    "METADATA #b SET status y",
  );
  const ann = await server.join("ann", {
    capabilities: `batch ${CAPABILITIES}`,
    channels: "",
  });
  await server.ask(ann, "METADATA * SUB url status", "METADATA * SET url z");
  bob.takeLines();

  const answer = await server.ask(ann, "JOIN #b");

  const reference = answer.at(-1)!.split("-").slice(1).join("-");
  assertEquals(
    answer.slice(-5).map((line) => line.replaceAll(reference, "1")),
    [
      ":test.chat 366 ann #b :End of /NAMES list",
      ":test.chat BATCH +1 metadata #b",
      "@batch=1 :test.chat METADATA #b status * y",
      "@batch=1 :test.chat METADATA bob url * x",
      ":test.chat BATCH -1",
    ],
  );
  assertEquals(taken(bob), [":test.chat METADATA ann url * z"]);
});

Deno.test("JOIN tells nothing of metadata to who subscribed to none or has no capability", async (t) => {
  for (const capabilities of [`batch ${CAPABILITIES}`, "batch"]) {
    await t.step(capabilities, async () => {
      await using server = new TestServer();
      const bob = await server.join("bob", { channels: "#b" });
      await server.ask(bob, "METADATA #b SET url x");
      const ann = await server.join("ann", { capabilities, channels: "" });
      if (capabilities === "batch") await server.ask(ann, "METADATA * SUB url");

      const answer = await server.ask(ann, "JOIN #b");

      assertEquals(answer.at(-1), ":test.chat 366 ann #b :End of /NAMES list");
    });
  }
});

Deno.test("JOIN and SUB put off the metadata of a large channel, SYNC gives it", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const members = [];
  for (let count = 0; count < 1_000; count++) {
    members.push(await server.join(`n${count}`, { channels: "#b" }));
  }
  await server.ask(members[0]!, "METADATA #b SET url x");
  await server.ask(members[9]!, "METADATA * SET url y");
  const ann = await subscriber(server, "ann", "");

  ann.takeLines();
  ann.sendLines("JOIN #b");
  await server.clock.advance(2_000);
  assertEquals(taken(ann), [":test.chat 774 ann #b :5"]);

  ann.sendLines("METADATA * SUB a");
  await server.clock.advance(2_000);
  assertEquals(ann.takeLines(), [
    ":test.chat 770 ann :a",
    ":test.chat 774 ann #b :5",
  ]);

  ann.sendLines("METADATA #b SYNC");
  await server.clock.advance(2_000);
  assertEquals(taken(ann), [
    ":test.chat METADATA #b url * x",
    ":test.chat METADATA n9 url * y",
  ]);
});

Deno.test("SYNC gives what one subscribed to, of a user or of a channel and its members", async () => {
  await using server = new TestServer();
  const ann = await subscriber(server, "ann", "#b");
  const bob = await server.join("bob", { channels: "#b" });
  const hidden = await server.join("hidden", { channels: "#c" });
  await server.ask(
    bob,
    "METADATA * SET url x",
    "METADATA * SET other y",
    "JOIN #c",
  );
  await server.ask(
    hidden,
    "MODE hidden +i",
    "METADATA * SET url z",
    "METADATA #c SET url c",
  );
  await server.ask(ann, "METADATA * SET url own");
  const own = ":test.chat METADATA ann url * own";
  const ofBob = ":test.chat METADATA bob url * x";

  assertEquals(await server.ask(ann, "METADATA bob SYNC"), [ofBob]);
  assertEquals(await server.ask(ann, "METADATA * SYNC"), [own]);
  assertEquals(await server.ask(ann, "METADATA #b SYNC"), [ofBob]);
  assertEquals(await server.ask(ann, "METADATA #c SYNC"), [
    ":test.chat METADATA #c url * c",
    ofBob,
  ]);
});

Deno.test("RENAME that looks like leaving and entering is followed by the metadata", async () => {
  await using server = new TestServer();
  const bob = await server.join("bob", { channels: "#b" });
  await server.ask(bob, "METADATA #b SET url x", "METADATA * SET status y");
  const ann = await subscriber(server, "ann", "#b");
  ann.takeLines();

  await server.ask(bob, "RENAME #b #c");

  assertEquals(taken(ann), [
    ":test.chat METADATA #c url * x",
    ":test.chat METADATA bob status * y",
  ]);
});

Deno.test("who asks for the capability after the registration gets the own metadata, once", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { capabilities: "batch" });

  const answer = await server.ask(
    ann,
    `CAP REQ :${CAPABILITIES}`,
    `CAP REQ :${CAPABILITIES}`,
    "METADATA * SET url x",
    `CAP REQ :-${CAPABILITIES}`,
    `CAP REQ :${CAPABILITIES}`,
  );

  assertEquals(answer, [
    `:test.chat CAP ann ACK :${CAPABILITIES}`,
    ":test.chat BATCH +test-2 metadata ann",
    ":test.chat BATCH -test-2",
    `:test.chat CAP ann ACK :${CAPABILITIES}`,
    ":test.chat 761 ann ann url * :x",
    `:test.chat CAP ann ACK :-${CAPABILITIES}`,
    `:test.chat CAP ann ACK :${CAPABILITIES}`,
    ":test.chat BATCH +test-3 metadata ann",
    "@batch=test-3 :test.chat METADATA ann url * x",
    ":test.chat BATCH -test-3",
  ]);
});
