import { assertEquals } from "@std/assert/equals";
import { byteLength } from "../../protocol/limits.ts";
import { settle } from "../fakes/fake_clock.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

const BOB = ":bob!bob@192.0.2.1";

/** An IRC client, and a person at `nc`, both in the lobby. */
async function pair(
  server: TestServer,
): Promise<{ ann: FakeConn; bob: FakeConn }> {
  const ann = await server.join("ann");
  const bob = await server.connect();
  bob.send("bob\n");
  await server.clock.advance(60_000);
  await server.ask(ann, "PONG");
  bob.takeLines();
  return { ann, bob };
}

Deno.test("a command of plain text does what its name says", async (t) => {
  const rows = [
    {
      line: "/me waves",
      told: [],
      heard: [`${BOB} PRIVMSG #lobby :\x01ACTION waves\x01`],
    },
    {
      line: "/ME waves",
      told: [],
      heard: [`${BOB} PRIVMSG #lobby :\x01ACTION waves\x01`],
    },
    { line: "//x", told: [], heard: [`${BOB} PRIVMSG #lobby :/x`] },
    { line: "///x", told: [], heard: [`${BOB} PRIVMSG #lobby ://x`] },
    { line: " /x", told: [], heard: [`${BOB} PRIVMSG #lobby : /x`] },
    { line: "/msg ann a  b", told: [], heard: [`${BOB} PRIVMSG ann :a  b`] },
    { line: "/msg ANN :)", told: [], heard: [`${BOB} PRIVMSG ann ::)`] },
    { line: "/msg nobody hi", told: ["-- nobody: No such nick"], heard: [] },
    { line: "/msg ann,ann hi", told: ["-- ann,ann: No such nick"], heard: [] },
    { line: "/msg ann", told: ["-- /msg name text"], heard: [] },
    { line: "/msg", told: ["-- /msg name text"], heard: [] },
    { line: "/msg #no hi", told: ["-- #no: No such channel"], heard: [] },
    { line: "/names", told: ["-- here: ann bob"], heard: [] },
    {
      line: "/nick rob",
      told: ["-- bob is now rob"],
      heard: [`${BOB} NICK rob`],
    },
    {
      line: "/nick ann",
      told: ["-- ann: Nickname is already in use"],
      heard: [],
    },
    {
      line: "/nick a b",
      told: ["-- That is no name, but a_b would be one"],
      heard: [],
    },
    { line: "/nick", told: ["-- /nick name"], heard: [] },
    { line: "/me  ", told: ["-- /me text"], heard: [] },
    {
      line: "/join #a",
      told: ["-- bob joined #a", "-- here: @bob", "-- bob left #lobby"],
      heard: [`${BOB} PART #lobby`],
    },
    {
      line: "/join a",
      told: ["-- bob joined #a", "-- here: @bob", "-- bob left #lobby"],
      heard: [`${BOB} PART #lobby`],
    },
    {
      line: "/join #a,#b",
      told: ["-- bob joined #a", "-- here: @bob", "-- bob left #lobby"],
      heard: [`${BOB} PART #lobby`],
    },
    { line: "/join #LOBBY", told: [], heard: [] },
    { line: "/join", told: ["-- /join #channel [key]"], heard: [] },
    {
      line: "/quit",
      told: ["-- Closing link: Quit"],
      heard: [`${BOB} QUIT :Quit`],
    },
    {
      line: "/quit so long",
      told: ["-- Closing link: Quit: so long"],
      heard: [`${BOB} QUIT :Quit: so long`],
    },
    {
      line: "/frob x",
      told: ["-- There is no /frob: /help lists what there is"],
      heard: [],
    },
    {
      line: "/",
      told: ["-- There is no /: /help lists what there is"],
      heard: [],
    },
    {
      line: "/\x1b[2J",
      told: ["-- There is no /␛[2J: /help lists what there is"],
      heard: [],
    },
    { line: "QUIT", told: [], heard: [`${BOB} PRIVMSG #lobby :QUIT`] },
  ];
  for (const { line, told, heard } of rows) {
    await t.step(JSON.stringify(line), async () => {
      await using server = new TestServer();
      const { ann, bob } = await pair(server);

      assertEquals(await server.ask(bob, line), told);
      assertEquals(ann.takeLines(), heard);
    });
  }
});

