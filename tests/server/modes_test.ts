import { assertEquals } from "@std/assert/equals";
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

const OP = ":op!op@192.0.2.1";

Deno.test("MODE by an operator is told to all members as it was done", async (t) => {
  const rows = [
    ["+o bob", "+o bob"],
    ["+v BOB", "+v bob"],
    ["-o op", "-o op"],
    ["+m", "+m"],
    ["-n", "-n"],
    ["+t", "+t"],
    ["+b bad", "+b bad!*@*"],
    ["+mt-n", "+mt-n"],
    ["mt", "+mt"],
    ["+ov-n bob bob", "+ov-n bob bob"],
    ["+m-m+m", "+m-m+m"],
    ["+nm", "+m"],
    ["+ooo bob op bob", "+o bob"],
    ["+bbbbb a b c d e", "+bbbb a!*@* b!*@* c!*@* d!*@*"],
  ] as const;
  for (const [line, want] of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const { op, bob, cleo } = await people(server);

      assertEquals(await server.ask(op, `MODE #A ${line}`), [
        `${OP} MODE #a ${want}`,
      ]);
      assertEquals(bob.takeLines(), [`${OP} MODE #a ${want}`]);
      assertEquals(cleo.takeLines(), []);
    });
  }
});

Deno.test("MODE that changes nothing says nothing", async (t) => {
  for (
    const modes of [
      "+n",
      "-m",
      "-v bob",
      "-b bad",
      "+",
      "+o",
      "+v",
      "+b :a b",
      "-t+n",
    ]
  ) {
    await t.step(modes, async () => {
      await using server = new TestServer();
      const { op, bob } = await people(server);

      assertEquals(await server.ask(op, `MODE #a ${modes}`), []);
      assertEquals(bob.takeLines(), []);
    });
  }
});

Deno.test("MODE is refused", async (t) => {
  const rows = [
    {
      name: "of no channel",
      who: "op",
      line: "MODE #no +m",
      want: "403 op #no :No such channel",
    },
    {
      name: "by no operator",
      who: "bob",
      line: "MODE #a +m",
      want: "482 bob #a :You're not channel operator",
    },
    {
      name: "by no member",
      who: "cleo",
      line: "MODE #a +m",
      want: "482 cleo #a :You're not channel operator",
    },
    {
      name: "that is unknown",
      who: "op",
      line: "MODE #a +x",
      want: "472 op x :is unknown mode char to me",
    },
    {
      name: "that cannot be said",
      who: "op",
      line: "MODE #a +:",
      want: "472 op * :is unknown mode char to me",
    },
    {
      name: "of nobody",
      who: "op",
      line: "MODE #a +o nobody",
      want: "401 op nobody :No such nick",
    },
    {
      name: "of one who is not there",
      who: "op",
      line: "MODE #a +o CLEO",
      want: "441 op cleo #a :They aren't on that channel",
    },
    {
      name: "of nobody as a user",
      who: "op",
      line: "MODE nobody",
      want: "401 op nobody :No such nick",
    },
    {
      name: "of another user",
      who: "op",
      line: "MODE bob +i",
      want: "502 op :Cannot see or change the modes of others",
    },
    {
      name: "of oneself that is unknown",
      who: "op",
      line: "MODE op +x",
      want: "501 op :Unknown MODE flag",
    },
  ] as const;
  for (const { name, who, line, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const conns = await people(server);

      assertEquals(await server.ask(conns[who], line), [`:test.chat ${want}`]);
    });
  }
});

Deno.test("MODE does what is known beside what is not", async () => {
  await using server = new TestServer();
  const { op } = await people(server);

  assertEquals(await server.ask(op, "MODE #a +mxt"), [
    ":test.chat 472 op x :is unknown mode char to me",
    `${OP} MODE #a +mt`,
  ]);
});

Deno.test("MODE tells anybody the modes of a channel, and when it was made", async () => {
  await using server = new TestServer();
  const { op, cleo } = await people(server);
  await server.ask(op, "MODE #a +tm");

  assertEquals(await server.ask(cleo, "MODE #a"), [
    ":test.chat 324 cleo #a :+mnt",
    ":test.chat 329 cleo #a :1767225600",
  ]);
});

Deno.test("MODE tells and changes the own user modes", async () => {
  await using server = new TestServer();
  const { bob } = await people(server);

  assertEquals(await server.ask(bob, "MODE BOB"), [":test.chat 221 bob :+"]);
  assertEquals(await server.ask(bob, "MODE bob +i"), [
    ":bob!bob@192.0.2.1 MODE bob +i",
  ]);
  assertEquals(await server.ask(bob, "MODE bob +i"), []);
  assertEquals(await server.ask(bob, "MODE bob"), [":test.chat 221 bob :+i"]);
  assertEquals(await server.ask(bob, "MODE bob -i"), [
    ":bob!bob@192.0.2.1 MODE bob -i",
  ]);
});

Deno.test("operators have their say", async () => {
  await using server = new TestServer();
  const { op, bob } = await people(server);
  await server.ask(op, "MODE #a +o bob");
  bob.takeLines();

  assertEquals(await server.ask(bob, "MODE #a -o op"), [
    ":bob!bob@192.0.2.1 MODE #a -o op",
  ]);
  assertEquals(await server.ask(op, "MODE #a +m"), [
    ":test.chat 482 op #a :You're not channel operator",
  ]);
});
