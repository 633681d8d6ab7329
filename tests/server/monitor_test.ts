import { assertEquals } from "@std/assert/equals";
import { byteLength } from "../../protocol/limits.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

/** Makes nicks that differ. */
function nicks(count: number, prefix = "n"): string[] {
  return Array.from({ length: count }, (_, n) => `${prefix}${n}`);
}

/** Gives the words of all lines of one numeric, which is the last parameter. */
function wordsOf(numeric: string, lines: readonly string[]): string[] {
  return lines.filter((line) => line.split(" ")[1] === numeric)
    .flatMap((line) => line.slice(line.indexOf(" :") + 2).split(","));
}

Deno.test("MONITOR answers each of its subcommands", async (t) => {
  const bob = "bob!bob@192.0.2.1";
  const end = "733 ann :End of MONITOR list";
  const needs = "461 ann MONITOR :Not enough parameters";
  const unknown = (word: string) =>
    `400 ann MONITOR ${word} :Unknown subcommand`;
  const rows = [
    { lines: ["+ bob"], want: [`730 ann :${bob}`] },
    { lines: ["+ BOB"], want: [`730 ann :${bob}`] },
    { lines: ["+ Zed"], want: ["731 ann :Zed"] },
    {
      lines: ["+ x,bob,,y"],
      want: [`730 ann :${bob}`, "731 ann :x,y"],
    },
    { lines: ["+ x,X,x"], want: ["731 ann :x"] },
    { lines: ["+ x", "+ X,y"], want: ["731 ann :y"] },
    { lines: ["+ *!u@h,#a,b*,1a,@c"], want: [] },
    { lines: ["+ :a b,:c"], want: [] },
    { lines: [`+ ${"x".repeat(33)}`], want: [] },
    { lines: ["+ :"], want: [] },
    { lines: ["+ ,"], want: [] },
    { lines: ["+ zoe\u0308"], want: ["731 ann :zoë"] },
    { lines: ["+"], want: [needs] },
    { lines: ["-"], want: [needs] },
    { lines: ["- bob"], want: [] },
    { lines: ["+ Bob,x", "- BOB", "L"], want: ["732 ann :x", end] },
    { lines: ["+ Bob,x", "- bob,y,x", "L"], want: [end] },
    { lines: ["+ Bob,x", "C"], want: [] },
    { lines: ["+ Bob,x", "C", "L"], want: [end] },
    { lines: ["+ Bob,x", "c", "l"], want: [end] },
    { lines: ["L"], want: [end] },
    { lines: ["+ Bob,x", "L"], want: ["732 ann :Bob,x", end] },
    { lines: ["+ Bob,x,y", "S"], want: [`730 ann :${bob}`, "731 ann :x,y"] },
    { lines: ["S"], want: [] },
    { lines: ["X"], want: [unknown("X")] },
    { lines: ["+bob"], want: [unknown("+bob")] },
    { lines: [":a b"], want: [unknown("*")] },
    { lines: [":"], want: [unknown("*")] },
    { lines: [""], want: [needs] },
  ];
  for (const { lines, want } of rows) {
    await t.step(lines.join("; "), async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");
      await server.join("bob");
      const commands = lines.map((line) => `MONITOR ${line}`);
      await server.ask(ann, ...commands.slice(0, -1));

      assertEquals(
        await server.ask(ann, commands.at(-1)!),
        want.map((line) => `:test.chat ${line}`),
      );
    });
  }
});

Deno.test("MONITOR tells when somebody comes, goes, or takes another nick", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "" });
  await server.ask(ann, "MONITOR + bob,Rob");
  const told = async (act: () => Promise<unknown>) => {
    ann.takeLines();
    await act();
    return ann.takeLines();
  };

  const bob = await server.connect();
  assertEquals(await told(() => server.ask(bob, "NICK Bob")), []);
  assertEquals(await told(() => server.ask(bob, "USER b 0 * :b")), [
    ":test.chat 730 * :Bob!b@192.0.2.1",
  ]);
  assertEquals(await told(() => server.ask(bob, "NICK BOB")), []);
  assertEquals(await told(() => server.ask(bob, "NICK rob")), [
    ":test.chat 731 * :BOB",
    ":test.chat 730 * :rob!b@192.0.2.1",
  ]);
  assertEquals(await told(() => server.ask(bob, "NICK zed")), [
    ":test.chat 731 * :rob",
  ]);
  assertEquals(await told(() => server.ask(bob, "NICK bob")), [
    ":test.chat 730 * :bob!b@192.0.2.1",
  ]);
  assertEquals(await told(() => server.ask(bob, "QUIT")), [
    ":test.chat 731 * :bob",
  ]);
});

