import { assertEquals } from "@std/assert/equals";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";

const OP = ":op!op@192.0.2.1";

/** An operator and a member of #a, and somebody who is elsewhere. */
async function people(
  server: TestServer,
): Promise<Record<"op" | "bob" | "cleo", FakeConn>> {
  const op = await server.join("op", { channels: "#a" });
  const bob = await server.join("bob", { channels: "#a" });
  const cleo = await server.join("cleo", { channels: "#c" });
  op.takeLines();
  return { op, bob, cleo };
}

Deno.test("INVITE is told to both, and to nobody else", async () => {
  await using server = new TestServer();
  const { op, bob, cleo } = await people(server);

  assertEquals(await server.ask(op, "INVITE CLEO #A"), [
    ":test.chat 341 op cleo :#a",
  ]);
  assertEquals(cleo.takeLines(), [`${OP} INVITE cleo #a`]);
  assertEquals(bob.takeLines(), []);
});

Deno.test("INVITE answers under its label", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    channels: "#a",
    capabilities: "batch labeled-response",
  });
  await server.join("bob");

  assertEquals(await server.ask(ann, "@label=1 INVITE bob #a"), [
    "@label=1 :test.chat 341 ann bob :#a",
  ]);
});

Deno.test("INVITE tells that the invited is away", async () => {
  await using server = new TestServer();
  const { op, cleo } = await people(server);
  server.server.hub.registry.session("cleo")!.awayText = "at lunch";

  assertEquals(await server.ask(op, "INVITE cleo #a"), [
    ":test.chat 341 op cleo :#a",
    ":test.chat 301 op cleo :at lunch",
  ]);
  assertEquals(cleo.takeLines(), [`${OP} INVITE cleo #a`]);
});

Deno.test("INVITE is told to members with invite-notify who could invite", async (t) => {
  const rows = [
    { name: "all in an open channel", mode: undefined, want: [true, true] },
    { name: "operators with +i", mode: "i", want: [true, false] },
  ] as const;
  for (const { name, mode, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const { op, bob, cleo } = await people(server);
      const capabilities = "invite-notify";
      const dora = await server.join("dora", { channels: "#a", capabilities });
      const emil = await server.join("emil", { channels: "#a", capabilities });
      await server.ask(op, "MODE #a +o dora");
      if (mode !== undefined) await server.ask(op, `MODE #a +${mode}`);
      for (const conn of [bob, dora, emil]) conn.takeLines();

      await server.ask(op, "INVITE cleo #a");

      const told = [`${OP} INVITE cleo #a`];
      assertEquals(cleo.takeLines(), told);
      assertEquals(
        [dora, emil].map((conn) => conn.takeLines()),
        want.map((isTold) => isTold ? told : []),
      );
      assertEquals(bob.takeLines(), []);
    });
  }
});

Deno.test("INVITE with invite-notify is told once to the inviter and to the invited", async () => {
  await using server = new TestServer();
  const capabilities = "invite-notify";
  const ann = await server.join("ann", { channels: "#a", capabilities });
  const bob = await server.join("bob", { channels: "#b", capabilities });

  assertEquals(await server.ask(ann, "INVITE bob #a"), [
    ":test.chat 341 ann bob :#a",
  ]);
  assertEquals(bob.takeLines(), [":ann!ann@192.0.2.1 INVITE bob #a"]);
});

Deno.test("INVITE by one of rank lets in once, in spite of modes and bans", async (t) => {
  const rows = [
    { mode: "+i", numeric: "473" },
    { mode: "+b cleo", numeric: "474" },
    { mode: "+k secret", numeric: "475" },
    { mode: "+l 2", numeric: "471" },
  ];
  for (const { mode, numeric } of rows) {
    await t.step(mode, async () => {
      await using server = new TestServer();
      const { op, cleo } = await people(server);
      await server.ask(op, `MODE #a ${mode}`);
      const enter = async () => {
        const [line = ""] = await server.ask(cleo, "JOIN #a");
        return line.split(" ")[1];
      };

      assertEquals(await enter(), numeric);
      await server.ask(op, "INVITE cleo #a");
      assertEquals(await enter(), "JOIN");
      await server.ask(op, "KICK #a cleo");
      assertEquals(await enter(), numeric);
    });
  }
});

