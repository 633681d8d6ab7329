import { assertEquals } from "@std/assert/equals";
import { byteLength } from "../../protocol/limits.ts";
import { TestServer } from "../fakes/test_server.ts";

const OPERS = [{ name: "root", password: "secret" }];

/** Gives the nicks of an answer to WHO, in order. */
function nicksOf(lines: readonly string[]): string[] {
  return lines.filter((line) => line.includes(" 352 "))
    .map((line) => line.split(" ")[7]!).sort();
}

/** Gives what an answer to WHO shows between the nick and the hops. */
function flagsOf(lines: readonly string[]): string[] {
  return lines.filter((line) => line.includes(" 352 "))
    .map((line) => line.split(" ").slice(7, 9).join(" "));
}

Deno.test("WHO tells of the members of a channel, or of one person", async (t) => {
  const ann = "#a ann 192.0.2.1 test.chat ann H@ :0 ann";
  const bob = "#a bob 192.0.2.1 test.chat bob H+ :0 bob";
  const cleo = "* cleo 192.0.2.1 test.chat cleo H :0 cleo";
  const rows = [
    { line: "WHO #A", want: [ann, bob], end: "#A" },
    { line: "WHO BOB", want: [bob], end: "BOB" },
    { line: "WHO cleo", want: [cleo], end: "cleo" },
    { line: "WHO #no", want: [], end: "#no" },
    { line: "WHO #a*", want: [], end: "#a*" },
    { line: "WHO nobody", want: [], end: "nobody" },
    { line: "WHO :a b", want: [], end: "*" },
    { line: "WHO ::", want: [], end: "*" },
    { line: "WHO #a o", want: [], end: "#a" },
    { line: "WHO bob o", want: [], end: "bob" },
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

Deno.test("WHO without a mask, with * or with 0 tells of everybody", async (t) => {
  for (const [line, end] of [["WHO", "*"], ["WHO *", "*"], ["WHO 0", "0"]]) {
    await t.step(line!, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { channels: "#a" });
      await server.join("bob", { channels: "" });

      assertEquals(await server.ask(ann, line!), [
        ":test.chat 352 ann #a ann 192.0.2.1 test.chat ann H@ :0 ann",
        ":test.chat 352 ann * bob 192.0.2.1 test.chat bob H :0 bob",
        `:test.chat 315 ann ${end} :End of WHO list`,
      ]);
    });
  }
});

Deno.test("WHO finds people by a mask of all that is known of them", async (t) => {
  const rows = [
    { name: "nick", mask: "Bo?", want: ["bob"] },
    { name: "the nick in part", mask: "b*", want: ["bob"] },
    { name: "user", mask: "*wheel", want: ["bob"] },
    { name: "user without a wildcard", mask: "bobwheel", want: ["bob"] },
    { name: "host", mask: "198.51.*", want: ["zoë"] },
    { name: "host without a wildcard", mask: "198.51.100.7", want: ["zoë"] },
    { name: "real name", mask: "*MARLEY*", want: ["bob"] },
    { name: "real name with a space", mask: ":Bob Mar*", want: ["bob"] },
    { name: "server", mask: "*.chat", want: ["ann", "bob", "zoë"] },
    { name: "source", mask: "b*!*@192.0.2.*", want: ["bob"] },
    { name: "a letter in two characters", mask: "zoe\u0308*", want: ["zoë"] },
    { name: "nothing", mask: "*x?*", want: [] },
    { name: "many stars", mask: `*${"*b".repeat(30)}*`, want: [] },
    { name: "a mask as long as can be", mask: `*${"?".repeat(490)}`, want: [] },
  ];
  for (const { name, mask, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");
      const bob = await server.connect();
      await server.ask(bob, "NICK bob", "USER bobwheel 0 * :Bob Marley");
      await server.join("zoë", { address: "198.51.100.7" });

      assertEquals(nicksOf(await server.ask(ann, `WHO ${mask}`)), want);
    });
  }
});

Deno.test("WHO by a mask shows who hides with +i only to who shares a channel", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  const bob = await server.join("bob", { channels: "#b" });
  await server.ask(bob, "MODE bob +i");

  assertEquals(nicksOf(await server.ask(ann, "WHO bo*")), []);
  assertEquals(nicksOf(await server.ask(ann, "WHO *")), ["ann"]);
  assertEquals(nicksOf(await server.ask(bob, "WHO bo*")), ["bob"]);
  await server.ask(ann, "JOIN #b");
  assertEquals(nicksOf(await server.ask(ann, "WHO bo*")), ["bob"]);
});

Deno.test("WHO of a nick shows also who hides with +i, but not where", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  const bob = await server.join("bob", { channels: "#b" });
  await server.ask(bob, "MODE bob +i");

  const [row] = await server.ask(ann, "WHO bob");

  assertEquals(
    row,
    ":test.chat 352 ann * bob 192.0.2.1 test.chat bob H :0 bob",
  );
});

Deno.test("WHO of a channel shows who hides with +i only to who shares a channel", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  const bob = await server.join("bob", { channels: "#b" });
  await server.join("cleo", { channels: "#b" });
  await server.ask(bob, "MODE bob +i");

  assertEquals(nicksOf(await server.ask(ann, "WHO #b")), ["cleo"]);
  assertEquals(nicksOf(await server.ask(bob, "WHO #b")), ["bob", "cleo"]);
  await server.ask(bob, "JOIN #a");
  assertEquals(nicksOf(await server.ask(ann, "WHO #b")), ["bob", "cleo"]);
});

