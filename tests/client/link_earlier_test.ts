import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { line, LOST, PastRig, questions, timeOf } from "./past_rig.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** A time as CHATHISTORY has it. */
function stamp(time: number): string {
  return `timestamp=${new Date(time).toISOString()}`;
}

Deno.test("Link gets what was said in a channel before it came", async () => {
  const rig = new PastRig();
  rig.earlier = 50;
  rig.support = "CHATHISTORY=500";
  await rig.start();
  rig.link.send("JOIN", "#a");
  assertEquals(await rig.enter("#a", 9), [
    "@label=q1 CHATHISTORY LATEST #a * 50",
  ]);
  assertEquals(rig.takeEvents(), ["own join #a", "names #a"]);
  assertEquals(await rig.hear(line(10, ":bob!b@h PRIVMSG #a :new")), []);
  await rig.give("q1", "#a", [
    line(2, ":eve!e@h PRIVMSG #a :old"),
    line(9, ":ann!a@h JOIN #a"),
    line(10, ":bob!b@h PRIVMSG #a :new"),
  ]);

  assertEquals(rig.events.map(({ replayed = false }) => replayed), [
    true,
    true,
  ]);
  assertEquals(rig.takeEvents(), ["message #a: old", "message #a: new"]);
  await rig.hear(line(11, ":bob!b@h PRIVMSG #a :newer"));
  await rig.comeBack();
  assertEquals(await rig.enter("#a", 20), [
    "@label=q2 CHATHISTORY AFTER #a msgid=id11 500",
  ]);
});

Deno.test("Link asks for no more earlier messages than the server gives", async () => {
  const rig = new PastRig();
  rig.earlier = 50;
  await rig.start();
  rig.link.send("JOIN", "#a");

  assertEquals(await rig.enter("#a"), ["@label=q1 CHATHISTORY LATEST #a * 3"]);
  assertEquals(
    await rig.give(
      "q1",
      "#a",
      [2, 3, 4].map((n) => line(n, ":b PRIVMSG #a :x")),
    ),
    [],
  );
});

Deno.test("Link asks nothing that nobody wants, or no server answers", async (t) => {
  await t.step("no earlier messages", async () => {
    const rig = new PastRig();
    await rig.start("#a");

    assertEquals(rig.conn.output.includes("CHATHISTORY"), false);
  });

  await t.step("no history", async () => {
    const rig = new PastRig();
    rig.earlier = 50;
    rig.capabilities = "batch message-tags labeled-response server-time";
    await rig.start("#a");
    await rig.comeBack();
    await rig.enter("#a");

    assertEquals(rig.conn.output.includes("CHATHISTORY"), false);
  });
});

Deno.test("Link asks who wrote to it, and what", async () => {
  const rig = new PastRig();
  await rig.start();
  await rig.hear(line(2, ":bob!b@h PRIVMSG ann :two"));
  const since = timeOf(2) - 10_000;
  // The clock here is some hours behind the server's.
  assertEquals(await rig.comeBack(), [
    `@label=q1 CHATHISTORY TARGETS ${stamp(since)} ${stamp(since + DAY_MS)} 3`,
  ]);
  rig.takeEvents();
  // Nobody knows yet whether something came before these.
  assertEquals(
    await rig.hear(
      line(20, ":eve!e@h PRIVMSG ann :now"),
      line(21, ":zoe!z@h PRIVMSG ann :hi"),
      line(22, ":irc.example NOTICE ann :note"),
    ),
    ["notice: note"],
  );

  assertEquals(
    await rig.give("q1", "", [
      `CHATHISTORY TARGETS #a ${stamp(timeOf(3)).slice(10)}`,
      `CHATHISTORY TARGETS #b ${stamp(timeOf(3)).slice(10)}`,
      `CHATHISTORY TARGETS bob ${stamp(timeOf(3)).slice(10)}`,
    ]),
    [
      `@label=q2 CHATHISTORY TARGETS ${stamp(timeOf(3) - 1)} ` +
      `${stamp(timeOf(3) - 1 + DAY_MS)} 3`,
    ],
  );
  assertEquals(
    await rig.give("q2", "", [
      `CHATHISTORY TARGETS bob ${stamp(timeOf(3)).slice(10)}`,
      `CHATHISTORY TARGETS eve ${stamp(timeOf(4)).slice(10)}`,
    ]),
    [
      `@label=q3 CHATHISTORY AFTER eve ${stamp(timeOf(3) - 2)} 3`,
      "@label=q4 CHATHISTORY AFTER bob msgid=id2 3",
    ],
  );
  assertEquals(rig.takeEvents(), ["message: hi"]);
  await rig.give("q4", "bob", [line(3, ":bob!b@h PRIVMSG ann :three")]);
  const [gap, said] = rig.events;
  assert(gap?.type === "gap");
  assertEquals(gap.target, "bob");
  assertEquals(said?.place, "bob");
  assertEquals(rig.takeEvents(), ["gap", "message: three"]);
  await rig.give("q3", "eve", [
    line(4, ":ann!a@h PRIVMSG eve :mine"),
    line(20, ":eve!e@h PRIVMSG ann :now"),
  ]);
  assertEquals(rig.takeEvents(), ["gap", "own message: mine", "message: now"]);
});

