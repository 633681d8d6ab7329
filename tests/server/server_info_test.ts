import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import { byteLength } from "../../protocol/limits.ts";
import { VERSION } from "../../server/version.ts";
import { TestServer } from "../fakes/test_server.ts";

Deno.test("queries for this server are answered, by whatever name it is meant", async (t) => {
  const commands = [
    ["ADMIN", "423"],
    ["INFO", "371"],
    ["MOTD", "422"],
    ["TIME", "391"],
    ["VERSION", "351"],
    ["STATS u", "242"],
    ["LUSERS *", "251"],
  ] as const;
  const targets = ["", "test.chat", "TEST.chat", "*.chat", "*", "bob", "ANN"];
  for (const [command, want] of commands) {
    for (const target of targets) {
      await t.step(`${command} ${target}`, async () => {
        await using server = new TestServer();
        const ann = await server.join("ann");
        await server.join("bob");

        const [answer] = await server.ask(ann, `${command} ${target}`);

        assertEquals(answer?.split(" ")[1], want);
      });
    }
  }
});

Deno.test("queries for another server answer 402 alone", async (t) => {
  const commands = [
    "ADMIN",
    "INFO",
    "LINKS",
    "LUSERS *",
    "MOTD",
    "STATS u",
    "TIME",
    "VERSION",
  ];
  const targets = [
    ["irc.example", "irc.example"],
    ["*.example", "*.example"],
    ["nobody", "nobody"],
    [":a b", "*"],
    ["x".repeat(200), "x".repeat(100)],
  ] as const;
  for (const command of commands) {
    for (const [target, shown] of targets) {
      await t.step(`${command} ${target.slice(0, 20)}`, async () => {
        await using server = new TestServer();
        const ann = await server.join("ann");
        const line = command === "LINKS"
          ? `LINKS ${target.replace(":a b", "**.x")} *`
          : `${command} ${target}`;

        assertEquals(await server.ask(ann, line), [
          `:test.chat 402 ann ${
            command === "LINKS" && shown === "*" ? "**.x" : shown
          } :No such server`,
        ]);
      });
    }
  }
});

Deno.test("VERSION tells the version and what is supported", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");

  const [version, ...support] = await server.ask(ann, "VERSION");

  assertEquals(
    version,
    `:test.chat 351 ann ${VERSION} test.chat :IRC and plain text`,
  );
  assertEquals(new Set(support.map((line) => line.split(" ")[1])).size, 1);
  assertEquals(support[0]?.split(" ")[1], "005");
});

Deno.test("MOTD tells the message of the day line by line", async () => {
  await using server = new TestServer({ motd: ["Welcome!", "", "  :be kind"] });
  const ann = await server.join("ann");

  assertEquals(await server.ask(ann, "MOTD"), [
    ":test.chat 375 ann :Message of the day of test",
    ":test.chat 372 ann :Welcome!",
    ":test.chat 372 ann :",
    ":test.chat 372 ann :  :be kind",
    ":test.chat 376 ann :End of the message of the day",
  ]);
});

Deno.test("MOTD answers 422 where there is none", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");

  assertEquals(await server.ask(ann, "MOTD"), [
    ":test.chat 422 ann :There is no message of the day",
  ]);
});

Deno.test("a long line of the message of the day is told whole, to the longest nick, too", async (t) => {
  for (const nick of ["ann", "蔵".repeat(32), "𝒩".repeat(32)]) {
    await t.step(nick, async () => {
      const long = "añ🦕 ".repeat(500).trimEnd();
      const serverName = `${"x".repeat(58)}.chat`;
      await using server = new TestServer({ motd: [long], serverName });

      const lines = await server.ask(
        await server.connect(),
        `NICK ${nick.normalize("NFC")}`,
        "USER a 0 * :a",
      );

      const pieces = lines.filter((line) => line.includes(" 372 "));
      assertEquals(
        pieces.map((line) => line.slice(line.indexOf(" :") + 2)).join(""),
        long,
      );
      assertEquals(lines.filter((line) => byteLength(line) > 510), []);
      assertEquals(lines.at(-1)?.includes(" 376 "), true);
    });
  }
});

Deno.test("ADMIN tells who runs the server", async () => {
  await using server = new TestServer({
    admin: "Ann, room 5: ann@example.org",
  });
  const ann = await server.join("ann");

  assertEquals(await server.ask(ann, "ADMIN"), [
    ":test.chat 256 ann test.chat :Administrative info",
    ":test.chat 257 ann :This is test",
    `:test.chat 258 ann :It runs ${VERSION}`,
    ":test.chat 259 ann :Ann, room 5: ann@example.org",
  ]);
});

Deno.test("ADMIN answers 423 where nobody said who that is", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");

  assertEquals(await server.ask(ann, "ADMIN"), [
    ":test.chat 423 ann test.chat :No administrative info available",
  ]);
});

Deno.test("INFO tells what this is", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");

  const lines = await server.ask(ann, "INFO");

  assertMatch(lines[0]!, /^:test\.chat 371 ann :chat-\d/);
  assertEquals(lines.slice(-2), [
    ":test.chat 371 ann :Running since 2026-01-01T00:00:00.000Z",
    ":test.chat 374 ann :End of INFO list",
  ]);
});

Deno.test("TIME tells the time as a person reads it", async () => {
  await using server = new TestServer();
  await server.clock.advance(3_723_000);
  const ann = await server.join("ann");

  assertEquals(await server.ask(ann, "TIME"), [
    ":test.chat 391 ann test.chat :Thu, 01 Jan 2026 01:02:03 UTC",
  ]);
});

Deno.test("LINKS tells operators of this server, and others of none", async (t) => {
  const link = ":test.chat 364 ann test.chat test.chat :0 test";
  const rows = [
    { line: "LINKS", isOperator: true, links: [link], mask: "*" },
    { line: "LINKS *.chat", isOperator: true, links: [link], mask: "*.chat" },
    { line: "LINKS *.org", isOperator: true, links: [], mask: "*.org" },
    { line: "LINKS test.chat *", isOperator: true, links: [link], mask: "*" },
    { line: "LINKS :a b", isOperator: true, links: [], mask: "*" },
    { line: "LINKS", isOperator: false, links: [], mask: "*" },
  ];
  for (const { line, isOperator, links, mask } of rows) {
    await t.step(`${line}, isOperator: ${isOperator}`, async () => {
      const opers = [{ name: "a", password: "b" }];
      await using server = new TestServer({ opers });
      const ann = await server.join("ann");
      if (isOperator) await server.ask(ann, "OPER a b");

      assertEquals(await server.ask(ann, line), [
        ...links,
        `:test.chat 365 ann ${mask} :End of /LINKS list`,
      ]);
    });
  }
});
