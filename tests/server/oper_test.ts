import { assertEquals } from "@std/assert/equals";
import { hashPassword } from "../../server/password_hash.ts";
import { settle } from "../fakes/fake_clock.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

const OPERS = [
  { name: "root", password: "s3cret" },
  { name: "Ann", password: "open sesame" },
];
const WELCOME = ":test.chat 381 ann :You are now an IRC operator";
const MODE = ":ann!ann@192.0.2.1 MODE ann +o";
const REFUSAL = ":test.chat 464 ann :Password incorrect";

function createServer(): TestServer {
  return new TestServer({ opers: OPERS });
}

/** Asks what is answered only when a wrong password may be. */
async function askSlowly(
  server: TestServer,
  conn: FakeConn,
  line: string,
): Promise<string[]> {
  await server.ask(conn, line);
  await server.clock.advance(1_000);
  return conn.takeLines();
}

Deno.test("OPER makes an operator of who knows name and password", async (t) => {
  for (const line of ["OPER root s3cret", "OPER Ann :open sesame"]) {
    await t.step(line, async () => {
      await using server = createServer();
      const ann = await server.join("ann", { channels: "" });

      assertEquals(await server.ask(ann, line), [WELCOME, MODE]);
      assertEquals(await server.ask(ann, "MODE ann"), [
        ":test.chat 221 ann :+o",
      ]);
    });
  }
});

Deno.test("OPER of an operator changes nothing", async () => {
  await using server = createServer();
  const ann = await server.join("ann");
  await server.ask(ann, "OPER root s3cret");

  assertEquals(await server.ask(ann, "OPER root s3cret"), [WELCOME]);
  assertEquals(server.server.hub.census.counts.operators, 1);
});

Deno.test("OPER refuses all others in the same words, a second later", async (t) => {
  const rows = [
    "OPER root S3cret",
    "OPER root s3cret2",
    "OPER root :",
    "OPER root :s3cret ",
    "OPER Root s3cret",
    "OPER root :open sesame",
    "OPER nobody s3cret",
    `OPER ${"x".repeat(200)} ${"x".repeat(200)}`,
    "OPER constructor x",
  ];
  for (const line of rows) {
    await t.step(line.slice(0, 40), async () => {
      await using server = createServer();
      const ann = await server.join("ann");

      assertEquals(await server.ask(ann, line, "PING 1"), []);
      await server.clock.advance(999);
      assertEquals(ann.takeLines(), []);
      await server.clock.advance(1);
      assertEquals(ann.takeLines(), [
        REFUSAL,
        ":test.chat PONG test.chat :1",
      ]);
      assertEquals(await server.ask(ann, "MODE ann"), [
        ":test.chat 221 ann :+",
      ]);
    });
  }
});

Deno.test("OPER holds up nobody but who failed", async () => {
  await using server = createServer();
  const ann = await server.join("ann");
  const bob = await server.join("bob");
  await server.ask(ann, "OPER root wrong");

  assertEquals((await server.ask(bob, "OPER root s3cret")).length, 3);
  assertEquals(ann.takeLines().slice(1), []);
});

Deno.test("who leaves while its password is refused harms nobody", async () => {
  await using server = createServer();
  const ann = await server.join("ann");
  await server.ask(ann, "OPER root wrong");

  ann.end();
  await server.clock.advance(5_000);

  assertEquals(server.log.filter(({ level }) => level === "error"), []);
  assertEquals(server.server.hub.census.sessions.size, 0);
});

Deno.test("OPER answers what the specification names for other faults", async (t) => {
  const needed = ":test.chat 461 ann OPER :Not enough parameters";
  const none = ":test.chat 491 ann :This server has no operators";
  const rows = [
    { line: "OPER", opers: OPERS, want: needed },
    { line: "OPER root", opers: OPERS, want: needed },
    { line: "OPER root s3cret", opers: [], want: none },
  ];
  for (const { line, opers, want } of rows) {
    await t.step(`${line}, ${opers.length} operators`, async () => {
      await using server = new TestServer({ opers });
      const ann = await server.join("ann");

      assertEquals(await server.ask(ann, line), [want]);
    });
  }
});

