import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import { comeBackTo, line } from "./past_rig.ts";

Deno.test("Link asks for what it has missed, page by page, and tells it in order", async () => {
  const rig = await comeBackTo();
  await rig.give("q1", "");
  assertEquals(await rig.enter("#a", 9), [
    "@label=q2 CHATHISTORY AFTER #a msgid=id2 3",
  ]);
  assertEquals(rig.takeEvents(), ["own join again #a"]);

  assertEquals(
    await rig.give("q2", "#a", [
      line(3, ":bob!b@h PRIVMSG #a :three"),
      line(4, ":eve!e@h JOIN #a"),
      line(5, ":bob!b@h PRIVMSG #a :five"),
    ]),
    ["@label=q3 CHATHISTORY AFTER #a msgid=id5 3"],
  );
  assertEquals(await rig.give("q3", "#a", [line(6, ":bob PRIVMSG #a :6")]), []);
  const [gap] = rig.events;
  assertEquals(rig.takeEvents(), [
    "gap",
    "message #a: three",
    "join #a",
    "message #a: five",
    "message #a: 6",
  ]);
  assert(gap?.type === "gap");
  assertEquals(gap.target, "#a");
  assertEquals(gap.count, undefined);
  assertEquals(gap.until - gap.since, 1_000);
});

Deno.test("Link says how much it has missed of others, if that is one page", async () => {
  const rig = await comeBackTo();
  await rig.answer(":irc.example 005 ann CHATHISTORY=4 :are supported");
  await rig.enter("#a", 9);
  await rig.give("q2", "#a", [
    line(3, ":bob!b@h PRIVMSG #a :three"),
    line(4, ":eve!e@h JOIN #a"),
    // What we say as soon as we are back may be in the answer already.
    line(9, ":ann!a@h PRIVMSG #a :four"),
  ]);
  const gap = rig.events.find(({ type }) => type === "gap");

  assert(gap?.type === "gap");
  assertEquals(gap.count, 1);
});

Deno.test("Link was away from the first that it has missed, though it noticed later", async () => {
  const rig = await comeBackTo();
  await rig.enter("#a", 9);
  const saidAt = rig.clock.now() - 60_000;
  const time = new Date(saidAt).toISOString();
  await rig.give("q2", "#a", [
    `@msgid=id3;time=${time} :bob!b@h PRIVMSG #a :three`,
  ]);
  const gap = rig.events.find(({ type }) => type === "gap");

  assert(gap?.type === "gap");
  assertEquals(gap.since, saidAt);
});

Deno.test("Link tells of no gap where nothing was missed", async () => {
  const rig = await comeBackTo();
  await rig.enter("#a", 9);
  rig.takeEvents();
  await rig.give("q2", "#a", [
    line(3, ":ann!a@h QUIT :Ping timeout"),
    line(9, ":ann!a@h JOIN #a"),
  ]);

  assertEquals(rig.takeEvents(), []);
});

Deno.test("Link marks what it has missed, and changes nothing for it", async () => {
  const rig = await comeBackTo();
  await rig.enter("#a", 9);
  const { state } = rig.link;
  const before = structuredClone([...state.channels]);
  rig.takeEvents();
  rig.conn.sendLines(
    "@label=q2 :irc.example BATCH +b chathistory #a",
    ...[
      ":eve!e@h JOIN #a",
      ":bob!b@h PART #a :bye",
      ":eve!e@h KICK #a ann :out",
      ":bob!b@h QUIT :bye",
      ":ann!a@h NICK other",
      ":eve!e@h MODE #a +o eve",
      ":eve!e@h MODE #a +k key",
      ":eve!e@h TOPIC #a :else",
      ":eve!e@h PRIVMSG #a :hi",
      ":eve!e@h EDITMSG #a id2 :TWO",
      ":eve!e@h REDACT #a id1 :oops",
      ":irc.example 353 ann = #a :nobody",
      ":irc.example 001 other :Welcome",
    ].map((text, index) => `@batch=b;${line(30 + index, text).slice(1)}`),
    `@batch=b;+draft/react=x;+draft/reply=id2;msgid=id60 :eve!e@h TAGMSG #a`,
    ":irc.example BATCH -b",
  );
  await settle();

  assertEquals(state.nick, "ann");
  assertEquals([...state.channels], before);
  assertEquals(state.keys.size, 0);
  assertEquals(rig.events.slice(1).every(({ replayed }) => replayed), true);
  assertEquals(
    rig.events.slice(1).every(({ place }) => place === "#a"),
    true,
  );
  const quit = rig.events.find(({ type }) => type === "quit");
  assert(quit?.type === "quit");
  assertEquals(quit.channels, ["#a"]);
  assertEquals(rig.takeEvents(), [
    "gap",
    "join #a",
    "part #a: bye",
    "own kick #a: out",
    "quit: bye",
    "mode #a: +o eve",
    "mode #a: +k key",
    "topic #a: else",
    "message #a: hi",
    "edit #a: TWO",
    "redact #a: oops",
    "react #a: x",
  ]);
});

