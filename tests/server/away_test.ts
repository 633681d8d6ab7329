import { assertEquals } from "@std/assert/equals";
import { byteLength, MAX_AWAY_BYTES } from "../../protocol/limits.ts";
import { TestServer } from "../fakes/test_server.ts";

const AWAY = ":test.chat 306 ann :You have been marked as being away";
const BACK = ":test.chat 305 ann :You are no longer marked as being away";

Deno.test("AWAY says that one is away, or back", async (t) => {
  const rows = [
    { line: "AWAY :out to lunch", want: AWAY, text: "out to lunch" },
    { line: "AWAY lunch", want: AWAY, text: "lunch" },
    { line: "AWAY a b", want: AWAY, text: "a" },
    { line: "AWAY :: )", want: AWAY, text: ": )" },
    { line: "AWAY *", want: AWAY, text: "*" },
    { line: "AWAY", want: BACK, text: undefined },
    { line: "AWAY :", want: BACK, text: undefined },
  ];
  for (const { line, want, text } of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");
      await server.ask(ann, "AWAY :before");

      assertEquals(await server.ask(ann, line), [want]);
      assertEquals(server.server.hub.registry.session("ann")!.awayText, text);
    });
  }
});

Deno.test("AWAY cuts a text that is too long behind a whole character", async (t) => {
  const rows = [
    { name: "ASCII", sent: "x".repeat(400), want: 256 },
    { name: "two bytes", sent: "é".repeat(200), want: 256 },
    { name: "three bytes", sent: "蔵".repeat(120), want: 255 },
    { name: "four bytes and more", sent: "👩‍🚒".repeat(40), want: 253 },
    { name: "as long as it may be", sent: "x".repeat(256), want: 256 },
  ];
  for (const { name, sent, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");

      await server.ask(ann, `AWAY :${sent}`);

      const text = server.server.hub.registry.session("ann")!.awayText!;
      assertEquals(sent.startsWith(text), true);
      assertEquals(byteLength(text), want);
      assertEquals(want <= MAX_AWAY_BYTES, true);
    });
  }
});

Deno.test("those with away-notify who share a channel learn of each change, once", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a,#b" });
  const capabilities = "away-notify";
  const bob = await server.join("bob", { channels: "#a,#b", capabilities });
  const cleo = await server.join("cleo", { channels: "#a" });
  const dan = await server.join("dan", { channels: "#c", capabilities });
  bob.takeLines();
  cleo.takeLines();
  const source = ":ann!ann@192.0.2.1";

  await server.ask(ann, "AWAY :lunch");
  assertEquals(bob.takeLines(), [`${source} AWAY :lunch`]);
  await server.ask(ann, "AWAY :lunch");
  assertEquals(bob.takeLines(), []);
  await server.ask(ann, "AWAY :dinner");
  assertEquals(bob.takeLines(), [`${source} AWAY :dinner`]);
  await server.ask(ann, "AWAY");
  assertEquals(bob.takeLines(), [`${source} AWAY`]);
  await server.ask(ann, "AWAY");
  assertEquals(bob.takeLines(), []);
  assertEquals([...cleo.takeLines(), ...dan.takeLines()], []);
});

Deno.test("one with away-notify is told nothing of itself", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { capabilities: "away-notify" });

  assertEquals(await server.ask(ann, "AWAY :lunch"), [AWAY]);
});

Deno.test("the AWAY of a bot says so to those with message-tags", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  const bob = await server.join("bob", {
    capabilities: "away-notify message-tags",
  });
  await server.ask(ann, "MODE ann +B");
  bob.takeLines();

  await server.ask(ann, "AWAY :lunch");

  assertEquals(bob.takeLines(), ["@bot :ann!ann@192.0.2.1 AWAY :lunch"]);
});

Deno.test("AWAY is answered under its label", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    capabilities: "batch labeled-response",
  });

  assertEquals(await server.ask(ann, "@label=1 AWAY :lunch"), [
    `@label=1 ${AWAY}`,
  ]);
});

Deno.test("AWAY before the registration needs draft/pre-away", async (t) => {
  await t.step("without it", async () => {
    await using server = new TestServer();
    const conn = await server.connect();

    assertEquals(await server.ask(conn, "NICK ann", "AWAY :lunch"), [
      ":test.chat 451 ann :You have not registered",
    ]);
    await server.ask(conn, "USER ann 0 * :ann");
    const { awayText } = server.server.hub.registry.session("ann")!;
    assertEquals(awayText, undefined);
  });
  await t.step("with it", async () => {
    await using server = new TestServer();
    const conn = await server.connect();

    assertEquals(
      await server.ask(conn, "CAP REQ draft/pre-away", "AWAY :lunch"),
      [
        ":test.chat CAP * ACK :draft/pre-away",
        ":test.chat 306 * :You have been marked as being away",
      ],
    );
    await server.ask(conn, "NICK ann", "USER ann 0 * :ann", "CAP END");
    const { awayText } = server.server.hub.registry.session("ann")!;
    assertEquals(awayText, "lunch");
  });
});

Deno.test("who monitors somebody learns that it came, and is away from the start", async () => {
  await using server = new TestServer();
  const { hub } = server.server;
  const bob = await server.join("bob", {
    capabilities: "away-notify extended-monitor",
  });
  hub.monitors.add(hub.registry.session("bob")!, "ann");
  const conn = await server.connect();

  await server.ask(
    conn,
    "CAP REQ draft/pre-away",
    "AWAY *",
    "NICK ann",
    "USER ann 0 * :ann",
    "CAP END",
  );

  const heard = bob.takeLines();
  assertEquals(heard.map((line) => line.split(" ")[1]), ["730", "AWAY"]);
  assertEquals(heard[1], ":ann!ann@192.0.2.1 AWAY :*");
});
