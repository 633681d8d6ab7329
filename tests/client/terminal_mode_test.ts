import { assertEquals } from "@std/assert/equals";
import { assertRejects } from "@std/assert/rejects";
import { JoinError } from "../../client/join_error.ts";
import type { JoinOptions } from "../../client/options.ts";
import { openTerminal } from "../../client/terminal/terminal.ts";
import { runTerminalMode } from "../../client/terminal_mode.ts";
import { settle } from "../fakes/fake_clock.ts";
import { FakeTerminal } from "../fakes/fake_terminal.ts";
import { ALL_CAPABILITIES, ClientRig } from "./rig.ts";

const OPTIONS: JoinOptions = {
  address: { host: "host", port: 8080 },
  name: "ann",
  channels: ["#a"],
  json: false,
};

/** `chat join` on a terminal; that and the server are the test's. */
class Rig extends ClientRig {
  readonly terminal = new FakeTerminal(60, 30);
  readonly stop = new AbortController();
  readonly exitCode: Promise<number>;

  constructor(options: JoinOptions = OPTIONS) {
    super();
    this.exitCode = runTerminalMode(options, {
      ...this.deps,
      openTerminal: () =>
        openTerminal({ clock: this.clock, device: this.terminal }),
      loginName: "Ann X",
      signal: this.stop.signal,
    });
    this.exitCode.catch(() => {});
  }

  /** Connects, and enters #a. */
  async join(): Promise<void> {
    await settle();
    await this.welcome(ALL_CAPABILITIES);
    await this.answer(
      ":ann!a@h JOIN #a",
      ":irc 332 ann #a :All about a",
      ":irc 353 ann = #a :@bob ann",
      ":irc 366 ann #a :End",
    );
  }

  /** Types, and gives what is sent to the server for it. */
  async type(text: string): Promise<string[]> {
    this.terminal.type(text);
    await settle();
    return this.conn.takeLines();
  }

  /** What stands on the terminal, with `HH:MM` for every time. */
  async rows(): Promise<string[]> {
    await this.clock.advance(100);
    const rows = await this.terminal.rows();
    return rows.map((row) => row.replace(/^\d\d:\d\d /, "HH:MM "));
  }

  /** The last rows, from the first after those that greet. */
  async newRows(): Promise<string[]> {
    return (await this.rows()).slice(5);
  }
}

Deno.test("runTerminalMode() greets, and shows the topic and who is here", async () => {
  const rig = new Rig();
  await rig.join();

  assertEquals(await rig.rows(), [
    "Connecting to host:8080 …",
    "Connected to irc.example as ann; /help for help",
    "HH:MM You are in #a",
    "HH:MM Topic of #a: All about a",
    "HH:MM In #a: @bob, ann",
    "#a>",
  ]);
});

Deno.test("runTerminalMode() shows an own message once it is delivered, in order", async () => {
  const rig = new Rig();
  await rig.join();
  assertEquals(await rig.type("one\rtw"), ["@label=m1 PRIVMSG #a :one"]);
  assertEquals(await rig.newRows(), ["ann: one", "#a> tw"]);
  await rig.answer(":bob PRIVMSG #a :before");
  assertEquals(await rig.newRows(), [
    "HH:MM bob: before",
    "ann: one",
    "#a> tw",
  ]);
  await rig.answer("@label=m1 :ann!a@h PRIVMSG #a :one");

  assertEquals(await rig.newRows(), [
    "HH:MM bob: before",
    "HH:MM ann: one",
    "#a> tw",
  ]);
});

Deno.test("runTerminalMode() shows what was not delivered", async () => {
  const rig = new Rig();
  await rig.join();
  await rig.type("one\r");
  await rig.answer("@label=m1 404 ann #a :You are mute");

  assertEquals(await rig.newRows(), [
    "HH:MM not delivered: one (You are mute)",
    "#a>",
  ]);
});

Deno.test("runTerminalMode() shows a multi-line message so that none is faked", async () => {
  const rig = new Rig();
  await rig.join();
  await rig.answer(
    ":bob BATCH +1 draft/multiline #a",
    "@batch=1 :bob PRIVMSG #a :one",
    "@batch=1 :bob PRIVMSG #a :00:00 eve: two",
    "BATCH -1",
  );

  assertEquals(await rig.newRows(), [
    "HH:MM bob: one",
    "      00:00 eve: two",
    "#a>",
  ]);
});

Deno.test("runTerminalMode() sends a paste as one message", async () => {
  const rig = new Rig();
  await rig.join();
  assertEquals(await rig.type("\x1b[200~one\r\ntwo\x1b[201~"), []);

  assertEquals(await rig.type("\r"), [
    "@label=m1 BATCH +m1 draft/multiline #a",
    "@batch=m1 PRIVMSG #a :one",
    "@batch=m1 PRIVMSG #a :two",
    "BATCH -m1",
  ]);
});

Deno.test("runTerminalMode() runs commands, and says what is wrong with one", async () => {
  const rig = new Rig();
  await rig.join();

  assertEquals(await rig.type("/msg bob psst\r"), [
    "@label=m1 PRIVMSG bob :psst",
  ]);
  assertEquals(await rig.newRows(), ["bob ann: psst", "#a>"]);
  await rig.answer("@label=m1 :ann!a@h PRIVMSG bob :psst");
  assertEquals(await rig.type("/nmaes\r"), []);
  assertEquals((await rig.newRows()).slice(0, 2), [
    "HH:MM ann (to bob): psst",
    "Cannot run /nmaes as there is no such command: did you mean",
  ]);
});

