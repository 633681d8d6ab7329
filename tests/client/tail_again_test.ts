import { assertEquals } from "@std/assert/equals";
import { assertRejects } from "@std/assert/rejects";
import { JoinError } from "../../client/join_error.ts";
import { settle } from "../fakes/fake_clock.ts";
import { line } from "./past_rig.ts";
import { KEPT_CAPABILITIES } from "./rig.ts";
import { LOST, TailRig } from "./tail_rig.ts";

Deno.test("runTail() comes back, and prints what it has missed in its place", async () => {
  const rig = new TailRig({ json: true });
  await rig.join();
  await rig.answer(line(2, ":bob!b@h PRIVMSG #a :two"));
  await rig.comeBack();
  await rig.answer(
    line(9, ":ann!a@h JOIN #a"),
    line(10, ":bob!b@h PRIVMSG #a :ten"),
  );
  await rig.give(
    "q2",
    line(0, ":bob!b@h PRIVMSG #a :before we came"),
    line(2, ":bob!b@h PRIVMSG #a :two"),
    line(3, ":eve!e@h JOIN #a"),
    line(4, ":eve!e@h PRIVMSG #a :four"),
    line(10, ":bob!b@h PRIVMSG #a :ten"),
  );

  const events = rig.output.output.trimEnd().split("\n")
    .map((text) => JSON.parse(text));
  assertEquals(
    events.map(({ type, from, text }) => [type, from, ...text ? [text] : []]),
    [
      ["join", "ann"],
      ["message", "bob", "two"],
      ["join", "eve"],
      ["message", "eve", "four"],
      ["message", "bob", "ten"],
    ],
  );
  assertEquals(events[3], {
    type: "message",
    time: "2026-01-02T03:00:04.000Z",
    from: "eve",
    channel: "#a",
    to: "#a",
    text: "four",
    own: false,
    id: "id4",
  });
  assertEquals(
    rig.errors.output,
    `${LOST}The connection is back after 1 s\n`,
  );
});

Deno.test("runTail() says that something is missing where the server keeps nothing", async () => {
  const rig = new TailRig();
  await rig.join("batch");
  await rig.comeBack({ capabilities: "batch" });
  await rig.answer(":ann!a@h JOIN #a", ":bob!b@h PRIVMSG #a :hi");

  assertEquals(rig.output.output, "bob: hi\n");
  assertEquals(
    rig.errors.output,
    `${LOST}The connection is back after 1 s; what was said meanwhile is ` +
      "missing, as the server keeps no history\n",
  );
});

Deno.test("runTail() tells of another name that it comes back with, unless quiet", async (t) => {
  for (const quiet of [false, true]) {
    await t.step(`quiet: ${quiet}`, async () => {
      const rig = new TailRig({ quiet });
      await rig.join();
      await rig.comeBack({ nick: "ann2" });

      assertEquals(
        rig.errors.output.endsWith("The name ann is taken: you are ann2\n"),
        !quiet,
      );
    });
  }
});

Deno.test("runTail() ends when the server refuses it for good", async () => {
  const rig = new TailRig();
  await rig.join();
  rig.conn.end();
  await settle();
  await rig.clock.advance(1_000);
  await rig.answer(":irc.example 465 ann :No spies");

  await assertRejects(
    () => rig.exitCode,
    JoinError,
    "Cannot join host:8080 as it has banned you: No spies",
  );
});

Deno.test("runTail() ends when it is in no channel any more", async (t) => {
  const cases = [
    {
      name: "put out",
      lines: [":bob!b@h KICK #a ann :spy"],
      want: "Cannot follow #a as bob has put you out",
    },
    {
      name: "not let in again",
      isAgain: true,
      lines: [":irc.example 474 ann #a :Cannot join channel (+b)"],
      want: "Cannot follow #a as ",
    },
    {
      name: "not let in",
      isFirst: true,
      lines: [":irc.example 474 ann #a :Cannot join channel (+b)"],
      want: "Cannot follow #a as ",
    },
  ];
  for (const { name, isAgain, isFirst, lines, want } of cases) {
    await t.step(name, async () => {
      const rig = new TailRig();
      if (isFirst) {
        await settle();
        await rig.welcome(KEPT_CAPABILITIES);
      } else await rig.join();
      if (isAgain) await rig.comeBack();
      assertEquals((await rig.answer(...lines)).at(-1), "QUIT");
      rig.conn.end();

      await assertRejects(() => rig.exitCode, JoinError, want);
    });
  }
});

Deno.test("runTail() ends with the code of a signal while the connection is lost", async () => {
  const rig = new TailRig();
  await rig.join();
  rig.conn.end();
  await settle();
  rig.stop.abort("SIGINT");

  assertEquals(await rig.exitCode, 130);
  assertEquals(rig.errors.output, LOST);
});
