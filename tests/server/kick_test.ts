import { assertEquals } from "@std/assert/equals";
import { byteLength } from "../../protocol/limits.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

type Nick = "op" | "half" | "bob" | "cleo" | "dora";

/** An operator, a half-operator and two members of #a; dora is elsewhere. */
async function people(server: TestServer): Promise<Record<Nick, FakeConn>> {
  const op = await server.join("op", { channels: "#a" });
  const half = await server.join("half", { channels: "#a" });
  const bob = await server.join("bob", { channels: "#a" });
  const cleo = await server.join("cleo", { channels: "#a" });
  const dora = await server.join("dora", { channels: "#d" });
  await server.ask(op, "MODE #a +h half");
  for (const conn of [half, bob, cleo]) conn.takeLines();
  return { op, half, bob, cleo, dora };
}

const OP = ":op!op@192.0.2.1";

Deno.test("KICK is told to all, and who is kicked is out", async () => {
  await using server = new TestServer();
  const { op, bob, cleo, dora } = await people(server);
  const kicked = `${OP} KICK #a bob :enough of this`;

  assertEquals(await server.ask(op, "KICK #A BOB :enough of this"), [kicked]);
  for (const conn of [bob, cleo]) assertEquals(conn.takeLines(), [kicked]);
  assertEquals(dora.takeLines(), []);
  assertEquals(await server.ask(bob, "PRIVMSG #a :hey"), [
    ":test.chat 404 bob #a :Cannot send to channel (you are not in it)",
  ]);
  assertEquals((await server.ask(bob, "JOIN #a"))[0]?.split(" ")[1], "JOIN");
});

Deno.test("KICK without a reason gives the kicker's nick", async (t) => {
  for (const line of ["KICK #a bob", "KICK #a bob :"]) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const { op } = await people(server);

      assertEquals(await server.ask(op, line), [`${OP} KICK #a bob :op`]);
    });
  }
});

Deno.test("KICK of several is told one by one", async (t) => {
  const rows = [
    { line: "KICK #a bob,cleo,half :bye", want: ["bob", "cleo", "half"] },
    { line: "KICK #a,#a bob,cleo :bye", want: ["bob", "cleo"] },
    { line: "KICK #a bob,,cleo, :bye", want: ["bob", "cleo"] },
  ];
  for (const { line, want } of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const { op } = await people(server);

      assertEquals(
        await server.ask(op, line),
        want.map((nick) => `${OP} KICK #a ${nick} :bye`),
      );
    });
  }
});

Deno.test("KICK takes each nick out of the channel that is named with it", async () => {
  await using server = new TestServer();
  const { op, bob } = await people(server);
  await server.ask(op, "JOIN #b");
  await server.ask(bob, "JOIN #b");

  assertEquals(await server.ask(op, "KICK #a,#b cleo,bob :bye"), [
    `${OP} KICK #a cleo :bye`,
    `${OP} KICK #b bob :bye`,
  ]);
});

Deno.test("KICK is refused", async (t) => {
  const rows: {
    name: string;
    who: Nick;
    line: string;
    want: string | string[];
  }[] = [
    {
      name: "in no channel",
      who: "op",
      line: "KICK #no bob",
      want: "403 op #no :No such channel",
    },
    {
      name: "in what is no name",
      who: "op",
      line: "KICK a bob",
      want: "403 op a :No such channel",
    },
    {
      name: "by one who is not in it",
      who: "dora",
      line: "KICK #a bob",
      want: "442 dora #a :You're not on that channel",
    },
    {
      name: "by no operator",
      who: "bob",
      line: "KICK #a cleo",
      want: "482 bob #a :You're not channel operator",
    },
    {
      name: "of an operator by a half-operator",
      who: "half",
      line: "KICK #a op",
      want: "482 half #a :You're not channel operator",
    },
    {
      name: "of a half-operator by a half-operator",
      who: "half",
      line: "KICK #a half",
      want: "482 half #a :You're not channel operator",
    },
    {
      name: "of one who is elsewhere",
      who: "op",
      line: "KICK #a DORA",
      want: "441 op dora #a :They aren't on that channel",
    },
    {
      name: "of nobody",
      who: "op",
      line: "KICK #a nobody",
      want: "441 op nobody #a :They aren't on that channel",
    },
    {
      name: "of what is no nick",
      who: "op",
      line: "KICK #a :a b",
      want: "441 op * #a :They aren't on that channel",
    },
    {
      name: "without a nick",
      who: "op",
      line: "KICK #a",
      want: "461 op KICK :Not enough parameters",
    },
    {
      name: "with an empty nick",
      who: "op",
      line: "KICK #a :",
      want: "461 op KICK :Not enough parameters",
    },
    {
      name: "with an empty channel",
      who: "op",
      line: "KICK , bob,cleo",
      want: "461 op KICK :Not enough parameters",
    },
    {
      name: "with two channels and three nicks",
      who: "op",
      line: "KICK #a,#b bob,cleo,half",
      want: "461 op KICK :Not enough parameters",
    },
    {
      name: "of five",
      who: "op",
      line: "KICK #a bob,cleo,half,op,dora",
      want: "407 op bob,cleo,half,op,dora :Too many targets",
    },
  ];
  for (const { name, who, line, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const conns = await people(server);

      assertEquals(await server.ask(conns[who], line), [`:test.chat ${want}`]);
      assertEquals(conns.cleo.takeLines(), []);
    });
  }
});

