import { assertEquals } from "@std/assert/equals";
import { assertRejects } from "@std/assert/rejects";
import { assertThrows } from "@std/assert/throws";
import {
  resolveSendOptions,
  runSend,
  type SendOptions,
} from "../../client/send.ts";
import { settle } from "../fakes/fake_clock.ts";
import { FakeConn } from "../fakes/fake_conn.ts";
import { ALL_CAPABILITIES, ClientRig } from "./rig.ts";

const ADDRESS = { host: "host", port: 8080 };

/** `chat send`; standard input, and the server, are the test's. */
class Rig extends ClientRig {
  readonly input = new FakeConn();
  readonly output = new FakeConn();
  readonly errors = new FakeConn();
  readonly stop = new AbortController();
  readonly exitCode: Promise<number>;

  constructor(options: Partial<SendOptions> = {}) {
    super();
    this.exitCode = runSend(
      { address: ADDRESS, name: "ann", target: "#a", json: false, ...options },
      {
        ...this.deps,
        stdin: this.input,
        stdout: this.output,
        stderr: this.errors,
        signal: this.stop.signal,
      },
    );
    this.exitCode.catch(() => {});
  }
}

Deno.test("resolveSendOptions() reads the command line", async (t) => {
  const cases = [
    {
      name: "words",
      given: { address: "host", target: "#a", words: ["one", "two"] },
      want: { target: "#a", text: "one two" },
    },
    {
      name: "no words",
      given: { address: "host", target: "bob", words: [] },
      want: { target: "bob" },
    },
    {
      name: "a dash",
      given: { address: "host", target: "#a", words: ["-"] },
      want: { target: "#a" },
    },
    {
      name: "a dash among words",
      given: { address: "host", target: "#a", words: ["-", "x"] },
      want: { target: "#a", text: "- x" },
    },
  ];
  for (const { name, given, want } of cases) {
    await t.step(name, () => {
      assertEquals(
        resolveSendOptions(given, { name: "ann" }),
        { address: ADDRESS, name: "ann", json: false, ...want },
      );
    });
  }
});

Deno.test("resolveSendOptions() refuses what cannot be", async (t) => {
  const cases = [
    { address: undefined, target: "#a", want: /no address.*chat send/ },
    { address: "host:0", target: "#a", want: /no port/ },
    { address: "host", target: undefined, want: /neither a channel nor/ },
    { address: "host", target: "#a,#b", want: /Cannot use "#a,#b"/ },
    { address: "host", target: "a b", want: /"a b" as it is neither/ },
    { address: "host", target: ":a", want: /":a" as it is neither/ },
    { address: "host", target: "a".repeat(101), want: /neither/ },
  ];
  for (const { address, target, want } of cases) {
    await t.step(`${address} ${target}`, () => {
      const error = assertThrows(
        () => resolveSendOptions({ address, target, words: ["x"] }, {}),
        RangeError,
      );
      assertEquals(want.test(error.message), true, error.message);
    });
  }
});

Deno.test("runSend() delivers one message to a channel, and leaves", async () => {
  const rig = new Rig({ text: "one two" });
  await settle();
  await rig.welcome(ALL_CAPABILITIES);
  assertEquals(
    await rig.answer(":ann!a@h JOIN #a", ":bob PRIVMSG #a :hi"),
    ["@label=m1 PRIVMSG #a :one two"],
  );
  assertEquals(
    await rig.answer("@label=m1 :ann!a@h PRIVMSG #a :one two"),
    ["QUIT"],
  );
  rig.conn.end();

  assertEquals(await rig.exitCode, 0);
  assertEquals(rig.output.output, "");
  assertEquals(rig.errors.output, "");
});

Deno.test("runSend() delivers all of its input as one message", async () => {
  const rig = new Rig();
  rig.input.send("one\n\ntwo\n");
  await settle();
  assertEquals(rig.conn.takeLines(), []);
  rig.input.end();
  await settle();
  await rig.welcome(ALL_CAPABILITIES);

  assertEquals(await rig.answer(":ann!a@h JOIN #a"), [
    "@label=m1 BATCH +m1 draft/multiline #a",
    "@batch=m1 PRIVMSG #a :one",
    "@batch=m1 PRIVMSG #a :",
    "@batch=m1 PRIVMSG #a :two",
    "BATCH -m1",
  ]);
});

Deno.test("runSend() tells a person without entering a channel", async () => {
  const rig = new Rig({ target: "bob", text: "psst", json: true });
  await settle();
  await rig.answer(
    `:irc CAP * LS :${ALL_CAPABILITIES}`,
    `:irc CAP * ACK :${ALL_CAPABILITIES.replace(/=\S+/g, "")}`,
  );
  assertEquals(
    await rig.answer(":irc.example 001 ann :Welcome"),
    ["@label=m1 PRIVMSG bob :psst"],
  );
  await rig.answer("@label=m1;msgid=7 :ann!a@h PRIVMSG bob :psst");
  rig.conn.end();

  assertEquals(await rig.exitCode, 0);
  const { to, text, id } = JSON.parse(rig.output.output);
  assertEquals([to, text, id], ["bob", "psst", "7"]);
});

Deno.test("runSend() fails when the message is refused", async () => {
  const rig = new Rig({ text: "one" });
  await settle();
  await rig.welcome(ALL_CAPABILITIES);
  await rig.answer(":ann!a@h JOIN #a");
  await rig.answer("@label=m1 404 ann #a :You are mute");
  rig.conn.end();

  assertEquals(await rig.exitCode, 1);
  assertEquals(
    rig.errors.output,
    'Cannot deliver "one" to #a as the server refuses it: You are mute\n',
  );
});

Deno.test("runSend() logs in where it has an account", async () => {
  const rig = new Rig({
    text: "one",
    sasl: { account: "ann", password: "s3cret" },
  });
  await settle();
  await rig.answer(":irc CAP * LS :sasl=PLAIN");

  assertEquals(
    await rig.answer(":irc CAP * ACK :sasl"),
    ["AUTHENTICATE PLAIN"],
  );
});

Deno.test("runSend() needs the account's password", async () => {
  const rig = new Rig({ text: "one", sasl: { account: "ann" } });

  await assertRejects(
    () => rig.exitCode,
    RangeError,
    'Cannot log in to the account "ann" as nobody can be asked',
  );
});

Deno.test("runSend() needs a text", async () => {
  const rig = new Rig();
  rig.input.send("\n \n");
  rig.input.end();

  await assertRejects(
    () => rig.exitCode,
    RangeError,
    "Cannot send as there is no text",
  );
});

Deno.test("runSend() ends with the code of a signal while it reads", async () => {
  const rig = new Rig();
  await settle();
  rig.stop.abort("SIGINT");

  assertEquals(await rig.exitCode, 130);
});
