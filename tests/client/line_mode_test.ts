import { assertEquals } from "@std/assert/equals";
import { assertRejects } from "@std/assert/rejects";
import { JoinError } from "../../client/join_error.ts";
import {
  type LineModeDeps,
  type LineModeOptions,
  runLineMode,
} from "../../client/line_mode.ts";
import { readLines } from "../../client/read_lines.ts";
import { settle } from "../fakes/fake_clock.ts";
import { FakeConn } from "../fakes/fake_conn.ts";
import { ALL_CAPABILITIES, ClientRig } from "./rig.ts";

const OPTIONS: LineModeOptions = {
  address: { host: "host", port: 8080 },
  name: "ann",
  channels: ["#a"],
  json: false,
};

/** `chat join` with pipes; each of them, and the server, is the test's. */
class Rig extends ClientRig {
  /** What is sent to it comes in on standard input. */
  readonly input = new FakeConn();
  readonly output = new FakeConn();
  readonly errors = new FakeConn();
  readonly leave = new AbortController();
  readonly exitCode: Promise<number>;

  constructor(
    options: Partial<LineModeOptions> = {},
    { hasInput = true } = {},
  ) {
    super();
    const deps: LineModeDeps = {
      ...this.deps,
      ...(hasInput && { input: readLines(this.input) }),
      stdout: this.output,
      stderr: this.errors,
      signal: this.leave.signal,
    };
    this.exitCode = runLineMode({ ...OPTIONS, ...options }, deps);
    this.exitCode.catch(() => {});
  }

  /** Lets it in, and into #a. */
  async join(capabilities = ALL_CAPABILITIES): Promise<void> {
    await settle();
    await this.welcome(capabilities);
    await this.answer(":ann!a@h JOIN #a");
  }

  /** Gives it lines on standard input, and what it sends the server for them. */
  async type(text: string): Promise<string[]> {
    this.input.send(text);
    await settle();
    return this.conn.takeLines();
  }
}

Deno.test("runLineMode() sends each line, and leaves when all were echoed", async () => {
  const rig = new Rig();
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
  const rig = new Rig();
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
  const rig = new Rig();
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
  const rig = new Rig({ channels: ["#a", "#b"] });
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
  const rig = new Rig({ json: true });
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
      const rig = new Rig({ json: true, ...options });
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
  const rig = new Rig({ once: true });
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
  const rig = new Rig({ channels: [], target: "bob" });
  rig.input.send("one\n");
  await settle();
  rig.conn.takeLines();
  await rig.answer(`:irc CAP * LS :`, ":irc.example 001 ann :Welcome");

  assertEquals(rig.conn.output.includes("JOIN"), false);
  assertEquals(rig.conn.output.includes("PRIVMSG bob :one"), true);
});

Deno.test("runLineMode() stays where it has nothing to say", async () => {
  const rig = new Rig({}, { hasInput: false });
  await rig.join();
  await rig.answer(":bob PRIVMSG #a :hi");
  assertEquals(rig.output.output, "bob: hi\n");
  rig.conn.end();

  await assertRejects(
    () => rig.exitCode,
    JoinError,
    "Cannot stay at host:8080 as it closed the connection",
  );
});

Deno.test("runLineMode() takes a number to a taken name, and says so", async () => {
  const rig = new Rig();
  await settle();
  rig.conn.takeLines();
  const taken = ":irc 433 * ann :In use";
  assertEquals(await rig.answer(taken), ["NICK ann2"]);
  assertEquals(await rig.answer(taken), ["NICK ann3"]);
  await rig.welcome("", "ann3");

  assertEquals(rig.errors.output, "The name ann is taken: you are ann3\n");
});

Deno.test("runLineMode() takes a number quietly when told to", async () => {
  const rig = new Rig({ quiet: true });
  await settle();
  await rig.answer(":irc 433 * ann :In use");
  await rig.welcome("", "ann2");

  assertEquals(rig.errors.output, "");
});

Deno.test("runLineMode() reports what was refused, and fails in the end", async () => {
  const rig = new Rig();
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
      const rig = new Rig();
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
  const rig = new Rig({ channels: ["#a", "#b"] });
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
  const rig = new Rig({ channels: ["#a", "#b"] });
  rig.input.send("one\n");
  await rig.join("");

  assertEquals(
    await rig.answer(":irc 475 ann #b :Bad key"),
    ["PRIVMSG #a :one", "PING delivered-1"],
  );
});

Deno.test("runLineMode() reads no further than the server keeps up", async () => {
  const rig = new Rig();
  await rig.join();
  const lines = Array.from({ length: 1000 }, (_, index) => `${index}\n`);

  assertEquals((await rig.type(lines.join(""))).length, 201);
  assertEquals((await rig.answer("@label=m1 ACK", "@label=m2 ACK")).length, 2);
});

Deno.test("runLineMode() leaves quietly when nobody reads its output", async () => {
  const rig = new Rig();
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
  const rig = new Rig();
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
  const rig = new Rig();
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
      fail: (rig: Rig) => rig.input.fail(failure),
      want: "Cannot read standard input as the system reports: Is a directory",
    },
    {
      name: "standard output",
      fail: (rig: Rig) => rig.output.fail(failure),
      want:
        "Cannot write to standard output as the system reports: Is a directory",
    },
  ];
  for (const { name, fail, want } of cases) {
    await t.step(name, async () => {
      const rig = new Rig();
      await rig.join();
      fail(rig);
      await rig.answer(":bob PRIVMSG #a :hi");
      rig.conn.end();

      await assertRejects(() => rig.exitCode, JoinError, want);
    });
  }
});