Deno.test("INVITE by a member without rank is a word, and opens no door", async () => {
  await using server = new TestServer();
  const { op, bob, cleo } = await people(server);
  await server.ask(op, "MODE #a +b cleo");
  bob.takeLines();

  assertEquals(await server.ask(bob, "INVITE cleo #a"), [
    ":test.chat 341 bob cleo :#a",
  ]);
  assertEquals(cleo.takeLines(), [":bob!bob@192.0.2.1 INVITE cleo #a"]);
  assertEquals((await server.ask(cleo, "JOIN #a"))[0]?.split(" ")[1], "474");
});

Deno.test("INVITE is refused", async (t) => {
  const rows = [
    {
      name: "of nobody",
      who: "op",
      line: "INVITE nobody #a",
      want: "401 op nobody :No such nick",
    },
    {
      name: "of what is no nick",
      who: "op",
      line: "INVITE : #a",
      want: "461 op INVITE :Not enough parameters",
    },
    {
      name: "to a channel that there is not",
      who: "op",
      line: "INVITE cleo #no",
      want: "403 op #no :No such channel",
    },
    {
      name: "to what is no name",
      who: "op",
      line: "INVITE cleo :a b",
      want: "403 op * :No such channel",
    },
    {
      name: "with the channel first",
      who: "op",
      line: "INVITE #a cleo",
      want: "401 op #a :No such nick",
    },
    {
      name: "without a channel",
      who: "op",
      line: "INVITE cleo",
      want: "461 op INVITE :Not enough parameters",
    },
    {
      name: "by one who is not in it",
      who: "cleo",
      line: "INVITE cleo #a",
      want: "442 cleo #a :You're not on that channel",
    },
    {
      name: "of one who is in it",
      who: "bob",
      line: "INVITE OP #a",
      want: "443 bob op #a :is already on channel",
    },
    {
      name: "by one without rank with +i",
      who: "bob",
      line: "INVITE cleo #i",
      want: "482 bob #i :You're not channel operator",
    },
    {
      name: "by one who is not in a secret one",
      who: "cleo",
      line: "INVITE cleo #S",
      want: "403 cleo #S :No such channel",
    },
  ] as const;
  for (const { name, who, line, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const conns = await people(server);
      await server.ask(conns.op, "JOIN #i", "JOIN #s");
      await server.ask(conns.bob, "JOIN #i");
      await server.ask(conns.op, "MODE #i +i", "MODE #s +s");
      conns.bob.takeLines();
      conns.cleo.takeLines();

      assertEquals(await server.ask(conns[who], line), [`:test.chat ${want}`]);
      assertEquals(conns.cleo.takeLines(), []);
    });
  }
});

Deno.test("INVITE alone lists the own invitations that are still open", async () => {
  await using server = new TestServer();
  const { op, cleo } = await people(server);
  const end = ":test.chat 337 cleo :End of /INVITE list";
  assertEquals(await server.ask(cleo, "INVITE"), [end]);

  await server.ask(op, "JOIN #b", "INVITE cleo #a", "INVITE cleo #b");
  assertEquals(await server.ask(cleo, "INVITE"), [
    ":test.chat 336 cleo :#a",
    ":test.chat 336 cleo :#b",
    end,
  ]);

  await server.ask(cleo, "JOIN #a");
  await server.ask(op, "PART #b");
  assertEquals(await server.ask(cleo, "INVITE"), [end]);
});

Deno.test("whoever speaks plain text is told how to follow an invitation", async () => {
  await using server = new TestServer();
  const { op } = await people(server);
  const dan = await server.connect();
  dan.send("dan\n");
  await server.clock.advance(300);
  dan.takeLines();

  await server.ask(op, "INVITE dan #a");

  assertEquals(dan.takeLines(), ["-- op invites dan to #a: /join #a"]);
  assertEquals((await server.ask(dan, "/join #a"))[0], "-- dan joined #a");
});
