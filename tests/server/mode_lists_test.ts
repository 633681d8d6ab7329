import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";
import { joinPeople, OP } from "./channel_people.ts";

const LISTS = [
  { mode: "b", entry: "367", end: "368", name: "ban" },
  { mode: "e", entry: "348", end: "349", name: "exception" },
  { mode: "I", entry: "346", end: "347", name: "invite exception" },
] as const;

Deno.test("a list is shown with who set its masks, and when", async (t) => {
  for (const { mode, entry, end, name } of LISTS) {
    for (const line of [mode, `+${mode}`, `-${mode}`, `${mode}${mode}`]) {
      await t.step(line, async () => {
        await using server = new TestServer();
        const { op } = await joinPeople(server);
        await server.ask(op, `MODE #a +${mode} one`);
        await server.clock.advance(1_000);
        await server.ask(op, `MODE #a +${mode} *@two`);

        assertEquals(await server.ask(op, `MODE #A ${line}`), [
          `:test.chat ${entry} op #a one!*@* op!op@192.0.2.1 :1767225600`,
          `:test.chat ${entry} op #a *!*@two op!op@192.0.2.1 :1767225601`,
          `:test.chat ${end} op #a :End of channel ${name} list`,
        ]);
      });
    }
  }
});

Deno.test("bans are shown to anybody, exceptions to those who may change them", async (t) => {
  const refusal = "482 :You're not channel operator";
  const rows = [
    { who: "bob", mode: "b", want: "368 :End of channel ban list" },
    { who: "cleo", mode: "b", want: "368 :End of channel ban list" },
    { who: "bob", mode: "e", want: refusal },
    { who: "cleo", mode: "e", want: refusal },
    { who: "bob", mode: "I", want: refusal },
    { who: "bob", mode: "be", want: refusal },
  ] as const;
  for (const { who, mode, want } of rows) {
    await t.step(`${mode} to ${who}`, async () => {
      await using server = new TestServer();
      const conns = await joinPeople(server);

      const answer = await server.ask(conns[who], `MODE #a ${mode}`);

      const [numeric, text] = want.split(" :");
      assertEquals(answer, [`:test.chat ${numeric} ${who} #a :${text}`]);
    });
  }
});

Deno.test("several lists are shown behind what changes", async () => {
  await using server = new TestServer();
  const { op } = await joinPeople(server);

  assertEquals(await server.ask(op, "MODE #a +eIb-t"), [
    `${OP} MODE #a -t`,
    ":test.chat 349 op #a :End of channel exception list",
    ":test.chat 347 op #a :End of channel invite exception list",
    ":test.chat 368 op #a :End of channel ban list",
  ]);
});

Deno.test("a mask is one in any case, and is told as it was set", async () => {
  await using server = new TestServer();
  const { op } = await joinPeople(server);
  await server.ask(op, "MODE #a +b Bad!*@Host");

  assertEquals(await server.ask(op, "MODE #a +b BAD!*@host"), []);
  assertEquals(await server.ask(op, "MODE #a -b bad!*@HOST"), [
    `${OP} MODE #a -b Bad!*@Host`,
  ]);
  assertEquals(await server.ask(op, "MODE #a b"), [
    ":test.chat 368 op #a :End of channel ban list",
  ]);
});

Deno.test("a mask is refused that is no word, or too long", async (t) => {
  const longest = `${"é".repeat(63)}!*@*`;
  const rows = [
    { arg: longest, want: undefined },
    { arg: `x${longest}`, want: `x${"é".repeat(49)}` },
    { arg: ":", want: "*" },
    { arg: ":a b", want: "*" },
    { arg: "::a", want: "*" },
  ] as const;
  for (const { mode } of LISTS) {
    for (const { arg, want } of rows) {
      await t.step(`${mode} ${arg}`, async () => {
        await using server = new TestServer();
        const op = await server.join("op", { channels: "#a" });

        assertEquals(await server.ask(op, `MODE #a +${mode} ${arg}`), [
          want === undefined
            ? `${OP} MODE #a +${mode} ${arg}`
            : `:test.chat 696 op #a ${mode} ${want} :A mask has 1 to 130 bytes and no space`,
        ]);
      });
    }
  }
});

Deno.test("each list holds 100 masks", async () => {
  await using server = new TestServer();
  const op = await server.join("op", { channels: "#a", address: "127.0.0.1" });
  for (let count = 0; count < 25; count++) {
    const masks = ["a", "b", "c", "d"].map((start) => `${start}${count}`);
    await server.ask(op, `MODE #a +bbbb ${masks.join(" ")}`);
  }

  assertEquals(await server.ask(op, "MODE #a +be more more"), [
    ":test.chat 478 op #a b :Channel list is full",
    ":op!op@127.0.0.1 MODE #a +e more!*@*",
  ]);
  assertEquals((await server.ask(op, "MODE #a b")).length, 101);
});

Deno.test("numeric 367 names the nick alone of who has a long source", async () => {
  await using server = new TestServer();
  const nick = "é".repeat(32);
  const op = await server.join(nick, {
    channels: "#a",
    address: "2001:db8:1234:1234:1234:1234:1234:1234",
  });
  await server.ask(op, "MODE #a +b bad");

  assertEquals(
    (await server.ask(op, "MODE #a b"))[0],
    `:test.chat 367 ${nick} #a bad!*@* ${nick} :1767225600`,
  );
});
