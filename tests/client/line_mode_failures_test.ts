import { assertEquals } from "@std/assert/equals";
import { assertRejects } from "@std/assert/rejects";
import { JoinError } from "../../client/join_error.ts";
import { settle } from "../fakes/fake_clock.ts";
import { LineModeRig } from "./line_mode_rig.ts";

Deno.test("runLineMode() reports what was refused, and fails in the end", async () => {
  const rig = new LineModeRig();
  await rig.join();
  await rig.type("one\n");
  await rig.answer("@label=m1 404 ann #a :You are mute");
  rig.input.end();
  await settle();
  rig.conn.end();

  assertEquals(await rig.exitCode, 1);
  assertEquals(
    rig.errors.output,
    'Cannot deliver "one" to #a as the server refuses it: You are mute\n',
  );
});

Deno.test("runLineMode() says what was lost with the connection", async (t) => {
  const cases = [
    {
      name: "two messages",
      typed: "one\ntwo\n",
      want: "Cannot deliver 2 messages to host:8080 as it closed the " +
        "connection: bye",
    },
    {
      name: "one message",
      typed: "one\n",
      want: "Cannot deliver 1 message to host:8080 as it closed the " +
        "connection: bye",
    },
    {
      name: "none",
      typed: "",
      want: "Cannot stay at host:8080 as it closed the connection: bye",
    },
  ];
  for (const { name, typed, want } of cases) {
    await t.step(name, async () => {
      const rig = new LineModeRig();
      await rig.join();
      if (typed !== "") await rig.type(typed);
      await rig.answer("ERROR :bye");
      rig.conn.end();

      const error = await assertRejects(() => rig.exitCode, JoinError);
      assertEquals(error.message, want);
    });
  }
});

Deno.test("runLineMode() fails if it can enter no channel", async () => {
  const rig = new LineModeRig({ channels: ["#a", "#b"] });
  await settle();
  await rig.welcome();
  await rig.answer(":irc 473 ann #a :Invite only");
  assertEquals(rig.conn.takeLines(), []);
  assertEquals(await rig.answer(":irc 475 ann #B :Bad key"), ["QUIT"]);
  rig.conn.end();

  await assertRejects(
    () => rig.exitCode,
    JoinError,
    "Cannot join #a, #b as #B: Bad key",
  );
  assertEquals(
    rig.errors.output,
    "The server reports: #a: Invite only\nThe server reports: #B: Bad key\n",
  );
});

Deno.test("runLineMode() goes on if it can enter one channel of two", async () => {
  const rig = new LineModeRig({ channels: ["#a", "#b"] });
  rig.input.send("one\n");
  await rig.join("");

  assertEquals(
    await rig.answer(":irc 475 ann #b :Bad key"),
    ["PRIVMSG #a :one", "PING delivered-1"],
  );
});

Deno.test("runLineMode() reads no further than the server keeps up", async () => {
  const rig = new LineModeRig();
  await rig.join();
  const lines = Array.from({ length: 1000 }, (_, index) => `${index}\n`);

  assertEquals((await rig.type(lines.join(""))).length, 201);
  assertEquals((await rig.answer("@label=m1 ACK", "@label=m2 ACK")).length, 2);
});

Deno.test("runLineMode() leaves quietly when nobody reads its output", async () => {
  const rig = new LineModeRig();
  await rig.join();
  await rig.type("one\n");
  rig.output.close();
  assertEquals(await rig.answer(":bob PRIVMSG #a :hi"), ["QUIT"]);
  rig.conn.sendLines(":bob PRIVMSG #a :more");
  rig.conn.end();

  assertEquals(await rig.exitCode, 0);
  assertEquals(rig.errors.output, "");
});

Deno.test("runLineMode() takes leave when told to, and tells what was lost", async () => {
  const rig = new LineModeRig();
  await rig.join();
  await rig.type("one\n");
  rig.leave.abort();
  await settle();
  assertEquals(rig.conn.takeLines(), ["QUIT"]);
  rig.conn.end();

  assertEquals(await rig.exitCode, 0);
  assertEquals(
    rig.errors.output,
    "Cannot deliver 1 message as you left\n",
  );
});

Deno.test("runLineMode() skips a line that is too long, and fails in the end", async () => {
  const rig = new LineModeRig();
  await rig.join();
  const chunk = new Uint8Array(1024 * 1024).fill(0x78);
  for (let index = 0; index < 17; index++) rig.input.send(chunk);
  assertEquals(await rig.type("\nshort\n"), ["@label=m1 PRIVMSG #a :short"]);
  rig.input.end();
  await rig.answer("@label=m1 ACK");
  rig.conn.end();

  assertEquals(await rig.exitCode, 1);
  assertEquals(
    rig.errors.output,
    "Cannot send a line as it is longer than 16 MiB\n",
  );
});

Deno.test("runLineMode() fails when a pipe does", async (t) => {
  const failure = new Deno.errors.IsADirectory("Is a directory");
  const cases = [
    {
      name: "standard input",
      fail: (rig: LineModeRig) => rig.input.fail(failure),
      want: "Cannot read standard input as the system reports: Is a directory",
    },
    {
      name: "standard output",
      fail: (rig: LineModeRig) => rig.output.fail(failure),
      want:
        "Cannot write to standard output as the system reports: Is a directory",
    },
  ];
  for (const { name, fail, want } of cases) {
    await t.step(name, async () => {
      const rig = new LineModeRig();
      await rig.join();
      fail(rig);
      await rig.answer(":bob PRIVMSG #a :hi");
      rig.conn.end();

      await assertRejects(() => rig.exitCode, JoinError, want);
    });
  }
});
