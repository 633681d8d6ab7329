import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import { line, PastRig } from "./past_rig.ts";

/** A link in `#a` with bob, that is back in an empty channel. */
async function restart(welcome?: readonly string[]): Promise<PastRig> {
  const rig = new PastRig();
  await rig.start("#a");
  await rig.hear(line(2, ":eve!e@h JOIN #a"), line(3, ":zoe!z@h JOIN #a"));
  await rig.comeBack({ ...(welcome && { welcome }) });
  await rig.give("q1", "");
  await rig.answer(
    line(9, ":ann!a@h JOIN #a"),
    ":irc.example 353 ann = #a :@ann",
    ":irc.example 366 ann #a :End",
  );
  await rig.give("q2", "#a");
  rig.takeEvents();
  return rig;
}

Deno.test("Link is quiet about people who come back after a restart", async () => {
  const rig = await restart();

  assertEquals(
    await rig.hear(
      line(10, ":bob!b@h JOIN #a"),
      line(11, ":new!n@h JOIN #a"),
      line(12, ":eve!e@h JOIN #a"),
    ),
    ["join #a"],
  );
  assertEquals(
    [...rig.link.state.channels.get("#a")?.members.keys() ?? []],
    ["ann", "bob", "new", "eve"],
  );
  // From now on it is news.
  assertEquals(
    await rig.hear(
      line(13, ":bob!b@h QUIT :bye"),
      line(14, ":bob!b@h JOIN #a"),
    ),
    ["quit: bye", "join #a"],
  );
});

Deno.test("Link is quiet about the roles that the server gives back to them", async () => {
  const rig = await restart();
  await rig.hear(line(10, ":bob!b@h JOIN #a"));

  assertEquals(
    await rig.hear(
      line(11, ":irc.example MODE #a +ov bob bob"),
      line(11, ":irc.example MODE #a +o ann"),
      line(12, ":irc.example MODE #a +o eve"),
      line(13, ":irc.example MODE #a -o bob"),
      line(14, ":ann!a@h MODE #a +o bob"),
      line(15, ":irc.example MODE #a +ob bob *!*@h"),
    ),
    [
      "mode #a: +o eve",
      "mode #a: -o bob",
      "mode #a: +o bob",
      "mode #a: +ob bob *!*@h",
    ],
  );
  assertEquals(
    rig.link.state.channels.get("#a")?.members.get("bob")?.prefix,
    "@+",
  );
});

Deno.test("Link is quiet about it also where it is told afterwards", async () => {
  const rig = await restart();
  await rig.comeBack();
  await rig.enter("#a", 20);
  rig.takeEvents();
  await rig.give("q2", "#a", [
    line(10, ":bob!b@h JOIN #a"),
    line(11, ":zoe!z@h JOIN #a"),
  ]);

  assertEquals(rig.takeEvents(), []);
});

Deno.test("Link tells together who does not come back", async () => {
  const rig = await restart();
  await rig.hear(line(10, ":bob!b@h JOIN #a"));
  await rig.clock.advance(119_000);
  rig.conn.sendLines("PONG irc :still-there");
  assertEquals(rig.takeEvents(), []);
  await rig.clock.advance(1_000);
  assertEquals(rig.conn.output.includes("PING returned"), true);
  await rig.answer("PONG irc :returned");
  const quits = rig.events.map((event) => {
    assert(event.type === "quit");
    return [event.from, ...event.channels];
  });

  assertEquals(quits, [["eve", "#a"], ["zoe", "#a"]]);
  rig.takeEvents();
  assertEquals(await rig.hear(line(11, ":eve!e@h JOIN #a")), ["join #a"]);
});