Deno.test("KICK does what it can where one of several cannot be kicked", async () => {
  await using server = new TestServer();
  const { half } = await people(server);

  assertEquals(await server.ask(half, "KICK #a op,bob,dora"), [
    ":test.chat 482 half #a :You're not channel operator",
    ":half!half@192.0.2.1 KICK #a bob :half",
    ":test.chat 441 half dora #a :They aren't on that channel",
  ]);
});

Deno.test("KICK hides a secret channel from who is not in it", async () => {
  await using server = new TestServer();
  const { op, dora } = await people(server);
  await server.ask(op, "MODE #a +s");

  assertEquals(await server.ask(dora, "KICK #a bob"), [
    ":test.chat 403 dora #a :No such channel",
  ]);
});

Deno.test("KICK of oneself is told once, and closes a channel that is empty then", async () => {
  await using server = new TestServer();
  const { dora } = await people(server);

  assertEquals(await server.ask(dora, "KICK #d dora :bye"), [
    ":dora!dora@192.0.2.1 KICK #d dora :bye",
  ]);
  assertEquals(await server.ask(dora, "MODE #d"), [
    ":test.chat 403 dora #d :No such channel",
  ]);
});

Deno.test("KICK cuts the reason to KICKLEN, and to what fits a line", async (t) => {
  const long = "蔵".repeat(31);
  const rows = [
    { name: "short names", op: "op", other: "bob", channel: "#a", want: 255 },
    {
      name: "long names",
      op: `${long}1`,
      other: `${long}2`,
      channel: `#${long}`,
    },
  ];
  for (const { name, op, other, channel, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const conn = await server.join(op, { channels: channel });
      await server.join(other, { channels: channel });

      const [line = ""] = await server.ask(
        conn,
        `KICK ${channel} ${other} :${"é".repeat(50)}${"€".repeat(60)}`,
      );

      const reason = line.slice(line.indexOf(" :", 1) + 2);
      assertEquals(byteLength(line) <= 510, true);
      if (want !== undefined) {
        assertEquals(byteLength(reason) <= 256, true);
        assertEquals(byteLength(reason) > 250, true);
      }
      assertEquals(/^é{50}€+$/.test(reason), true);
    });
  }
});

Deno.test("KICK answers under its label", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    channels: "#a",
    capabilities: "batch labeled-response",
  });
  await server.join("bob", { channels: "#a" });

  assertEquals(await server.ask(ann, "@label=1 KICK #a bob :bye"), [
    "@label=1 :ann!ann@192.0.2.1 KICK #a bob :bye",
  ]);
});

Deno.test("whoever speaks plain text and is kicked is told, and can come back", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann");
  const bob = await server.connect();
  bob.send("bob\n");
  await server.clock.advance(300);
  const { lobby, registry } = server.server.hub;
  lobby.members.get(registry.session("ann")!)!.isOperator = true;
  ann.takeLines();
  bob.takeLines();
  const nowhere = "-- You are in no channel: /join #lobby or another one";

  await server.ask(ann, "KICK #lobby bob :calm down");

  assertEquals(bob.takeLines(), [
    "-- ann put bob out of #lobby (calm down)",
  ]);
  for (const line of ["hey", "/me cries", "/names"]) {
    assertEquals(await server.ask(bob, line), [nowhere]);
  }
  assertEquals(await server.ask(bob, "/join #lobby"), [
    "-- bob joined #lobby",
    "-- here: @ann bob",
  ]);
  assertEquals(await server.ask(bob, "sorry"), []);
  assertEquals(
    ann.takeLines().at(-1),
    ":bob!bob@192.0.2.1 PRIVMSG #lobby :sorry",
  );
});
