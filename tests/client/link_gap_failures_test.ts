import { assertEquals } from "@std/assert/equals";
import { comeBackTo, line, LOST, PastRig, timeOf } from "./past_rig.ts";

Deno.test("Link goes on quietly where there is no history", async (t) => {
  const cases = [
    "FAIL CHATHISTORY INVALID_TARGET AFTER #a :No",
    "461 ann CHATHISTORY :Not enough parameters",
    "421 ann CHATHISTORY :Unknown command",
    "ACK",
  ];
  for (const answer of cases) {
    await t.step(answer, async () => {
      const rig = await comeBackTo();
      await rig.enter("#a", 9);
      rig.takeEvents();
      await rig.hear(line(10, ":bob!b@h PRIVMSG #a :ten"));
      let label = 1;
      while (rig.events.length === 0 && label < 10) {
        await rig.answer(`@label=q${++label} :irc ${answer}`);
      }

      assertEquals(rig.takeEvents(), ["message #a: ten"]);
    });
  }
});

Deno.test("Link asks by time where the server has forgotten the message", async () => {
  const rig = await comeBackTo();
  await rig.enter("#a", 9);
  rig.takeEvents();
  const asked = await rig.answer(
    "@label=q2 FAIL CHATHISTORY MESSAGE_ERROR AFTER #a :Unknown",
  );
  const time = new Date(timeOf(2) - 1).toISOString();

  assertEquals(asked, [`@label=q3 CHATHISTORY AFTER #a timestamp=${time} 3`]);
  await rig.answer("@label=q3 FAIL CHATHISTORY MESSAGE_ERROR AFTER #a :No");
  assertEquals(await rig.hear(line(10, ":bob PRIVMSG #a :ten")), [
    "message #a: ten",
  ]);
});

Deno.test("Link waits no longer than a while for what it has missed", async () => {
  const rig = await comeBackTo();
  await rig.enter("#a", 9);
  rig.takeEvents();
  await rig.hear(line(10, ":bob!b@h PRIVMSG #a :ten"));
  rig.conn.takeLines();
  await rig.clock.advance(20_000);
  const lines = rig.conn.takeLines();
  assertEquals(lines.includes("PING caught-up"), true);

  assertEquals(await rig.hear("PONG irc :caught-up"), [
    "info: Cannot show what was missed in #a as the server gives no answer",
    "message #a: ten",
  ]);
  await rig.give("q2", "#a", [line(3, ":bob!b@h PRIVMSG #a :three")]);
  assertEquals(rig.takeEvents(), []);
});

Deno.test("Link waits as long as more of what it has missed is coming", async () => {
  const rig = await comeBackTo();
  await rig.enter("#a", 9);
  rig.takeEvents();
  await rig.hear(line(10, ":bob!b@h PRIVMSG #a :ten"));
  await rig.answer("@label=q2 :irc.example BATCH +b chathistory #a");
  for (const number of [3, 4]) {
    await rig.clock.advance(19_000);
    const text = line(number, `:bob!b@h PRIVMSG #a :${number}`);
    await rig.answer(`@batch=b;${text.slice(1)}`);
  }
  await rig.clock.advance(19_000);
  await rig.answer(":irc.example BATCH -b");

  assertEquals(rig.takeEvents(), [
    "gap",
    "message #a: 3",
    "message #a: 4",
    "message #a: ten",
  ]);
});

Deno.test("Link waits no longer for the end of what has begun to come", async () => {
  const rig = await comeBackTo();
  await rig.enter("#a", 9);
  rig.takeEvents();
  await rig.hear(line(10, ":bob!b@h PRIVMSG #a :ten"));
  const text = line(3, ":bob!b@h PRIVMSG #a :three");
  await rig.answer(
    "@label=q2 :irc.example BATCH +b chathistory #a",
    `@batch=b;${text.slice(1)}`,
  );
  await rig.clock.advance(20_000);
  assertEquals(await rig.hear("PONG irc :caught-up"), []);
  await rig.clock.advance(20_000);

  assertEquals(await rig.hear("PONG irc :caught-up"), [
    "info: Cannot show what was missed in #a as the server gives no answer",
    "message #a: ten",
  ]);
});