Deno.test("WHO keeps a secret channel from those who are not in it", async () => {
  await using server = new TestServer({ opers: OPERS });
  const ann = await server.join("ann", { channels: "" });
  const bob = await server.join("bob", { channels: "#b" });
  await server.ask(bob, "MODE #b +s");
  const hidden = ":test.chat 352 ann * bob 192.0.2.1 test.chat bob H :0 bob";
  const shown = ":test.chat 352 ann #b bob 192.0.2.1 test.chat bob H@ :0 bob";

  assertEquals(nicksOf(await server.ask(ann, "WHO #b")), []);
  assertEquals((await server.ask(ann, "WHO bob"))[0], hidden);
  assertEquals((await server.ask(ann, "WHO b*"))[0], hidden);
  await server.ask(ann, "OPER root secret");
  assertEquals((await server.ask(ann, "WHO #b"))[0], shown);
  assertEquals((await server.ask(ann, "WHO b*"))[0], shown);
});

Deno.test("WHO shows what somebody is by flags", async (t) => {
  const rows = [
    { name: "here", lines: [], want: "bob H" },
    { name: "away", lines: ["AWAY :tea"], want: "bob G" },
    { name: "operator", lines: ["OPER root secret"], want: "bob H*" },
    { name: "bot", lines: ["MODE bob +B"], want: "bob HB" },
    {
      name: "all at once",
      lines: ["OPER root secret", "MODE bob +B", "AWAY :tea", "JOIN #own"],
      want: "bob G*@B",
    },
  ];
  for (const { name, lines, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer({ opers: OPERS });
      const ann = await server.join("ann", { channels: "" });
      const bob = await server.join("bob", { channels: "" });
      await server.ask(bob, ...lines);

      assertEquals(flagsOf(await server.ask(ann, "WHO bob")), [want]);
    });
  }
});

Deno.test("WHO shows the highest rank, and all to clients with multi-prefix", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  const bob = await server.join("bob", {
    channels: "#a",
    capabilities: "multi-prefix",
  });
  await server.ask(ann, "MODE #a +hvv ann ann bob");

  assertEquals(flagsOf(await server.ask(ann, "WHO #a")), ["ann H@", "bob H+"]);
  assertEquals(flagsOf(await server.ask(bob, "WHO #a")), [
    "ann H@%+",
    "bob H+",
  ]);
});

Deno.test("WHO with the flag o tells of operators of the server alone", async (t) => {
  const rows = [
    { line: "WHO 0 o", want: ["bob"] },
    { line: "WHO * o", want: ["bob"] },
    { line: "WHO #lobby o", want: ["bob"] },
    { line: "WHO bob o", want: ["bob"] },
    { line: "WHO a* o", want: [] },
    { line: "WHO 0 x", want: ["ann", "bob"] },
  ];
  for (const { line, want } of rows) {
    await t.step(line, async () => {
      await using server = new TestServer({ opers: OPERS });
      const ann = await server.join("ann");
      await server.ask(await server.join("bob"), "OPER root secret");

      assertEquals(nicksOf(await server.ask(ann, line)), want);
    });
  }
});

Deno.test("WHO of many is answered in turns and tells of each once", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "" });
  const nicks = Array.from({ length: 600 }, (_, n) => `bob${n}`);
  for (const nick of nicks) {
    const address = `198.51.100.${Number(nick.slice(3)) % 200}`;
    await server.join(nick, { channels: "", address });
  }

  const first = await server.ask(ann, "WHO bob*");
  await server.clock.advance(10);

  assertEquals(
    nicksOf([...first, ...ann.takeLines()]),
    nicks.toSorted(),
  );
});

Deno.test("WHO cuts a real name that does not fit the line", async () => {
  await using server = new TestServer({ serverName: `${"s".repeat(58)}.chat` });
  const nick = "é".repeat(32);
  const channel = `#${"い".repeat(33)}`;
  const ann = await server.connect("2001:db8:1111:2222:3333:4444:5555:6666");
  const user = "u".repeat(16);
  await server.ask(ann, `NICK ${nick}`, `USER ${user} 0 * :${"う".repeat(21)}`);
  await server.ask(ann, `JOIN ${channel}`);

  for (const line of ["WHO", `WHO ${nick} %tcuihsnfdlaor,123`]) {
    const [row] = await server.ask(ann, line);

    assertEquals(byteLength(row!) <= 510, true, `${byteLength(row!)}`);
    assertEquals(/う/.test(row!), true);
  }
});

Deno.test("WHO is answered under its label", async (t) => {
  const rows = [
    { mask: "ann", want: 4 },
    { mask: "nobody", want: 1 },
  ];
  for (const { mask, want } of rows) {
    await t.step(mask, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", {
        capabilities: "labeled-response batch",
      });

      const lines = await server.ask(ann, `@label=x WHO ${mask}`);

      assertEquals(lines.length, want);
      assertEquals(lines[0]!.startsWith("@label=x "), true);
    });
  }
});