Deno.test("Link goes on quietly where nobody says who wrote", async () => {
  const rig = new PastRig();
  await rig.start();
  await rig.comeBack();
  await rig.hear(line(3, ":bob!b@h PRIVMSG ann :hi"));
  assertEquals(rig.takeEvents(), []);
  await rig.answer("@label=q1 FAIL CHATHISTORY UNKNOWN_COMMAND TARGETS :No");

  assertEquals(rig.takeEvents(), ["message: hi"]);
});

Deno.test("Link knows a conversation again under another nick", async () => {
  const rig = new PastRig();
  await rig.start();
  await rig.hear(line(2, ":bob!b@h PRIVMSG ann :two"));
  await rig.comeBack();
  rig.takeEvents();
  await rig.give("q1", "", [
    `CHATHISTORY TARGETS rob ${stamp(timeOf(3)).slice(10)}`,
  ]);
  await rig.give("q2", "rob", [
    line(2, ":bob!b@h PRIVMSG ann :two"),
    line(3, ":rob!b@h PRIVMSG ann :three"),
  ]);

  assertEquals(rig.takeEvents(), ["gap", "message: three"]);
});

Deno.test("Link takes what a server tells unasked for what was before", async () => {
  const rig = new PastRig();
  await rig.start("#a");
  const members = [...rig.link.state.channels.get("#a")?.members.keys() ?? []];
  await rig.answer(
    ":irc.example BATCH +1 chathistory #a",
    `@batch=1;${line(2, ":ann!a@h JOIN #a").slice(1)}`,
    `@batch=1;${line(3, ":eve!e@h JOIN #a").slice(1)}`,
    `@batch=1;${line(4, ":eve!e@h PRIVMSG #a :four").slice(1)}`,
    ":irc.example BATCH -1",
  );
  assertEquals(rig.events.every(({ replayed }) => replayed), true);
  assertEquals(rig.takeEvents(), [
    "own join #a",
    "join #a",
    "message #a: four",
  ]);
  assertEquals(
    [...rig.link.state.channels.get("#a")?.members.keys() ?? []],
    members,
  );
  assertEquals(questions(rig.conn.takeLines()), []);
});

Deno.test("Link knows answers by their places where there are no labels", async () => {
  const rig = new PastRig();
  rig.capabilities =
    "batch message-tags server-time draft/chathistory echo-message";
  await rig.start("#a", "#b");
  await rig.comeBack();
  const time = stamp(timeOf(1) - 10_000);
  const asked = rig.conn.output.split("\r\n").find((text) =>
    text.startsWith(`CHATHISTORY TARGETS ${time}`)
  );
  assert(asked !== undefined);
  assertEquals(await rig.enter("#a", 9), [
    "CHATHISTORY AFTER #a msgid=id1 3",
  ]);
  await rig.enter("#b", 9);
  assertEquals(rig.takeEvents(), [
    LOST,
    "reconnected",
    "own join again #a",
    "own join again #b",
  ]);
  const give = (name: string, number: number) =>
    rig.hear(
      `BATCH +1 chathistory ${name}`,
      `@batch=1;${line(number, `:b!b@h PRIVMSG ${name} :x`).slice(1)}`,
      "BATCH -1",
    );

  assertEquals(await give("#b", 3), ["gap", "message #b: x"]);
  assertEquals(await give("#a", 4), ["gap", "message #a: x"]);
  // Nobody asked for that.
  assertEquals(await give("#a", 5), ["message #a: x"]);
});

Deno.test("Link finds out who wrote also when the connection is lost again meanwhile", async () => {
  const rig = new PastRig();
  await rig.start("#a");
  await rig.hear(line(2, ":bob!b@h PRIVMSG #a :two"));
  const [first] = await rig.comeBack();
  await rig.enter("#a", 9);
  // That is news of the channel alone.
  await rig.give("q2", "#a", [line(600, ":bob!b@h PRIVMSG #a :later")]);
  const since = stamp(timeOf(2) - 10_000);
  assertEquals(first?.includes(`TARGETS ${since} `), true);
  const [again] = await rig.comeBack();
  assertEquals(again?.includes(`TARGETS ${since} `), true);

  await rig.give("q1", "", [
    `CHATHISTORY TARGETS bob ${stamp(timeOf(3)).slice(10)}`,
  ]);
  await rig.comeBack();
  rig.takeEvents();
  // What was found out and not got is not forgotten.
  assertEquals(await rig.give("q1", ""), [
    `@label=q2 CHATHISTORY AFTER bob ${stamp(timeOf(2) - 10_001)} 3`,
  ]);
});