Deno.test("Link says once what became of somebody", async () => {
  const rig = await restart();
  await rig.hear(
    line(10, ":eve!e@h JOIN #a"),
    line(11, ":eve!e@h PART #a"),
    line(12, ":bob!b@h JOIN #a"),
    line(13, ":bob!b@h NICK rob"),
  );
  await rig.comeBack();
  await rig.enter("#a", 20);
  await rig.give("q2", "#a", [line(14, ":zoe!z@h QUIT :bye")]);
  await rig.clock.advance(60_000);
  await rig.answer("PONG irc :still-there");
  rig.takeEvents();
  await rig.clock.advance(60_000);
  await rig.answer("PONG irc :returned");

  assertEquals(rig.takeEvents(), ["quit: "]);
});

Deno.test("Link tells all that happens where the server was there all the time", async () => {
  const rig = await restart([":irc RESUME SESSION ann"]);

  assertEquals(await rig.hear(line(10, ":bob!b@h JOIN #a")), ["join #a"]);
  await rig.clock.advance(120_000);
  assertEquals(rig.conn.output.includes("PING returned"), false);
});

Deno.test("Link keeps what is said to a person until they are back", async () => {
  const rig = await restart([":irc RESUME IDENTITY"]);
  rig.conn.takeLines();
  rig.link.say("bob", "one");
  rig.link.say("eve", "two");
  rig.link.say("#a", "three");
  rig.link.say("bob", "four");
  const said = (lines: readonly string[]) =>
    lines.flatMap((text) => /PRIVMSG .*/.exec(text)?.[0] ?? []);
  await settle();
  assertEquals(said(rig.conn.takeLines()), ["PRIVMSG #a :three"]);
  assertEquals(rig.waiting, ["three", "one", "two", "four"]);

  assertEquals(said(await rig.answer(line(10, ":bob!b@h JOIN #a"))), [
    "PRIVMSG bob :one",
    "PRIVMSG bob :four",
  ]);
  await rig.clock.advance(30_000);
  assertEquals(said(rig.conn.takeLines()), ["PRIVMSG eve :two"]);
  rig.link.say("zoe", "five");
  await settle();
  assertEquals(said(rig.conn.takeLines()), ["PRIVMSG zoe :five"]);
});

Deno.test("Link keeps nothing back from people where the server was there", async (t) => {
  for (const welcome of [[":irc RESUME SESSION ann"], []]) {
    await t.step(welcome[0] ?? "somebody new", async () => {
      const rig = await restart(welcome);
      rig.conn.takeLines();
      rig.link.say("bob", "one");
      await settle();

      assertEquals(
        rig.conn.takeLines().some((text) => text.endsWith("PRIVMSG bob :one")),
        true,
      );
    });
  }
});

Deno.test("Link says what waits for people before it leaves", async () => {
  const rig = await restart([":irc RESUME IDENTITY"]);
  rig.conn.takeLines();
  rig.link.say("bob", "one");
  rig.link.quit("bye");
  await settle();

  assertEquals(
    rig.conn.takeLines().map((text) => text.replace(/^@\S+ /, "")),
    ["PRIVMSG bob :one", "QUIT :bye"],
  );
});

Deno.test("Link knows its own messages again, whatever it was called then", async () => {
  const rig = new PastRig();
  await rig.start("#a");
  await rig.hear(line(60, ":ann!a@h NICK anna"));
  await rig.reconnect({ capabilities: rig.capabilities, nick: "anna" });
  await rig.give("q1", "");
  await rig.answer(line(200, ":anna!a@h JOIN #a"));
  rig.takeEvents();
  await rig.give("q2", "#a", [
    line(2, ":ann!a@h PRIVMSG #a :ours"),
    line(60, ":ann!a@h NICK anna"),
    line(61, ":anna!a@h PRIVMSG #a :ours, too"),
    line(100, ":ann!x@x PRIVMSG #a :of somebody else by now"),
  ]);

  assertEquals(rig.takeEvents(), [
    "gap",
    "own message #a: ours",
    "own message #a: ours, too",
    "message #a: of somebody else by now",
  ]);
});
