import { assertEquals } from "@std/assert/equals";
import type { Session } from "../../server/session.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

const RENAME = "draft/channel-rename";

/** An operator and a member who know RENAME, and a member who does not. */
async function people(
  server: TestServer,
  capabilities = "",
): Promise<Record<"op" | "bob" | "cleo", FakeConn>> {
  const op = await server.join("op", { channels: "#a", capabilities: RENAME });
  const bob = await server.join("bob", {
    channels: "#a",
    capabilities: RENAME,
  });
  const cleo = await server.join("cleo", { channels: "#a", capabilities });
  for (const conn of [op, bob]) conn.takeLines();
  return { op, bob, cleo };
}

const OP = ":op!op@192.0.2.1";
const CLEO = ":cleo!cleo@192.0.2.1";

Deno.test("RENAME is told to those who know it, and to others as PART and JOIN", async () => {
  await using server = new TestServer();
  const { op, bob, cleo } = await people(server);
  await server.ask(op, "TOPIC #a :news");
  for (const conn of [bob, cleo]) conn.takeLines();
  const told = `${OP} RENAME #a #b :a better name`;

  assertEquals(await server.ask(op, "RENAME #A #b :a better name"), [told]);
  assertEquals(bob.takeLines(), [told]);
  assertEquals(cleo.takeLines(), [
    `${CLEO} PART #a :a better name`,
    `${CLEO} JOIN #b`,
    ":test.chat 332 cleo #b :news",
    ":test.chat 333 cleo #b op!op@192.0.2.1 :1767225600",
    ":test.chat 353 cleo = #b :@op bob cleo",
    ":test.chat 366 cleo #b :End of /NAMES list",
  ]);
});

Deno.test("RENAME without a reason says so with an empty one", async () => {
  await using server = new TestServer();
  const { op, cleo } = await people(server);

  assertEquals(await server.ask(op, "RENAME #a #b"), [`${OP} RENAME #a #b :`]);
  assertEquals(cleo.takeLines()[0], `${CLEO} PART #a`);
});

Deno.test("RENAME keeps the channel as it is, and frees its old name", async () => {
  await using server = new TestServer();
  const { op, bob, cleo } = await people(server);
  await server.ask(op, "TOPIC #a :news", "MODE #a +tv bob", "RENAME #a #b");
  for (const conn of [bob, cleo]) conn.takeLines();

  assertEquals(await server.ask(bob, "PRIVMSG #b :hi"), []);
  assertEquals(op.takeLines(), [":bob!bob@192.0.2.1 PRIVMSG #b :hi"]);
  assertEquals(cleo.takeLines(), [":bob!bob@192.0.2.1 PRIVMSG #b :hi"]);
  assertEquals(await server.ask(bob, "NAMES #b", "TOPIC #b", "TOPIC #a"), [
    ":test.chat 353 bob = #b :@op +bob cleo",
    ":test.chat 366 bob #b :End of /NAMES list",
    ":test.chat 332 bob #b :news",
    ":test.chat 333 bob #b op!op@192.0.2.1 :1767225600",
    ":test.chat 403 bob #a :No such channel",
  ]);
  assertEquals((await server.ask(cleo, "JOIN #a")).slice(0, 2), [
    `${CLEO} JOIN #a`,
    ":test.chat 353 cleo = #a :@cleo",
  ]);
});

Deno.test("RENAME by one who does not know it is told in the old way", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    channels: "#a",
    capabilities: "batch labeled-response",
  });
  const bob = await server.join("bob", {
    channels: "#a",
    capabilities: RENAME,
  });
  ann.takeLines();

  const [start = "", ...lines] = await server.ask(
    ann,
    "@label=1 RENAME #a #b :better",
  );

  const [, id] = /BATCH \+(\S+) labeled-response$/.exec(start) ?? [];
  const inBatch = `@batch=${id} `;
  assertEquals(lines, [
    `${inBatch}:ann!ann@192.0.2.1 PART #a better`,
    `${inBatch}:ann!ann@192.0.2.1 JOIN #b`,
    `${inBatch}:test.chat 353 ann = #b :@ann bob`,
    `${inBatch}:test.chat 366 ann #b :End of /NAMES list`,
    `:test.chat BATCH -${id}`,
  ]);
  assertEquals(bob.takeLines(), [":ann!ann@192.0.2.1 RENAME #a #b better"]);
});

Deno.test("RENAME that changes capitals alone is told only to those who know it", async () => {
  await using server = new TestServer();
  const { op, bob, cleo } = await people(server);

  assertEquals(await server.ask(op, "RENAME #a #A :capital"), [
    `${OP} RENAME #a #A capital`,
  ]);
  assertEquals(bob.takeLines(), [`${OP} RENAME #a #A capital`]);
  assertEquals(cleo.takeLines(), []);
  assertEquals(await server.ask(cleo, "NAMES #a"), [
    ":test.chat 353 cleo = #A :@op bob cleo",
    ":test.chat 366 cleo #A :End of /NAMES list",
  ]);
});

