import { assertEquals } from "@std/assert/equals";
import { byteLength } from "../../protocol/limits.ts";
import { TestServer } from "../fakes/test_server.ts";

const OPERS = [{ name: "root", password: "secret" }];

/** Gives the lines of an answer with one numeric, without their beginning. */
function textsOf(numeric: string, lines: readonly string[]): string[] {
  return lines.filter((line) => line.split(" ")[1] === numeric)
    .map((line) => line.split(" ").slice(3).join(" "));
}

Deno.test("WHOIS tells who somebody is", async (t) => {
  const rows = [
    { line: "WHOIS bob", end: "bob" },
    { line: "WHOIS BOB", end: "BOB" },
    { line: "WHOIS bob,ann", end: "bob,ann" },
    { line: "WHOIS test.chat bob", end: "bob" },
    { line: "WHOIS TEST.* bob", end: "bob" },
    { line: "WHOIS bob Bob", end: "Bob" },
  ];
  for (const { line, end } of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { channels: "" });
      const bob = await server.join("bob", { channels: "#a,#lobby" });
      await server.clock.advance(50_000);
      await server.ask(bob, "PRIVMSG #lobby :hi");
      await server.clock.advance(7_900);

      assertEquals(await server.ask(ann, line), [
        ":test.chat 311 ann bob bob 192.0.2.1 * :bob",
        ":test.chat 319 ann bob :@#a #lobby",
        ":test.chat 312 ann bob test.chat :test",
        ":test.chat 317 ann bob 7 1767225600 :seconds idle, signon time",
        `:test.chat 318 ann ${end} :End of /WHOIS list`,
      ]);
    });
  }
});

Deno.test("WHOIS that finds nobody says why", async (t) => {
  const end = "End of /WHOIS list";
  const rows = [
    {
      line: "WHOIS nobody",
      want: ["401 ann nobody :No such nick", `318 ann nobody :${end}`],
    },
    {
      line: "WHOIS :a b",
      want: ["401 ann * :No such nick", `318 ann * :${end}`],
    },
    {
      line: "WHOIS bo*",
      want: ["401 ann bo* :No such nick", `318 ann bo* :${end}`],
    },
    {
      line: "WHOIS test.chat nobody",
      want: ["401 ann nobody :No such nick", `318 ann nobody :${end}`],
    },
    {
      line: "WHOIS other.chat bob",
      want: ["402 ann other.chat :No such server"],
    },
    { line: "WHOIS nobody nobody", want: ["402 ann nobody :No such server"] },
    { line: "WHOIS", want: ["431 ann :No nickname given"] },
    { line: "WHOIS :", want: ["431 ann :No nickname given"] },
    { line: "WHOIS ,,", want: ["431 ann :No nickname given"] },
    { line: "WHOIS test.chat :", want: ["431 ann :No nickname given"] },
  ];
  for (const { line, want } of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");
      await server.join("bob");

      assertEquals(
        await server.ask(ann, line),
        want.map((text) => `:test.chat ${text}`),
      );
    });
  }
});

Deno.test("WHOIS tells what somebody is", async (t) => {
  const rows = [
    { line: "AWAY :gone for tea", numeric: "301", want: "bob :gone for tea" },
    {
      line: "OPER root secret",
      numeric: "313",
      want: "bob :is an IRC operator",
    },
    { line: "MODE bob +B", numeric: "335", want: "bob :is a bot on test" },
  ];
  for (const { line, numeric, want } of rows) {
    await t.step(line, async () => {
      await using server = new TestServer({ opers: OPERS });
      const ann = await server.join("ann");
      const bob = await server.join("bob");

      const before = await server.ask(ann, "WHOIS bob");
      await server.ask(bob, line);
      const after = await server.ask(ann, "WHOIS bob");

      assertEquals(textsOf(numeric, before), []);
      assertEquals(textsOf(numeric, after), [want]);
      assertEquals(after.length, before.length + 1);
    });
  }
});

Deno.test("WHOIS tells address and modes only to oneself and to operators", async () => {
  await using server = new TestServer({ opers: OPERS });
  const ann = await server.join("ann");
  const bob = await server.join("bob", { address: "::1" });
  await server.ask(bob, "MODE bob +iw");
  const told = async (conn: typeof ann) => {
    const lines = await server.ask(conn, "WHOIS bob");
    return [...textsOf("338", lines), ...textsOf("379", lines)];
  };
  const want = [
    "bob 0::1 :is actually using host",
    "bob :is using modes +iw",
  ];

  assertEquals(await told(ann), []);
  assertEquals(await told(bob), want);
  await server.ask(ann, "OPER root secret");
  assertEquals(await told(ann), want);
});

Deno.test("WHOIS shows the highest rank, and all to clients with multi-prefix", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  const bob = await server.join("bob", { capabilities: "multi-prefix" });
  await server.ask(ann, "MODE #a +v ann");

  assertEquals(textsOf("319", await server.ask(ann, "WHOIS ann")), [
    "ann :@#a",
  ]);
  assertEquals(textsOf("319", await server.ask(bob, "WHOIS ann")), [
    "ann :@+#a",
  ]);
});

Deno.test("WHOIS keeps secret channels from those who are not in them", async () => {
  await using server = new TestServer({ opers: OPERS });
  const ann = await server.join("ann", { channels: "#c" });
  const bob = await server.join("bob", { channels: "#a,#b,#c" });
  const cleo = await server.join("cleo", { channels: "#b" });
  await server.ask(bob, "MODE #a +s", "MODE #b +s");
  const channels = async (conn: typeof ann) =>
    textsOf("319", await server.ask(conn, "WHOIS bob"));

  assertEquals(await channels(ann), ["bob :#c"]);
  assertEquals(await channels(cleo), ["bob :@#b #c"]);
  assertEquals(await channels(bob), ["bob :@#a @#b #c"]);
  await server.ask(ann, "OPER root secret");
  assertEquals(await channels(ann), ["bob :@#a @#b #c"]);
});

Deno.test("WHOIS keeps the channels of who hides with +i from who shares none", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "" });
  const bob = await server.join("bob", { channels: "#a" });
  const channels = async (conn: typeof ann) =>
    textsOf("319", await server.ask(conn, "WHOIS bob"));

  assertEquals(await channels(ann), ["bob :@#a"]);
  await server.ask(bob, "MODE bob +i");
  assertEquals(await channels(ann), []);
  assertEquals(await channels(bob), ["bob :@#a"]);
  await server.ask(ann, "JOIN #a");
  assertEquals(await channels(ann), ["bob :@#a"]);
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
