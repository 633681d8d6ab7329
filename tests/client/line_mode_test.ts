import { assertEquals } from "@std/assert/equals";
import type { LineModeOptions } from "../../client/line_mode.ts";
import { settle } from "../fakes/fake_clock.ts";
import { LineModeRig } from "./line_mode_rig.ts";
import { ALL_CAPABILITIES } from "./rig.ts";

Deno.test("runLineMode() sends each line, and leaves when all were echoed", async () => {
  const rig = new LineModeRig();
  await rig.join();
  assertEquals(await rig.type("one\n\n/quit\r\ntwo"), [
    "@label=m1 PRIVMSG #a :one",
    "@label=m2 PRIVMSG #a :/quit",
  ]);
  rig.input.end();
  await settle();
  assertEquals(rig.conn.takeLines(), ["@label=m3 PRIVMSG #a :two"]);
  assertEquals(
    await rig.answer(
      "@label=m1 :ann!a@h PRIVMSG #a :one",
      "@label=m2 :ann!a@h PRIVMSG #a :/quit",
    ),
    [],
  );
  assertEquals(
    await rig.answer("@label=m3 :ann!a@h PRIVMSG #a :two"),
    ["QUIT"],
  );
  rig.conn.sendLines(":bob PRIVMSG #a :bye", "ERROR :Closing link");
  rig.conn.end();

  assertEquals(await rig.exitCode, 0);
  assertEquals(rig.output.output, "bob: bye\n");
  assertEquals(rig.errors.output, "");
});

Deno.test("runLineMode() waits for the PONG where nothing is echoed", async () => {
  const rig = new LineModeRig();
  await rig.join("");
  assertEquals(
    await rig.type("one\n"),
    ["PRIVMSG #a :one", "PING delivered-1"],
  );
  rig.input.end();
  await settle();
  assertEquals(rig.conn.takeLines(), []);
  assertEquals(await rig.answer(":irc PONG irc :delivered-1"), ["QUIT"]);
  rig.conn.end();

  assertEquals(await rig.exitCode, 0);
});

Deno.test("runLineMode() sends nothing before it is in the channel", async () => {
  const rig = new LineModeRig();
  rig.input.send("one\n");
  await settle();
  await rig.welcome(ALL_CAPABILITIES);
  assertEquals(rig.conn.takeLines(), []);

  assertEquals(
    await rig.answer(":ann!a@h JOIN #a"),
    ["@label=m1 PRIVMSG #a :one"],
  );
});

Deno.test("runLineMode() prints what others say in its channels", async () => {
  const rig = new LineModeRig({ channels: ["#a", "#b"] });
  await rig.join();
  await rig.answer(
    ":ann!a@h JOIN #b",
    ":bob JOIN #a",
    ":bob PRIVMSG #a :hi",
    ":eve PRIVMSG #b :\x01ACTION waves\x01",
    ":eve PRIVMSG ann :psst",
    ":irc NOTICE ann :note",
    ":ann!a@h PRIVMSG #a :from elsewhere",
  );

  assertEquals(rig.output.writes, [
    "#a bob: hi\n",
    "#b * eve waves\n",
    "eve (private): psst\n",
  ]);
});

Deno.test("runLineMode() prints every event as JSON when told to", async () => {
  const rig = new LineModeRig({ json: true });
  await rig.join();
  await rig.answer(":bob JOIN #a", ":irc 404 ann #x :No");

  const types = rig.output.output.trimEnd().split("\n")
    .map((line) => JSON.parse(line)).map(({ type, from }) => [type, from]);
  assertEquals(types, [
    ["join", "ann"],
    ["join", "bob"],
    ["error", undefined],
  ]);
  assertEquals(rig.errors.output, "The server reports: #x: No\n");
});

Deno.test("runLineMode() prints what is asked for", async (t) => {
  const cases: readonly {
    readonly options: Partial<LineModeOptions>;
    readonly want: string[];
  }[] = [
    {
      options: {},
      want: ["message bob", "join", "message ann", "refused", "notice irc"],
    },
    {
      options: { quiet: true },
      want: ["message bob", "message ann", "notice irc"],
    },
    { options: { once: true }, want: ["message ann", "refused"] },
  ];
  for (const { options, want } of cases) {
    await t.step(JSON.stringify(options), async () => {
      const rig = new LineModeRig({ json: true, ...options });
      await rig.join();
      const before = rig.output.writes.length;
      await rig.type("one\ntwo\n");
      await rig.answer(
        ":bob PRIVMSG #a :hi",
        ":eve JOIN #a",
        "@label=m1 :ann!a@h PRIVMSG #a :one",
        "@label=m2 404 ann #a :You are mute",
        ":irc NOTICE ann :note",
      );

      const printed = rig.output.writes.slice(before)
        .map((line) => JSON.parse(line));
      assertEquals(
        printed.map(({ type, from }) =>
          ["message", "notice"].includes(type) ? `${type} ${from}` : type
        ),
        want,
      );
      assertEquals(
        rig.errors.output,
        'Cannot deliver "two" to #a as the server refuses it: You are mute\n',
      );
    });
  }
});

Deno.test("runLineMode() prints nothing as text when it is only to deliver", async () => {
  const rig = new LineModeRig({ once: true });
  await rig.join();
  await rig.type("one\n");
  rig.input.end();
  await rig.answer(":bob PRIVMSG #a :hi", ":bob PRIVMSG ann :psst");
  assertEquals(
    await rig.answer("@label=m1 :ann!a@h PRIVMSG #a :one"),
    ["QUIT"],
  );
  rig.conn.end();

  assertEquals(await rig.exitCode, 0);
  assertEquals(rig.output.output, "");
});

Deno.test("runLineMode() talks to one person without entering a channel", async () => {
  const rig = new LineModeRig({ channels: [], target: "bob" });
  rig.input.send("one\n");
  await settle();
  rig.conn.takeLines();
  await rig.answer(`:irc CAP * LS :`, ":irc.example 001 ann :Welcome");

  assertEquals(rig.conn.output.includes("JOIN"), false);
  assertEquals(rig.conn.output.includes("PRIVMSG bob :one"), true);
});

Deno.test("runLineMode() takes a number to a taken name, and says so", async () => {
  const rig = new LineModeRig();
  await settle();
  rig.conn.takeLines();
  const taken = ":irc 433 * ann :In use";
  assertEquals(await rig.answer(taken), ["NICK ann2"]);
  assertEquals(await rig.answer(taken), ["NICK ann3"]);
  await rig.welcome("", "ann3");

  assertEquals(rig.errors.output, "The name ann is taken: you are ann3\n");
});

Deno.test("runLineMode() takes a number quietly when told to", async () => {
  const rig = new LineModeRig({ quiet: true });
  await settle();
  await rig.answer(":irc 433 * ann :In use");
  await rig.welcome("", "ann2");

  assertEquals(rig.errors.output, "");
});
