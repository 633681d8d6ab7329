import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import { byteLength } from "../../protocol/limits.ts";
import { TestServer } from "../fakes/test_server.ts";

Deno.test("WHO tells of the members of a channel, or of one person", async (t) => {
  const ann = "#a ann 192.0.2.1 test.chat ann H@ :0 ann";
  const bob = "#a bob 192.0.2.1 test.chat bob H+ :0 bob";
  const cleo = "* cleo 192.0.2.1 test.chat cleo H :0 cleo";
  const rows = [
    { line: "WHO #A", want: [ann, bob], end: "#A" },
    { line: "WHO BOB", want: [bob], end: "BOB" },
    { line: "WHO cleo", want: [cleo], end: "cleo" },
    { line: "WHO #no", want: [], end: "#no" },
    { line: "WHO nobody", want: [], end: "nobody" },
    { line: "WHO :a b", want: [], end: "*" },
    { line: "WHO #a o", want: [ann, bob], end: "#a" },
  ];
  for (const { line, want, end } of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const asker = await server.join("ann", { channels: "#a" });
      await server.join("bob", { channels: "#a" });
      await server.join("cleo", { channels: "" });
      await server.ask(asker, "MODE #a +v bob");

      assertEquals(await server.ask(asker, line), [
        ...want.map((row) => `:test.chat 352 ann ${row}`),
        `:test.chat 315 ann ${end} :End of WHO list`,
      ]);
    });
  }
});

Deno.test("WHO of a person shows who hides with +i only to who shares a channel", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  const bob = await server.join("bob", { channels: "#b" });
  await server.ask(bob, "MODE bob +i");

  assertEquals((await server.ask(ann, "WHO bob")).length, 1);
  assertEquals((await server.ask(bob, "WHO bob")).length, 2);
  await server.ask(ann, "JOIN #b");
  assertEquals((await server.ask(ann, "WHO bob")).length, 2);
});

Deno.test("WHO of a channel shows who hides with +i only to who shares a channel", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  const bob = await server.join("bob", { channels: "#b" });
  await server.join("cleo", { channels: "#b" });
  await server.ask(bob, "MODE bob +i");

  assertEquals(await server.ask(ann, "WHO #b"), [
    ":test.chat 352 ann #b cleo 192.0.2.1 test.chat cleo H :0 cleo",
    ":test.chat 315 ann #b :End of WHO list",
  ]);
  assertEquals((await server.ask(bob, "WHO #b")).length, 3);
  await server.ask(bob, "JOIN #a");
  assertEquals((await server.ask(ann, "WHO #b")).length, 3);
});

Deno.test("WHO shows all ranks to clients with multi-prefix", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    channels: "#a",
    capabilities: "multi-prefix",
  });
  await server.ask(ann, "MODE #a +v ann");

  const [row] = await server.ask(ann, "WHO #a");

  assertEquals(
    row,
    ":test.chat 352 ann #a ann 192.0.2.1 test.chat ann H@+ :0 ann",
  );
});

Deno.test("WHOIS tells who somebody is", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "" });
  const bob = await server.join("bob", { channels: "#a,#lobby" });
  await server.clock.advance(50_000);
  await server.ask(bob, "PRIVMSG #lobby :hi");
  await server.clock.advance(7_900);
  const want = [
    ":test.chat 311 ann bob bob 192.0.2.1 * :bob",
    ":test.chat 319 ann bob :@#a #lobby",
    ":test.chat 312 ann bob test.chat :test",
    ":test.chat 317 ann bob 7 1767225600 :seconds idle, signon time",
    ":test.chat 318 ann bob :End of /WHOIS list",
  ];

  assertEquals(await server.ask(ann, "WHOIS BOB"), want);
  assertEquals(await server.ask(ann, "WHOIS test.chat bob"), want);
});

Deno.test("WHOIS ends with 318 also where there is nobody", async (t) => {
  for (
    const [nick, shown] of [["nobody", "nobody"], [":a b", "*"], [
      ":",
      "*",
    ]] as const
  ) {
    await t.step(nick, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");

      assertEquals(await server.ask(ann, `WHOIS ${nick}`), [
        `:test.chat 401 ann ${shown} :No such nick`,
        `:test.chat 318 ann ${shown} :End of /WHOIS list`,
      ]);
    });
  }
});

Deno.test("WHOIS tells of 100 channels in lines that fit", async () => {
  await using server = new TestServer();
  const channels = Array.from(
    { length: 100 },
    (_, n) => `#${"é".repeat(20)}${n}`,
  );
  const ann = await server.join("ann", { channels: "", address: "127.0.0.1" });
  for (const channel of channels) await server.ask(ann, `JOIN ${channel}`);

  const lines = (await server.ask(ann, "WHOIS ann")).filter((line) =>
    line.includes(" 319 ")
  );

  assertEquals(
    lines.flatMap((line) => line.slice(line.indexOf(" :") + 2).split(" ")),
    channels.map((channel) => `@${channel}`),
  );
  assertEquals(lines.filter((line) => byteLength(line) > 510), []);
});

Deno.test("WHOIS does not find who has not registered", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  await server.ask(await server.connect(), "NICK bob");

  assertEquals(
    (await server.ask(ann, "WHOIS bob"))[0],
    ":test.chat 401 ann bob :No such nick",
  );
});

Deno.test("VERSION tells the version and what is supported", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");

  const [version, ...support] = await server.ask(ann, "VERSION");

  assertMatch(version!, /^:test\.chat 351 ann chat-\d\S*\. test\.chat :$/);
  assertEquals(support.map((line) => line.split(" ")[1]), ["005", "005"]);
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

Deno.test("MOTD is part of the welcome, and tells a long line whole", async () => {
  const long = "añ🦕 ".repeat(500).trimEnd();
  await using server = new TestServer({ motd: [long] });

  const lines = await server.ask(
    await server.connect(),
    "NICK ann",
    "USER a 0 * :a",
  );

  const pieces = lines.filter((line) => line.includes(" 372 "));
  assertEquals(
    pieces.map((line) => line.slice(line.indexOf(" :") + 2)).join(""),
    long,
  );
  assertEquals(pieces.filter((line) => byteLength(line) > 510), []);
  assertEquals(lines.at(-1)?.includes(" 376 "), true);
});

Deno.test("PING is answered with its token", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");

  assertEquals(await server.ask(ann, "PING :two words"), [
    ":test.chat PONG test.chat :two words",
  ]);
  assertEquals(await server.ask(ann, "PING"), [
    ":test.chat 461 ann PING :Not enough parameters",
  ]);
});
