import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";
import { joinPeople, OP } from "./channel_people.ts";

const REFUSAL = ":test.chat 471 cleo #a :Cannot join channel (+l)";
const JOIN = ":cleo!cleo@192.0.2.1 JOIN #a";

Deno.test("+l lets in until there are so many", async (t) => {
  const rows = [
    { modes: "+l 1", want: REFUSAL },
    { modes: "+l 2", want: REFUSAL },
    { modes: "+l 3", want: JOIN },
    { modes: "+l-l 2", want: JOIN },
  ] as const;
  for (const { modes, want } of rows) {
    await t.step(modes, async () => {
      await using server = new TestServer();
      const { op, cleo } = await joinPeople(server);
      await server.ask(op, `MODE #a ${modes}`);

      assertEquals((await server.ask(cleo, "JOIN #a"))[0], want);
    });
  }
});

Deno.test("+l puts nobody out, and lets in again who makes room", async () => {
  await using server = new TestServer();
  const { op, bob, cleo } = await joinPeople(server);
  await server.ask(op, "MODE #a +l 1");

  await server.ask(bob, "PRIVMSG #a :still here");
  assertEquals(op.takeLines(), [":bob!bob@192.0.2.1 PRIVMSG #a :still here"]);
  await server.ask(op, "MODE #a +l 2");
  assertEquals(await server.ask(cleo, "JOIN #a"), [REFUSAL]);
  await server.ask(bob, "PART #a");
  assertEquals((await server.ask(cleo, "JOIN #a"))[0], JOIN);
});

Deno.test("a limit is set, changed and taken away", async () => {
  await using server = new TestServer();
  const { op } = await joinPeople(server);

  assertEquals(await server.ask(op, "MODE #a +l 5"), [`${OP} MODE #a +l 5`]);
  assertEquals(await server.ask(op, "MODE #a +l 5"), []);
  assertEquals(await server.ask(op, "MODE #a +l 6"), [`${OP} MODE #a +l 6`]);
  assertEquals(await server.ask(op, "MODE #a -l+v bob"), [
    `${OP} MODE #a -l+v bob`,
  ]);
  assertEquals(await server.ask(op, "MODE #a -l"), []);
});

Deno.test("what is no limit is refused", async (t) => {
  const rows = [
    ["", "*"],
    [":", "*"],
    ["0", "0"],
    ["-1", "-1"],
    ["+1", "+1"],
    ["1.5", "1.5"],
    ["1e3", "1e3"],
    ["abc", "abc"],
    [":5 5", "*"],
    ["9999999999", "9999999999"],
  ] as const;
  for (const [arg, shown] of rows) {
    await t.step(`"${arg}"`, async () => {
      await using server = new TestServer();
      const { op } = await joinPeople(server);

      assertEquals(await server.ask(op, `MODE #a +l ${arg}`), [
        `:test.chat 696 op #a l ${shown} :A limit is a whole number from 1 on`,
      ]);
    });
  }
});