Deno.test("MONITOR tells all who watch, and nobody who stopped or left", async () => {
  await using server = new TestServer();
  const [ann, cleo, dan, eve] = await Promise.all(
    (["ann", "cleo", "dan", "eve"] as const).map((nick) =>
      server.join(nick, { channels: "" })
    ),
  ) as [FakeConn, FakeConn, FakeConn, FakeConn];
  const watchers = [ann, cleo, dan, eve];
  for (const watcher of watchers) await server.ask(watcher, "MONITOR + bob");
  await server.ask(cleo, "MONITOR - BOB");
  await server.ask(dan, "MONITOR C");
  await server.ask(eve, "QUIT");
  for (const watcher of watchers) watcher.takeLines();

  await server.join("bob", { channels: "" });

  assertEquals(watchers.map((watcher) => watcher.takeLines()), [
    [":test.chat 730 * :bob!bob@192.0.2.1"],
    [],
    [],
    [],
  ]);
});

Deno.test("MONITOR lets one watch oneself", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  await server.ask(ann, "MONITOR + ann");

  assertEquals(await server.ask(ann, "NICK bob"), [
    ":ann!ann@192.0.2.1 NICK bob",
    ":test.chat 731 * :ann",
  ]);
});

Deno.test("MONITOR tells no time to those without server-time, and else the time", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    capabilities: "server-time",
    channels: "",
  });
  await server.ask(ann, "MONITOR + bob");
  ann.takeLines();

  await server.join("bob");

  assertEquals(ann.takeLines(), [
    "@time=2026-01-01T00:00:00.000Z :test.chat 730 * :bob!bob@192.0.2.1",
  ]);
});

Deno.test("MONITOR refuses what the list has no room for", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  await server.ask(ann, `MONITOR + ${nicks(98).join(",")}`);

  assertEquals(await server.ask(ann, "MONITOR + a,n1,*,B,zoe\u0308,N2,D"), [
    ":test.chat 731 ann :a,B",
    ":test.chat 734 ann 100 zoe\u0308,D :Monitor list is full",
  ]);
  assertEquals(await server.ask(ann, "MONITOR + a,n1"), []);
  await server.ask(ann, "MONITOR - a");
  assertEquals(await server.ask(ann, "MONITOR + d"), [
    ":test.chat 731 ann :d",
  ]);
});

Deno.test("MONITOR answers with lists in lines that fit", async () => {
  await using server = new TestServer();
  const ann = await server.join("あ".repeat(32), {
    channels: "",
    address: "127.0.0.1",
  });
  const targets = nicks(100, "い".repeat(20));
  const lines: string[] = [];
  for (const nick of targets) {
    lines.push(...await server.ask(ann, `MONITOR + ${nick}`));
  }
  assertEquals(wordsOf("731", lines), targets);
  for (const nick of targets.slice(50)) await server.join(nick);

  const list = await server.ask(ann, "MONITOR L");
  const status = await server.ask(ann, "MONITOR S");
  const refused = await server.ask(
    ann,
    `MONITOR + ${nicks(7, "う".repeat(20)).join(",")}`,
  );

  assertEquals(
    [...list, ...status, ...refused].filter((line) => byteLength(line) > 510),
    [],
  );
  assertEquals(wordsOf("732", list), targets);
  assertEquals(list.filter((line) => line.includes(" 733 ")).length, 1);
  assertEquals(
    wordsOf("730", status).map((source) => source.split("!")[0]),
    targets.slice(50),
  );
  assertEquals(wordsOf("731", status), targets.slice(0, 50));
  assertEquals(
    refused.flatMap((line) => line.split(" ")[4]!.split(",")),
    nicks(7, "う".repeat(20)),
  );
});

Deno.test("MONITOR is answered under its label", async (t) => {
  const rows = [
    { line: "MONITOR + bob", want: ["@label=x :test.chat 731 ann :bob"] },
    { line: "MONITOR - bob", want: ["@label=x :test.chat ACK"] },
    { line: "MONITOR C", want: ["@label=x :test.chat ACK"] },
    { line: "MONITOR S", want: ["@label=x :test.chat ACK"] },
  ];
  for (const { line, want } of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", {
        capabilities: "labeled-response batch",
      });

      assertEquals(await server.ask(ann, `@label=x ${line}`), want);
    });
  }
});
