import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";
import { joinPeople } from "./channel_people.ts";

Deno.test("+C keeps out CTCP but actions, whoever says it", async (t) => {
  const rows = [
    { who: "bob", line: "PRIVMSG #a :\x01VERSION\x01", isHeard: false },
    { who: "bob", line: "PRIVMSG #a :\x01VERSION", isHeard: false },
    { who: "op", line: "PRIVMSG #a :\x01PING 1\x01", isHeard: false },
    { who: "bob", line: "PRIVMSG #a :\x01ACTION waves\x01", isHeard: true },
    { who: "bob", line: "PRIVMSG #a :hi", isHeard: true },
    { who: "bob", line: "PRIVMSG #a :\x02bold\x02", isHeard: true },
  ] as const;
  for (const { who, line, isHeard } of rows) {
    await t.step(`${who}: ${JSON.stringify(line)}`, async () => {
      await using server = new TestServer();
      const { op, bob } = await joinPeople(server);
      await server.ask(op, "MODE #a +C");
      bob.takeLines();

      const answer = await server.ask(who === "op" ? op : bob, line);

      const refusal = `:test.chat 404 ${who} #a :Cannot send to channel (+C)`;
      assertEquals(answer, isHeard ? [] : [refusal]);
      const heard = (who === "op" ? bob : op).takeLines();
      assertEquals(heard.length, isHeard ? 1 : 0);
    });
  }
});

Deno.test("+C keeps out NOTICE without a word", async () => {
  await using server = new TestServer();
  const { op, bob } = await joinPeople(server);
  await server.ask(op, "MODE #a +C");
  bob.takeLines();

  assertEquals(await server.ask(bob, "NOTICE #a :\x01PING 1\x01"), []);
  assertEquals(op.takeLines(), []);
});

Deno.test("+U lets operators and half-operators alone hear who has no voice", async (t) => {
  const rows = [
    { name: "a member", modes: "", target: "#a", heard: ["op", "half"] },
    {
      name: "one with voice",
      modes: "+v bob",
      target: "#a",
      heard: ["op", "half", "dan"],
    },
    {
      name: "an operator",
      modes: "+o bob",
      target: "#a",
      heard: ["op", "half", "dan"],
    },
    { name: "a member to +", modes: "", target: "+#a", heard: ["op", "half"] },
    { name: "a member to @", modes: "", target: "@#a", heard: ["op"] },
  ];
  for (const { name, modes, target, heard } of rows) {
    for (const command of ["PRIVMSG", "NOTICE"]) {
      await t.step(`${name}: ${command}`, async () => {
        await using server = new TestServer();
        const { op, bob } = await joinPeople(server);
        const half = await server.join("half", { channels: "#a" });
        const dan = await server.join("dan", { channels: "#a" });
        await server.ask(op, "MODE #a +Uh half", `MODE #a ${modes}`);
        for (const conn of [op, bob, half, dan]) conn.takeLines();

        assertEquals(await server.ask(bob, `${command} ${target} :hi`), []);

        const said = `:bob!bob@192.0.2.1 ${command} ${target} :hi`;
        for (const [nick, conn] of Object.entries({ op, half, dan })) {
          assertEquals(conn.takeLines(), heard.includes(nick) ? [said] : []);
        }
      });
    }
  }
});

Deno.test("+U echoes to the sender what few hear", async () => {
  await using server = new TestServer();
  const { op, bob } = await joinPeople(server, {
    capabilities: "echo-message",
  });
  await server.ask(op, "MODE #a +U");
  bob.takeLines();

  assertEquals(await server.ask(bob, "PRIVMSG #a :hi"), [
    ":bob!bob@192.0.2.1 PRIVMSG #a :hi",
  ]);
});