Deno.test("Link holds back what is said while it catches up, and tells it once", async () => {
  const rig = await comeBackTo(["#a", "#b"]);
  await rig.enter("#a", 9);
  await rig.enter("#b", 10);
  await rig.give("q3", "#b");
  rig.takeEvents();

  assertEquals(
    await rig.hear(
      line(11, ":bob!b@h PRIVMSG #a :eleven"),
      line(12, ":bob!b@h PRIVMSG #b :elsewhere"),
      line(13, ":eve!e@h JOIN #a"),
      ":eve!e@h TAGMSG #a",
      line(14, ":bob!b@h PRIVMSG #a :fourteen"),
      line(15, ":eve!e@h REDACT #a id14"),
    ),
    ["message #b: elsewhere"],
  );
  await rig.give("q2", "#a", [
    line(3, ":bob!b@h PRIVMSG #a :three"),
    line(11, ":bob!b@h PRIVMSG #a :eleven"),
  ]);
  assertEquals(rig.takeEvents(), [
    "gap",
    "message #a: three",
    "message #a: eleven",
    "join #a",
    "message #a: fourteen",
    "redact #a: ",
  ]);
  assertEquals(await rig.hear(line(16, ":bob PRIVMSG #a :now")), [
    "message #a: now",
  ]);
});

Deno.test("Link tells that somebody quits at once where it need not wait", async () => {
  const rig = await comeBackTo(["#a", "#b"]);
  await rig.enter("#a", 9);
  await rig.enter("#b", 10);
  await rig.give("q3", "#b");
  rig.takeEvents();
  await rig.answer(line(11, ":bob!b@h QUIT :bye"));
  const [event] = rig.events.splice(0);
  await rig.give("q2", "#a", [line(3, ":eve!e@h PRIVMSG #a :three")]);

  assert(event?.type === "quit");
  assertEquals(event.channels, ["#b"]);
  const last = rig.events.at(-1);
  assert(last?.type === "quit");
  assertEquals(last.channels, ["#a"]);
});

Deno.test("Link asks again if too much was said while it caught up", async () => {
  const rig = await comeBackTo();
  await rig.enter("#a", 9);
  rig.takeEvents();
  const all = Array.from(
    { length: 1_001 },
    (_, index) => line(100 + index, `:bob!b@h PRIVMSG #a :${index}`),
  );
  assertEquals(await rig.hear(...all), []);

  assertEquals(
    await rig.give("q2", "#a", [line(3, ":bob!b@h PRIVMSG #a :three")]),
    ["@label=q3 CHATHISTORY AFTER #a msgid=id3 3"],
  );
  let next = "";
  for (let index = 0; index < 1_002; index += 3) {
    const label = `q${3 + index / 3}`;
    [next = ""] = await rig.give(label, "#a", all.slice(index, index + 3));
  }
  assertEquals(next, "");
  assertEquals(rig.takeEvents(), [
    "gap",
    "message #a: three",
    ...all.map((_, index) => `message #a: ${index}`),
  ]);
});

Deno.test("Link asks for few pages at a time", async () => {
  const channels = ["#a", "#b", "#c", "#d", "#e", "#f"];
  const rig = await comeBackTo(channels);
  await rig.give("q1", "");
  const asked: string[] = [];
  for (const channel of channels) asked.push(...await rig.enter(channel, 9));
  assertEquals(asked.length, 4);

  assertEquals(
    (await rig.give("q2", "#a")).map((text) => text.split(" ")[3]),
    ["#e"],
  );
});

Deno.test("Link keeps a message out that was in what it has missed", async () => {
  const rig = await comeBackTo();
  rig.link.say("#a", "mine");
  const sent = await rig.answer(
    line(9, ":ann!a@h JOIN #a"),
    ":irc.example 366 ann #a :End",
  );
  assertEquals(sent.some((text) => text.endsWith("PRIVMSG #a :mine")), true);
  await rig.give("q2", "#a", [line(3, ":ann!a@h PRIVMSG #a :mine")]);
  await rig.answer(
    `@label=m1;${line(3, ":ann!a@h PRIVMSG #a :mine").slice(1)}`,
  );

  assertEquals(rig.takeEvents(), [
    "own join again #a",
    "gap",
    "own message #a: mine",
  ]);
  assertEquals(rig.waiting, []);
});