Deno.test("/help lists every command", async () => {
  await using server = new TestServer();
  const { bob } = await pair(server);

  const names = (await server.ask(bob, "/help")).map((line) =>
    line.split(" ")[1]
  );

  assertEquals(names, [
    "/help",
    "/join",
    "/me",
    "/more",
    "/msg",
    "/names",
    "/nick",
    "/quit",
    "/search",
    "//text",
  ]);
});

Deno.test("after /join, lines are said in the new channel", async () => {
  await using server = new TestServer();
  const { ann, bob } = await pair(server);
  await server.ask(ann, "JOIN #a", "TOPIC #a :about a");

  const told = await server.ask(bob, "/join #a", "hi");

  assertEquals(told, [
    "-- bob joined #a",
    "-- topic: about a",
    "-- here: @ann bob",
    "-- bob left #lobby",
  ]);
  assertEquals(ann.takeLines(), [
    `${BOB} JOIN #a`,
    `${BOB} PART #lobby`,
    `${BOB} PRIVMSG #a :hi`,
  ]);
});

Deno.test("a person stays where one may not leave for", async () => {
  await using server = new TestServer();
  const { ann, bob } = await pair(server);
  await server.ask(ann, "JOIN #a", "MODE #a +b bob");

  assertEquals(await server.ask(bob, "/join #a", "hi"), [
    "-- #a: Cannot join channel (+b)",
  ]);
  assertEquals(ann.takeLines(), [`${BOB} PRIVMSG #lobby :hi`]);
});

Deno.test("what cannot be said is told", async () => {
  await using server = new TestServer();
  const { ann, bob } = await pair(server);
  await server.ask(ann, "JOIN #a", "MODE #a +m");

  assertEquals(
    (await server.ask(bob, "/join #a", "hi", "/me waves")).slice(-2),
    [
      "-- #a: Cannot send to channel (+m)",
      "-- #a: Cannot send to channel (+m)",
    ],
  );
});

Deno.test("a long text after a command arrives whole, in lines that fit", async (t) => {
  const text = "0123456789".repeat(1_000);
  const rows = [
    { line: `/msg ann ${text}`, strip: "" },
    { line: `/me ${text}`, strip: "\x01ACTION |\x01" },
    { line: text, strip: "" },
  ];
  for (const { line, strip } of rows) {
    await t.step(line.slice(0, 9), async () => {
      await using server = new TestServer();
      const { ann, bob } = await pair(server);

      bob.send(`${line}\n`);
      await settle();
      await server.clock.advance(10_000);

      const lines = ann.takeLines();
      assertEquals(lines.every((line) => byteLength(line) <= 510), true);
      const texts = lines.map((line) => line.slice(line.indexOf(" :", 5) + 2));
      const bare = strip === ""
        ? texts
        : texts.map((part) => part.replaceAll(new RegExp(strip, "g"), ""));
      assertEquals(bare.join(""), text);
    });
  }
});

Deno.test("nobody is flooded by a command of 1 MiB", async (t) => {
  for (const command of ["/quit", "/nick", "/join", "/frob", "/names"]) {
    await t.step(command, async () => {
      await using server = new TestServer();
      const { ann, bob } = await pair(server);

      bob.send(`${command} ${"x".repeat(1_000_000)}\n`);
      await settle();

      assertEquals(
        ann.takeLines().every((line) => byteLength(line) <= 510),
        true,
      );
      assertEquals(bob.isClosed, false);
    });
  }
});

Deno.test("a person who is closed while throttled does nothing more", async (t) => {
  for (const line of ["/nick rob", "/join #a", "more"]) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const { ann, bob } = await pair(server);
      const { hub } = server.server;
      bob.send("x\n".repeat(20) + `${line}\n`);
      await settle();
      ann.takeLines();

      hub.end(hub.registry.session("bob")!, "Kicked");
      await server.clock.advance(5_000);

      assertEquals(ann.takeLines(), [`${BOB} QUIT :Kicked`]);
      assertEquals(hub.registry.channel("#a"), undefined);
      assertEquals(await server.ask(ann, "NICK rob"), [
        ":ann!ann@192.0.2.1 NICK rob",
      ]);
    });
  }
});
