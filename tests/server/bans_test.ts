import { assertEquals } from "@std/assert/equals";
import { completeMask, matchesMask } from "../../server/channel.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

/** An operator, a member, and somebody who is elsewhere. */
async function people(
  server: TestServer,
): Promise<Record<"op" | "bob" | "cleo", FakeConn>> {
  const op = await server.join("op", { channels: "#a" });
  const bob = await server.join("bob", { channels: "#a" });
  const cleo = await server.join("cleo", { channels: "#c" });
  op.takeLines();
  return { op, bob, cleo };
}

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
        const conns = await people(server);
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

Deno.test("+b keeps out who fits the mask, and is listed", async () => {
  await using server = new TestServer();
  const { op, bob, cleo } = await people(server);
  await server.ask(op, "MODE #a +bb CLEO *!*@198.51.100.*");
  bob.takeLines();

  assertEquals(await server.ask(cleo, "JOIN #a"), [
    ":test.chat 474 cleo #a :Cannot join channel (+b)",
  ]);
  for (const line of ["MODE #a b", "MODE #a +b", "MODE #a -b"]) {
    assertEquals(await server.ask(cleo, line), [
      ":test.chat 367 cleo #a CLEO!*@* op!op@192.0.2.1 :1767225600",
      ":test.chat 367 cleo #a *!*@198.51.100.* op!op@192.0.2.1 :1767225600",
      ":test.chat 368 cleo #a :End of channel ban list",
    ]);
  }
  await server.ask(op, "MODE #a -b CLEO");
  assertEquals(
    (await server.ask(cleo, "JOIN #a"))[0],
    ":cleo!cleo@192.0.2.1 JOIN #a",
  );
});

Deno.test("a mask has 130 bytes, as many as any source", async () => {
  await using server = new TestServer();
  const op = await server.join("op", { channels: "#a" });
  const mask = `${"é".repeat(63)}!*@*`;

  assertEquals(await server.ask(op, `MODE #a +b ${mask}`), [
    `:op!op@192.0.2.1 MODE #a +b ${mask}`,
  ]);
  assertEquals(await server.ask(op, `MODE #a +b x${mask}`), [
    ":test.chat 417 op :The mask is longer than 130 bytes",
  ]);
});

Deno.test("a ban list holds 100 masks", async () => {
  await using server = new TestServer();
  const op = await server.join("op", { channels: "#a", address: "127.0.0.1" });
  for (let count = 0; count < 25; count++) {
    await server.ask(
      op,
      `MODE #a +bbbb a${count} b${count} c${count} d${count}`,
    );
  }

  assertEquals(await server.ask(op, "MODE #a +b more"), [
    ":test.chat 478 op #a more!*@* :Channel list is full",
  ]);
  assertEquals((await server.ask(op, "MODE #a b")).length, 101);
});

Deno.test("completeMask() makes nick!user@host of any mask", async (t) => {
  const rows = [
    ["bob", "bob!*@*"],
    ["*@host", "*!*@host"],
    ["bob!user", "bob!user@*"],
    ["bob!user@host", "bob!user@host"],
  ] as const;
  for (const [mask, want] of rows) {
    await t.step(mask, () => assertEquals(completeMask(mask), want));
  }
});

Deno.test("matchesMask() knows * and ?, in any case", async (t) => {
  const rows = [
    ["*!*@*", true],
    ["ann!user@host", true],
    ["ANN!*@HOST", true],
    ["a?n!*@*", true],
    ["a?!*@*", false],
    ["*!*@ho*t", true],
    ["*!*@*x", false],
    ["*nn*er*st", true],
    ["ann!user@hos", false],
    ["", false],
    ["**********************z", false],
  ] as const;
  for (const [mask, want] of rows) {
    await t.step(
      mask,
      () => assertEquals(matchesMask("ann!user@host", mask), want),
    );
  }
});