Deno.test("OPER takes the password of a hash", async () => {
  const password = await hashPassword("s3cret");
  await using server = new TestServer({ opers: [{ name: "root", password }] });
  const { logins } = server.server.hub;
  const ann = await server.join("ann");
  const bob = await server.join("bob", { address: "192.0.2.2" });

  ann.sendLines("OPER root s3cret");
  bob.sendLines(`OPER root ${password}`);
  await settle();
  // Checks are made one after the other: this one comes last.
  const last = { name: "root", password: "x", address: "last" };
  await logins.check({ ...last, isWanted: () => true });
  await settle();
  ann.takeLines();
  assertEquals(bob.takeLines().filter((line) => line.includes("381")), []);
  await server.clock.advance(1_000);

  assertEquals(bob.takeLines(), [":test.chat 464 bob :Password incorrect"]);
  const { registry } = server.server.hub;
  assertEquals(registry.session("ann")!.modes.has("o"), true);
  assertEquals(registry.session("bob")!.modes.has("o"), false);
});

Deno.test("an operator of the server is operator of the lobby, and of no other channel", async () => {
  await using server = createServer();
  const bob = await server.join("bob", { channels: "#lobby,#a" });
  const ann = await server.join("ann", { channels: "#lobby,#a" });
  const rank = ":test.chat MODE #lobby +o ann";
  bob.takeLines();

  assertEquals(await server.ask(ann, "OPER root s3cret"), [
    WELCOME,
    MODE,
    rank,
  ]);
  assertEquals(bob.takeLines(), [rank]);
  const namesOf = async (channel: string) =>
    (await server.ask(bob, `NAMES ${channel}`))[0];
  assertEquals(
    await namesOf("#lobby"),
    ":test.chat 353 bob = #lobby :bob @ann",
  );
  assertEquals(await namesOf("#a"), ":test.chat 353 bob = #a :@bob ann");

  await server.ask(ann, "PART #lobby", "JOIN #lobby");
  assertEquals(
    await namesOf("#lobby"),
    ":test.chat 353 bob = #lobby :bob @ann",
  );
});

Deno.test("who gives up user mode o gives up the lobby, too", async () => {
  await using server = createServer();
  const ann = await server.join("ann");
  const bob = await server.join("bob");
  await server.ask(ann, "OPER root s3cret");
  bob.takeLines();
  const rank = ":test.chat MODE #lobby -o ann";

  assertEquals(await server.ask(ann, "MODE ann -o"), [
    ":ann!ann@192.0.2.1 MODE ann -o",
    rank,
  ]);
  assertEquals(bob.takeLines(), [rank]);
  assertEquals(server.server.hub.census.counts.operators, 0);
  assertEquals((await server.ask(ann, "REHASH"))[0]?.split(" ")[1], "481");
});

Deno.test("MODE makes nobody operator of the server", async () => {
  await using server = createServer();
  const ann = await server.join("ann");

  assertEquals(await server.ask(ann, "MODE ann +o"), []);
  assertEquals(server.server.hub.census.counts.operators, 0);
});

Deno.test("OPER is answered under its label", async () => {
  await using server = createServer();
  const ann = await server.join("ann", {
    capabilities: "batch labeled-response",
    channels: "",
  });

  assertEquals(await askSlowly(server, ann, "@label=1 OPER root x"), [
    `@label=1 ${REFUSAL}`,
  ]);
  const answer = await server.ask(ann, "@label=2 OPER root s3cret");
  const batch = / \+(\S+) labeled-response$/.exec(answer[0]!)![1];
  assertEquals(answer.slice(1), [
    `@batch=${batch} ${WELCOME}`,
    `@batch=${batch} ${MODE}`,
    `:test.chat BATCH -${batch}`,
  ]);
});

Deno.test("the log tells who became operator, and who tried to", async () => {
  await using server = createServer();
  const ann = await server.join("ann");

  await askSlowly(server, ann, "OPER root wrong");
  await askSlowly(server, ann, "OPER root s3cret");

  const who = "ann!ann@192.0.2.1 (192.0.2.1)";
  assertEquals(
    server.log.filter(({ text }) => text.includes("operator")),
    [
      { level: "warn", text: `${who} failed to become operator as root` },
      { level: "info", text: `${who} is now operator as root` },
    ],
  );
  assertEquals(server.log.filter(({ text }) => /wrong|s3cret/.test(text)), []);
});