Deno.test("runTerminalMode() talks in the channel that was entered last", async () => {
  const rig = new Rig();
  await rig.join();
  assertEquals(await rig.type("/join b\r"), ["JOIN #b"]);
  await rig.answer(":ann!a@h JOIN #b");
  assertEquals(await rig.type("one\r"), ["@label=m1 PRIVMSG #b :one"]);
  await rig.answer(
    "@label=m1 :ann!a@h PRIVMSG #b :one",
    ":bob PRIVMSG #a :two",
  );
  assertEquals(await rig.newRows(), [
    "HH:MM You are in #b",
    "HH:MM ann: one",
    "HH:MM #a bob: two",
    "#b>",
  ]);
  assertEquals(await rig.type("/join A\r"), []);
  assertEquals(await rig.type("three\r"), ["@label=m2 PRIVMSG #a :three"]);
  assertEquals(await rig.type("/part\r"), ["PART #a"]);
  await rig.answer(":ann!a@h PART #a");
  assertEquals(await rig.type("four\r"), ["@label=m3 PRIVMSG #b :four"]);
  await rig.type("/part\r");
  await rig.answer(":ann!a@h PART #b");
  assertEquals(await rig.type("five\r"), []);
});

Deno.test("runTerminalMode() asks for what is missing", async () => {
  const rig = new Rig({ channels: ["#lobby"], json: false });
  assertEquals(await rig.rows(), ["Server [localhost:8080]:"]);
  await rig.type("nowhere:x\r");
  await rig.type("irc://host/b\r");
  assertEquals(await rig.type("a b\r"), []);
  assertEquals((await rig.type("\r")).slice(1, 2), ["NICK Ann_X"]);
  await rig.welcome();

  assertEquals(await rig.answer("PING x"), ["PONG :x"]);
  assertEquals(await rig.rows(), [
    "Server [localhost:8080]: nowhere:x",
    'Cannot read the address "nowhere:x" as "x" is no port from 1',
    "  to 65535: write host, host:port, [ipv6]:port or",
    "  irc://host:port/channel",
    "Server [localhost:8080]: irc://host/b",
    "Your name [Ann_X]: a b",
    'Cannot use "a b" as a name as a name is at most 32 letters,',
    "  digits and any of -_[]\\`^{|}, and starts with no digit or",
    '  -: "a_b" would do',
    "Your name [Ann_X]: Ann_X",
    "Connecting to host:6667 …",
    "Connected to irc.example as ann; /help for help",
    ">",
  ]);
});

Deno.test("runTerminalMode() asks for another name when one is taken", async () => {
  const rig = new Rig();
  await settle();
  rig.conn.takeLines();
  await rig.answer(":irc 433 * ann :In use");

  assertEquals(await rig.rows(), [
    "Connecting to host:8080 …",
    'The nick "ann" is taken (In use)',
    "Another name [ann2]:",
  ]);
  assertEquals((await rig.type("\r")).slice(1, 2), ["NICK ann2"]);
});

Deno.test("runTerminalMode() asks for a password, unseen", async () => {
  const rig = new Rig();
  await settle();
  await rig.answer(":irc 464 * :Password incorrect");
  await rig.type("s3cret");

  assertEquals(await rig.rows(), [
    "Connecting to host:8080 …",
    "It asks for a password",
    "Password:",
  ]);
  assertEquals((await rig.type("\r")).slice(1, 2), ["PASS s3cret"]);
  await rig.answer(":irc 464 * :Password incorrect");
  assertEquals((await rig.rows()).slice(-2), [
    "The password is wrong",
    "Password:",
  ]);
  await rig.type("\x03");
  assertEquals(await rig.exitCode, 0);
});

Deno.test("runTerminalMode() leaves cleanly", async (t) => {
  const cases = [
    { name: "on Ctrl-C", typed: "draft\x03", want: ["QUIT"] },
    { name: "on Ctrl-D", typed: "\x04", want: ["QUIT"] },
    { name: "on /quit", typed: "/quit see you\r", want: ["QUIT :see you"] },
  ];
  for (const { name, typed, want } of cases) {
    await t.step(name, async () => {
      const rig = new Rig();
      await rig.join();
      assertEquals(await rig.type(typed), want);
      rig.conn.end();

      assertEquals(await rig.exitCode, 0);
      assertEquals(rig.terminal.isRaw, false);
    });
  }
});

Deno.test("runTerminalMode() leaves cleanly when told to", async () => {
  const rig = new Rig();
  await rig.join();
  rig.stop.abort();
  await settle();
  assertEquals(rig.conn.takeLines(), ["QUIT"]);
  rig.conn.end();

  assertEquals(await rig.exitCode, 0);
});

Deno.test("runTerminalMode() can be left while it connects", async () => {
  const rig = new Rig();
  await rig.type("\x03");

  assertEquals(await rig.exitCode, 0);
  assertEquals(rig.conn.isClosed, true);
  assertEquals(rig.terminal.isRaw, false);
});

Deno.test("runTerminalMode() says what was lost with the connection", async () => {
  const rig = new Rig();
  await rig.join();
  await rig.type("one\r");
  await rig.answer("ERROR :bye");
  rig.conn.end();

  await assertRejects(
    () => rig.exitCode,
    JoinError,
    "Cannot stay at host:8080 as it closed the connection: bye",
  );
  assertEquals(rig.terminal.isRaw, false);
  assertEquals(await rig.newRows(), ["not delivered: one"]);
});
