import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";
import { joinPeople, OP } from "./channel_people.ts";

const BOB = ":bob!bob@192.0.2.1";
const REFUSAL = ":test.chat 482 bob #a :You're not channel operator";

Deno.test("a half-operator changes all but the ranks of operators", async (t) => {
  const rows = [
    ["+m", [`${BOB} MODE #a +m`]],
    ["-t", [`${BOB} MODE #a -t`]],
    ["+k secret", [`${BOB} MODE #a +k secret`]],
    ["+l 5", [`${BOB} MODE #a +l 5`]],
    ["+b bad", [`${BOB} MODE #a +b bad!*@*`]],
    ["+e bad", [`${BOB} MODE #a +e bad!*@*`]],
    ["+I bad", [`${BOB} MODE #a +I bad!*@*`]],
    ["e", [":test.chat 349 bob #a :End of channel exception list"]],
    ["+v op", [`${BOB} MODE #a +v op`]],
    ["+v bob", [`${BOB} MODE #a +v bob`]],
    ["-h bob", [`${BOB} MODE #a -h bob`]],
    ["+o bob", [REFUSAL]],
    ["-o op", [REFUSAL]],
    ["+h op", [REFUSAL]],
    ["-h op", [REFUSAL]],
    ["+mo bob", [REFUSAL]],
    ["+h", [REFUSAL]],
  ] as const;
  for (const [line, want] of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const { op, bob } = await joinPeople(server);
      await server.ask(op, "MODE #a +h bob");

      assertEquals(await server.ask(bob, `MODE #a ${line}`), [...want]);
    });
  }
});

Deno.test("anybody may step down, but not up", async (t) => {
  const rows = [
    ["-v BOB", [`${BOB} MODE #a -v bob`]],
    ["-o bob", []],
    ["+v bob", [REFUSAL]],
    ["-v op", [REFUSAL]],
    ["-v", [REFUSAL]],
  ] as const;
  for (const [line, want] of rows) {
    await t.step(line, async () => {
      await using server = new TestServer();
      const { op, bob } = await joinPeople(server);
      await server.ask(op, "MODE #a +v bob");

      assertEquals(await server.ask(bob, `MODE #a ${line}`), [...want]);
    });
  }
});

Deno.test("who is in no channel has no rank to give up", async () => {
  await using server = new TestServer();
  const { cleo } = await joinPeople(server);

  assertEquals(await server.ask(cleo, "MODE #a -o cleo"), [
    ":test.chat 441 cleo cleo #a :They aren't on that channel",
  ]);
});

Deno.test("a rank goes with its owner", async () => {
  await using server = new TestServer();
  const { op, bob } = await joinPeople(server);
  await server.ask(op, "MODE #a +hv bob bob");

  await server.ask(bob, "PART #a", "JOIN #a");

  assertEquals(
    (await server.ask(op, "NAMES #a"))[0],
    ":test.chat 353 op = #a :@op bob",
  );
});

Deno.test("a rank below another stays when that is taken", async () => {
  await using server = new TestServer();
  const { op } = await joinPeople(server);

  assertEquals(await server.ask(op, "MODE #a +ohv bob bob bob"), [
    `${OP} MODE #a +ohv bob bob bob`,
  ]);
  await server.ask(op, "MODE #a -o bob");

  assertEquals(
    (await server.ask(op, "NAMES #a"))[0],
    ":test.chat 353 op = #a :@op %bob",
  );
});
