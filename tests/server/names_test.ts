import { assertEquals } from "@std/assert/equals";
import { byteLength } from "../../protocol/limits.ts";
import { settle } from "../fakes/fake_clock.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

/** Lets many clients into one channel. */
async function crowd(
  server: TestServer,
  nicks: string[],
  channel: string,
): Promise<FakeConn[]> {
  const conns = [];
  for (const nick of nicks) {
    const conn = await server.connect();
    conn.sendLines(`NICK ${nick}`, `USER u 0 * :x`, `JOIN ${channel}`);
    conns.push(conn);
  }
  await settle();
  return conns;
}

/** The names in the lines of numeric 353. */
function namesIn(lines: readonly string[]): string[] {
  return lines.filter((line) => line.includes(" 353 "))
    .flatMap((line) => line.slice(line.indexOf(" :") + 2).split(" "));
}

function nicks(count: number, name: (index: number) => string): string[] {
  return Array.from({ length: count }, (_, index) => name(index));
}

Deno.test("NAMES tells 1,000 members in lines of at most 512 bytes", async (t) => {
  const rows = [
    {
      name: "of short names",
      channel: "#a",
      members: nicks(1_000, (n) => `nick${n}`),
    },
    {
      name: "of long names",
      channel: `#${"蔵".repeat(33)}`,
      members: nicks(100, (n) => `${"é".repeat(28)}${1_000 + n}`),
    },
    {
      name: "with user and host",
      channel: "#a",
      members: nicks(100, (n) => `${"é".repeat(28)}${1_000 + n}`),
      capabilities: "userhost-in-names",
    },
  ];
  for (const { name, channel, members, capabilities } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer({
        serverName: "a-rather-long-name.chat.example.org",
      });
      const [first] = await crowd(server, members, channel);
      if (capabilities) await server.ask(first!, `CAP REQ ${capabilities}`);

      const lines = await server.ask(first!, `NAMES ${channel}`);

      assertEquals(
        namesIn(lines).map((entry) => entry.replace(/!.*/, "")),
        members.map((nick, index) => index === 0 ? `@${nick}` : nick),
      );
      assertEquals(lines.filter((line) => byteLength(line) > 510), []);
      assertEquals(lines.at(-1)?.includes(" 366 "), true);
    });
  }
});

Deno.test("NAMES shows the highest rank, or all to clients with multi-prefix", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  const bob = await server.join("bob", {
    channels: "#a",
    capabilities: "multi-prefix",
  });
  await server.ask(ann, "MODE #a +vv ann bob");

  assertEquals(namesIn(await server.ask(ann, "NAMES #a")), ["@ann", "+bob"]);
  assertEquals(namesIn(await server.ask(bob, "NAMES #a")), ["@+ann", "+bob"]);
});

Deno.test("NAMES of several channels answers each, also one that there is not", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });

  assertEquals(await server.ask(ann, "NAMES #A,#no,:x"), [
    ":test.chat 353 ann = #a :@ann",
    ":test.chat 366 ann #a :End of /NAMES list",
    ":test.chat 366 ann #no :End of /NAMES list",
    ":test.chat 366 ann * :End of /NAMES list",
  ]);
});

Deno.test("NAMES without a channel lists the members of all that can be seen", async (t) => {
  for (const line of ["NAMES", "NAMES :", "NAMES ,"]) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { channels: "#a,#t" });
      const bob = await server.join("bob", { channels: "#b,#s" });
      await server.join("cleo", { channels: "" });
      await server.ask(ann, "MODE #t +s");
      await server.ask(bob, "MODE #s +s");

      assertEquals(await server.ask(ann, line), [
        ":test.chat 353 ann = #a :@ann",
        ":test.chat 353 ann @ #t :@ann",
        ":test.chat 353 ann = #b :@bob",
        ":test.chat 366 ann * :End of /NAMES list",
      ]);
    });
  }
});

Deno.test("NAMES of a secret channel is for members and the server's operators", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#s" });
  const bob = await server.join("bob", { channels: "" });
  await server.ask(ann, "MODE #s +s");

  assertEquals(await server.ask(ann, "NAMES #S"), [
    ":test.chat 353 ann @ #s :@ann",
    ":test.chat 366 ann #s :End of /NAMES list",
  ]);
  assertEquals(await server.ask(bob, "NAMES #S"), [
    ":test.chat 366 bob #S :End of /NAMES list",
  ]);
  const { hub } = server.server;
  hub.census.setMode(hub.registry.session("bob")!, "o", true);
  assertEquals(await server.ask(bob, "NAMES #S"), [
    ":test.chat 353 bob @ #s :@ann",
    ":test.chat 366 bob #s :End of /NAMES list",
  ]);
});

Deno.test("NAMES shows user and host to clients with userhost-in-names", async () => {
  await using server = new TestServer();
  await server.join("ann", { channels: "#a" });
  const bob = await server.join("bob", {
    channels: "#a",
    capabilities: "userhost-in-names",
  });
  const names = ["@ann!ann@192.0.2.1", "bob!bob@192.0.2.1"];

  assertEquals(namesIn(await server.ask(bob, "NAMES #a")), names);
  assertEquals(namesIn(await server.ask(bob, "PART #a", "JOIN #a")), names);
});

Deno.test("NAMES of what is no channel answers only its end", async (t) => {
  const rows = [
    { line: "NAMES invalid", want: "invalid" },
    { line: "NAMES #no", want: "#no" },
    { line: "NAMES :a b", want: "*" },
  ];
  for (const { line, want } of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann");

      assertEquals(await server.ask(ann, line), [
        `:test.chat 366 ann ${want} :End of /NAMES list`,
      ]);
    });
  }
});

Deno.test("NAMES shows who hides with +i only to who shares a channel", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { channels: "#a" });
  const bob = await server.join("bob", { channels: "#b" });
  await server.join("cleo", { channels: "#b" });
  await server.ask(bob, "MODE bob +i");

  assertEquals(namesIn(await server.ask(ann, "NAMES #b")), ["cleo"]);
  assertEquals(namesIn(await server.ask(bob, "NAMES #b")), ["@bob", "cleo"]);
  assertEquals(namesIn(await server.ask(ann, "JOIN #b")), [
    "@bob",
    "cleo",
    "ann",
  ]);
});
