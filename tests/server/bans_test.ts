import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";
import { joinPeople } from "./channel_people.ts";

Deno.test("+m lets operators and those with voice speak, +n those who are in", async (t) => {
  const rows = [
    { name: "a member", modes: "+n", who: "bob", want: undefined },
    {
      name: "an outsider with +n",
      modes: "+n",
      who: "cleo",
      want: "(you are not in it)",
    },
    {
      name: "an outsider without +n",
      modes: "-n",
      who: "cleo",
      want: undefined,
    },
    { name: "a member with +m", modes: "+m", who: "bob", want: "(+m)" },
    { name: "an outsider with +m-n", modes: "+m-n", who: "cleo", want: "(+m)" },
    {
      name: "one with voice with +m",
      modes: "+mv bob",
      who: "bob",
      want: undefined,
    },
    {
      name: "an operator with +m",
      modes: "+mo bob",
      who: "bob",
      want: undefined,
    },
    { name: "one who is banned", modes: "+b bob", who: "bob", want: "(+b)" },
    {
      name: "one who is banned, by host",
      modes: "+b *@192.0.2.*",
      who: "bob",
      want: "(+b)",
    },
    {
      name: "one who is banned, with voice",
      modes: "+bv bob bob",
      who: "bob",
      want: undefined,
    },
    {
      name: "an outsider who is banned, without +n",
      modes: "-n+b cleo",
      who: "cleo",
      want: "(+b)",
    },
    {
      name: "one who is banned, as half-operator",
      modes: "+bh bob bob",
      who: "bob",
      want: undefined,
    },
    {
      name: "one who is banned, with an exception",
      modes: "+be bob *!bob@*",
      who: "bob",
      want: undefined,
    },
    {
      name: "one who is banned, with the exception of another",
      modes: "+be bob cleo",
      who: "bob",
      want: "(+b)",
    },
    {
      name: "one who is muted",
      modes: "+b m:bob",
      who: "bob",
      want: "(+b)",
    },
    {
      name: "one who is muted, with voice",
      modes: "+bv m:bob bob",
      who: "bob",
      want: undefined,
    },
    {
      name: "one who is muted, with an exception",
      modes: "+be m:bob bob",
      who: "bob",
      want: undefined,
    },
    {
      name: "one who is muted, with an exception for speaking",
      modes: "+be m:bob m:*!bob@*",
      who: "bob",
      want: undefined,
    },
    {
      name: "one who is banned, with an exception for speaking",
      modes: "+be bob m:bob",
      who: "bob",
      want: undefined,
    },
    {
      name: "one who is muted, with an invite exception",
      modes: "+bI m:bob bob",
      who: "bob",
      want: "(+b)",
    },
    {
      name: "one whose mute is gone",
      modes: "+b-b m:BOB m:bob",
      who: "bob",
      want: undefined,
    },
    {
      name: "one whose ban is gone",
      modes: "+b-b bob bob",
      who: "bob",
      want: undefined,
    },
  ] as const;
  for (const { name, modes, who, want } of rows) {
    for (const command of ["PRIVMSG #a :hi", "NOTICE #a :hi", "TAGMSG #a"]) {
      await t.step(`${name}: ${command}`, async () => {
        await using server = new TestServer();
        const conns = await joinPeople(server);
        await server.ask(conns.op, "CAP REQ :message-tags", `MODE #a ${modes}`);
        conns[who].takeLines();

        const answer = await server.ask(conns[who], command);

        const isTold = want !== undefined && !command.startsWith("NOTICE");
        assertEquals(
          answer,
          isTold
            ? [`:test.chat 404 ${who} #a :Cannot send to channel ${want}`]
            : [],
        );
        assertEquals(conns.op.takeLines().length, want === undefined ? 1 : 0);
      });
    }
  }
});

Deno.test("+b keeps out who fits the mask, and +e lets in", async (t) => {
  const refusal = ":test.chat 474 cleo #a :Cannot join channel (+b)";
  const rows = [
    { modes: "+b CLEO", isIn: false },
    { modes: "+b *!*@192.0.2.*", isIn: false },
    { modes: "+b *!~cleo@*", isIn: false },
    { modes: "+b *!*@198.51.100.*", isIn: true },
    { modes: "+b-b cleo CLEO", isIn: true },
    { modes: "+be cleo *!cleo@*", isIn: true },
    { modes: "+be cleo bob", isIn: false },
    { modes: "+bI cleo cleo", isIn: false },
    { modes: "+b m:cleo", isIn: true },
    { modes: "+be cleo m:cleo", isIn: false },
  ] as const;
  for (const { modes, isIn } of rows) {
    await t.step(modes, async () => {
      await using server = new TestServer();
      const { op, cleo } = await joinPeople(server);
      await server.ask(op, `MODE #a ${modes}`);

      const [first] = await server.ask(cleo, "JOIN #a");

      assertEquals(first, isIn ? ":cleo!cleo@192.0.2.1 JOIN #a" : refusal);
    });
  }
});

Deno.test("a ban is of the nick that somebody has now", async () => {
  await using server = new TestServer();
  const { op, bob } = await joinPeople(server);
  await server.ask(op, "MODE #a +b bob");

  await server.ask(bob, "NICK rob", "PRIVMSG #a :hi");
  assertEquals(op.takeLines(), [
    ":bob!bob@192.0.2.1 NICK rob",
    ":rob!bob@192.0.2.1 PRIVMSG #a :hi",
  ]);
  assertEquals(await server.ask(bob, "NICK bob", "PRIVMSG #a :hi"), [
    ":rob!bob@192.0.2.1 NICK bob",
    ":test.chat 404 bob #a :Cannot send to channel (+b)",
  ]);
});

Deno.test("who may not speak leaves without a word", async (t) => {
  for (const modes of ["+b bob", "+b m:bob", "+m"]) {
    await t.step(modes, async () => {
      await using server = new TestServer();
      const { op, bob } = await joinPeople(server);
      await server.ask(op, `MODE #a ${modes}`);
      bob.takeLines();

      assertEquals(await server.ask(bob, "PART #a :hear me"), [
        ":bob!bob@192.0.2.1 PART #a",
      ]);
      assertEquals(op.takeLines(), [":bob!bob@192.0.2.1 PART #a"]);
    });
  }
});