Deno.test("RENAME tells the JOIN in the form that was asked for", async (t) => {
  const names = [
    ":test.chat 353 cleo = #b :@op bob cleo",
    ":test.chat 366 cleo #b :End of /NAMES list",
  ];
  const rows = [
    { capabilities: "extended-join", want: ["JOIN #b * cleo", ...names] },
    { capabilities: "no-implicit-names", want: ["JOIN #b"] },
  ];
  for (const { capabilities, want: [join, ...rest] } of rows) {
    await t.step(capabilities, async () => {
      await using server = new TestServer();
      const { op, cleo } = await people(server, capabilities);

      await server.ask(op, "RENAME #a #b");

      assertEquals(cleo.takeLines(), [
        `${CLEO} PART #a`,
        `${CLEO} ${join}`,
        ...rest,
      ]);
    });
  }
});

Deno.test("RENAME is refused", async (t) => {
  const rows = [
    {
      name: "of no channel",
      who: "op",
      line: "RENAME #no #b",
      want: "403 op #no :No such channel",
    },
    {
      name: "by one who is not in it",
      who: "dora",
      line: "RENAME #a #b",
      want: "442 dora #a :You're not on that channel",
    },
    {
      name: "by no operator",
      who: "bob",
      line: "RENAME #a #b",
      want: "482 bob #a :You're not channel operator",
    },
    {
      name: "without a new name",
      who: "op",
      line: "RENAME #a",
      want: "461 op RENAME :Not enough parameters",
    },
    {
      name: "to what is no name",
      who: "op",
      line: "RENAME #a b",
      want:
        "FAIL RENAME CANNOT_RENAME #a b :That cannot be the name of a channel",
    },
    {
      name: "to what cannot be said",
      who: "op",
      line: "RENAME #a :",
      want:
        "FAIL RENAME CANNOT_RENAME #a * :That cannot be the name of a channel",
    },
    {
      name: "to several",
      who: "op",
      line: "RENAME #a #b,#c",
      want:
        "FAIL RENAME CANNOT_RENAME #a #b,#c :That cannot be the name of a channel",
    },
    {
      name: "to the name of another one",
      who: "op",
      line: "RENAME #a #D",
      want:
        "FAIL RENAME CHANNEL_NAME_IN_USE #a #D :There is a channel of that name",
    },
    {
      name: "to its own name",
      who: "op",
      line: "RENAME #a #a",
      want:
        "FAIL RENAME CHANNEL_NAME_IN_USE #a #a :There is a channel of that name",
    },
    {
      name: "of the lobby",
      who: "op",
      line: "RENAME #lobby #b",
      want: "FAIL RENAME CANNOT_RENAME #lobby #b :This channel keeps its name",
    },
  ] as const;
  for (const { name, who, line, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const { op, bob, cleo } = await people(server);
      const dora = await server.join("dora", { channels: "#d" });
      await server.ask(op, "JOIN #lobby");
      const { lobby, registry } = server.server.hub;
      lobby.members.get(registry.session("op")!)!.isOperator = true;
      const conns = { op, bob, dora };

      assertEquals(await server.ask(conns[who], line), [`:test.chat ${want}`]);
      assertEquals(cleo.takeLines(), []);
    });
  }
});

Deno.test("RENAME reaches those who speak plain text, and what they say follows", async () => {
  await using server = new TestServer();
  const { op } = await people(server);
  const dan = await server.connect();
  dan.send("dan\n/join #a\n");
  await server.clock.advance(300);
  dan.takeLines();

  await server.ask(op, "RENAME #a #b :better");

  assertEquals(dan.takeLines(), ["-- op renamed #a to #b (better)"]);
  await server.ask(dan, "hi");
  assertEquals(op.takeLines().at(-1), ":dan!dan@192.0.2.1 PRIVMSG #b :hi");
});

Deno.test("RENAME of a crowded channel serves others between the names", async () => {
  await using server = new TestServer();
  const op = await server.join("op", { channels: "#a", capabilities: RENAME });
  const members = await Promise.all(
    Array.from(
      { length: 150 },
      (_, index) => server.join(`nick${index}`, { channels: "#a" }),
    ),
  );
  for (const conn of members) conn.takeLines();

  await server.ask(op, "RENAME #a #b");
  const ends = () =>
    members.filter((conn) => conn.output.includes(" #b :End of /NAMES list"));
  assertEquals(ends().length, 67);
  await server.clock.advance(10);

  assertEquals(ends().length, 150);
});

Deno.test("RENAME is refused where too many would have to be told of too many", async () => {
  await using server = new TestServer();
  const op = await server.join("op", { channels: "#a", capabilities: RENAME });
  const { registry } = server.server.hub;
  const channel = registry.channel("#a")!;
  // They count, and are told nothing.
  const crowd: Session[] = Array.from(
    { length: 501 },
    () =>
      Object.create(registry.session("op")!, {
        capabilities: { value: new Set() },
        language: { value: "irc" },
      }),
  );
  const rank = {
    isOperator: false,
    isHalfOperator: false,
    hasVoice: false,
    joinedId: 0,
  };
  for (const member of crowd) channel.members.set(member, rank);

  assertEquals(await server.ask(op, "RENAME #a #b"), [
    ":test.chat FAIL RENAME CANNOT_RENAME #a #b :Too many members would have to be told",
  ]);
  for (const member of crowd) channel.members.delete(member);
});
