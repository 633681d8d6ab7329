import { assertEquals } from "@std/assert/equals";
import { byteLength } from "../../protocol/limits.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

/** An operator and a member of #a, which is +i, and somebody at its door. */
async function people(
  server: TestServer,
): Promise<Record<"op" | "bob" | "cleo", FakeConn>> {
  const op = await server.join("op", { channels: "#a" });
  const bob = await server.join("bob", { channels: "#a" });
  const cleo = await server.join("cleo", { channels: "#c" });
  await server.ask(op, "MODE #a +i");
  bob.takeLines();
  return { op, bob, cleo };
}

const DELIVERED = ":test.chat 711 cleo #a :Your KNOCK has been delivered";

Deno.test("KNOCK is told to those who could open", async () => {
  await using server = new TestServer();
  const { op, bob, cleo } = await people(server);
  const half = await server.join("half", { channels: "" });
  await server.ask(op, "INVITE half #a");
  await server.ask(half, "JOIN #a");
  await server.ask(op, "MODE #a +h half");
  for (const conn of [half, bob]) conn.takeLines();

  assertEquals(await server.ask(cleo, "KNOCK #A"), [DELIVERED]);

  const asks = "#a cleo!cleo@192.0.2.1 :has asked for an invite";
  assertEquals(op.takeLines(), [`:test.chat 710 op ${asks}`]);
  assertEquals(half.takeLines(), [`:test.chat 710 half ${asks}`]);
  assertEquals(bob.takeLines(), []);
});

Deno.test("KNOCK brings a text, as much of it as fits a line", async (t) => {
  const rows = [
    { name: "a short one", text: "it is me", want: "it is me" },
    { name: "a long one", text: "é".repeat(230), want: "é".repeat(205) },
  ];
  for (const { name, text, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const { op, cleo } = await people(server);

      await server.ask(cleo, `KNOCK #a :${text}`);

      const [line = ""] = op.takeLines();
      const start = ":test.chat 710 op #a cleo!cleo@192.0.2.1 " +
        ":has asked for an invite: ";
      assertEquals(line.slice(0, start.length), start);
      assertEquals(line.slice(start.length, start.length + want.length), want);
      assertEquals(byteLength(line) <= 510, true);
    });
  }
});

Deno.test("KNOCK is refused", async (t) => {
  const rows: {
    name: string;
    line: string;
    want: string;
    modes?: string;
    who?: "bob";
  }[] = [
    {
      name: "at a channel that there is not",
      line: "KNOCK #no",
      want: "403 cleo #no :No such channel",
    },
    {
      name: "at what is no name",
      line: "KNOCK :",
      want: "403 cleo * :No such channel",
    },
    {
      name: "without a channel",
      line: "KNOCK",
      want: "461 cleo KNOCK :Not enough parameters",
    },
    {
      name: "by who may come in with +I",
      line: "KNOCK #a",
      modes: "+I cleo",
      want: "713 cleo #a :Channel is open",
    },
    {
      name: "from inside",
      who: "bob",
      line: "KNOCK #a",
      want: "714 bob #a :You are already on that channel",
    },
    {
      name: "at an open channel",
      line: "KNOCK #a",
      modes: "-i",
      want: "713 cleo #a :Channel is open",
    },
    {
      name: "at one with room left",
      line: "KNOCK #a",
      modes: "-i+l 3",
      want: "713 cleo #a :Channel is open",
    },
    {
      name: "by the banned",
      line: "KNOCK #a",
      modes: "+b cleo",
      want: "480 cleo #a :Cannot knock (you are banned)",
    },
    {
      name: "where nobody could open",
      line: "KNOCK #a",
      modes: "-o op",
      want: "480 cleo #a :Cannot knock (nobody could let you in)",
    },
  ];
  for (const { name, line, want, modes, who } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const { op, bob, cleo } = await people(server);
      if (modes !== undefined) await server.ask(op, `MODE #a ${modes}`);
      bob.takeLines();

      assertEquals(await server.ask(who === "bob" ? bob : cleo, line), [
        `:test.chat ${want}`,
      ]);
      assertEquals(op.takeLines(), []);
    });
  }
});

Deno.test("KNOCK is for channels with a key or a limit, too, and for secret ones", async (t) => {
  for (const modes of ["-i+k secret", "-i+l 2", "+s"]) {
    await t.step(modes, async () => {
      await using server = new TestServer();
      const { op, cleo } = await people(server);
      await server.ask(op, `MODE #a ${modes}`);

      assertEquals(await server.ask(cleo, "KNOCK #a"), [DELIVERED]);
    });
  }
});

Deno.test("KNOCK is heard once a minute from each asker at each door", async () => {
  await using server = new TestServer();
  const { op, cleo } = await people(server);
  const dora = await server.join("dora", { channels: "" });
  await server.ask(op, "JOIN #b", "MODE #b +i");
  const tooMany = ":test.chat 712 cleo #a :Too many KNOCKs: once a minute";

  assertEquals(await server.ask(cleo, "KNOCK #a", "KNOCK #a"), [
    DELIVERED,
    tooMany,
  ]);
  assertEquals((await server.ask(cleo, "KNOCK #b"))[0]?.split(" ")[1], "711");
  assertEquals((await server.ask(dora, "KNOCK #a"))[0]?.split(" ")[1], "711");
  await server.clock.advance(59_999);
  assertEquals(await server.ask(cleo, "KNOCK #a"), [tooMany]);
  await server.clock.advance(1);
  assertEquals(await server.ask(cleo, "KNOCK #a"), [DELIVERED]);
});

Deno.test("KNOCK by who is invited says that the door is open", async () => {
  await using server = new TestServer();
  const { op, cleo } = await people(server);
  await server.ask(op, "INVITE cleo #a");

  assertEquals(await server.ask(cleo, "KNOCK #a"), [
    ":test.chat 713 cleo #a :Channel is open",
  ]);
});

Deno.test("KNOCK answers under its label", async () => {
  await using server = new TestServer();
  await people(server);
  const ann = await server.join("ann", {
    capabilities: "batch labeled-response",
  });

  assertEquals(await server.ask(ann, "@label=1 KNOCK #a"), [
    "@label=1 :test.chat 711 ann #a :Your KNOCK has been delivered",
  ]);
});

Deno.test("005 says that there is KNOCK", async () => {
  await using server = new TestServer();
  const conn = await server.connect();

  const lines = await server.ask(conn, "NICK ann", "USER ann 0 * :ann");

  const tokens = lines.filter((line) => line.includes(" 005 ")).join(" ");
  assertEquals(tokens.split(" ").includes("KNOCK"), true);
});