Deno.test("Link asks by time where messages have no other reference", async () => {
  const rig = new PastRig();
  rig.support = "CHATHISTORY=100 MSGREFTYPES=timestamp";
  await rig.start("#a");
  await rig.hear(line(2, ":bob!b@h PRIVMSG #a :two"));
  await rig.comeBack();
  const time = new Date(timeOf(2) - 1).toISOString();

  assertEquals(await rig.enter("#a", 9), [
    `@label=q2 CHATHISTORY AFTER #a timestamp=${time} 100`,
  ]);
  rig.takeEvents();
  await rig.give("q2", "#a", [
    line(2, ":bob!b@h PRIVMSG #a :two"),
    line(3, ":bob!b@h PRIVMSG #a :three"),
  ]);
  assertEquals(rig.takeEvents(), ["gap", "message #a: three"]);
});

Deno.test("Link does not go round in circles", async () => {
  const rig = await comeBackTo();
  await rig.enter("#a", 9);
  const page = [3, 4, 2].map((number) => line(number, ":b PRIVMSG #a :x"));

  assertEquals(await rig.give("q2", "#a", page), []);
});

Deno.test("Link asks from where it was when the connection is lost meanwhile", async () => {
  const rig = await comeBackTo();
  await rig.enter("#a", 9);
  rig.takeEvents();
  await rig.hear(line(10, ":bob!b@h PRIVMSG #a :ten"));
  await rig.comeBack();
  await rig.enter("#a", 12);
  assertEquals(rig.takeEvents(), [LOST, "reconnected", "own join again #a"]);
  await rig.give("q2", "#a", [
    line(3, ":bob!b@h PRIVMSG #a :three"),
    line(10, ":bob!b@h PRIVMSG #a :ten"),
  ]);

  assertEquals(rig.takeEvents(), [
    "gap",
    "message #a: three",
    "message #a: ten",
  ]);
});

Deno.test("Link loses nothing that waits where the next server keeps nothing", async () => {
  const rig = await comeBackTo();
  await rig.enter("#a", 9);
  rig.takeEvents();
  await rig.hear(line(10, ":bob!b@h PRIVMSG #a :ten"));
  await rig.comeBack({ capabilities: "server-time message-tags" });
  await rig.answer(":irc.example 005 ann NETWORK=x :are supported");

  assertEquals(rig.takeEvents(), [LOST, "reconnected", "message #a: ten"]);
});

Deno.test("Link tells what waits when it leaves", async (t) => {
  await t.step("the channel", async () => {
    const rig = await comeBackTo();
    await rig.enter("#a", 9);
    rig.takeEvents();

    assertEquals(
      await rig.hear(
        line(10, ":bob!b@h PRIVMSG #a :ten"),
        line(11, ":ann!a@h PART #a"),
      ),
      ["message #a: ten", "own part #a: "],
    );
  });

  await t.step("the server", async () => {
    const rig = await comeBackTo();
    await rig.enter("#a", 9);
    rig.takeEvents();
    await rig.hear(line(10, ":bob!b@h PRIVMSG #a :ten"));
    rig.link.quit();
    rig.conn.end();
    await rig.reading;

    assertEquals(rig.takeEvents(), ["message #a: ten"]);
    assertEquals(rig.clock.timerCount, 0);
  });
});

Deno.test("Link misses nothing when the connection is lost before it has caught up", async () => {
  const rig = await comeBackTo();
  await rig.enter("#a", 9);
  await rig.give("q2", "#a", [3, 4, 5].map((n) => line(n, ":b PRIVMSG #a :x")));
  rig.takeEvents();
  await rig.comeBack();

  // Not behind its own JOIN, which came in between.
  assertEquals(
    (await rig.enter("#a", 20)).map((text) => text.split(" ").slice(3, 5)),
    [["#a", "msgid=id5"]],
  );
});

Deno.test("Link asks for less at a time where connections do not last", async () => {
  const rig = new PastRig();
  rig.support = "CHATHISTORY=500";
  await rig.start("#a");
  const sizes: (string | undefined)[] = [];
  for (let time = 0; time < 5; time++) {
    await rig.comeBack();
    const [asked] = await rig.enter("#a", 20 + time);
    sizes.push(asked?.split(" ").at(-1));
  }
  const page = Array.from(
    { length: 10 },
    (_, index) => line(100 + index, ":bob PRIVMSG #a :x"),
  );
  const [next] = await rig.give("q2", "#a", page);

  assertEquals(sizes, ["500", "125", "32", "10", "10"]);
  assertEquals(next?.split(" ").slice(-2), ["msgid=id109", "20"]);
});
