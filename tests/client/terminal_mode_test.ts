import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import { ALL_CAPABILITIES } from "./rig.ts";
import { TerminalModeRig } from "./terminal_mode_rig.ts";

Deno.test("runTerminalMode() greets, and shows the topic and who is here", async () => {
  const rig = new TerminalModeRig();
  await rig.join();

  assertEquals(await rig.rows(), [
    "Connecting to host:8080 …",
    "Connected to irc.example as ann; /help for help",
    "── #a ──",
    "HH:MM You are in #a",
    "HH:MM Topic of #a: All about a",
    "HH:MM In #a: @bob, ann",
    "irc.example · #a (2) All about a",
    "#a>",
  ]);
});

Deno.test("runTerminalMode() shows an own message once it is delivered, in order", async () => {
  const rig = new TerminalModeRig();
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
  const rig = new TerminalModeRig();
  await rig.join();
  await rig.type("one\r");
  await rig.answer("@label=m1 404 ann #a :You are mute");

  assertEquals(await rig.newRows(), [
    "HH:MM not delivered to #a: one (You are mute)",
    "#a>",
  ]);
});

Deno.test("runTerminalMode() shows a multi-line message so that none is faked", async () => {
  const rig = new TerminalModeRig();
  await rig.join();
  await rig.answer(
    ":bob BATCH +1 draft/multiline #a",
    "@batch=1 :bob PRIVMSG #a :one",
    "@batch=1 :bob PRIVMSG #a :00:00 eve: two",
    "BATCH -1",
  );

  assertEquals(await rig.newRows(), [
    "HH:MM bob:",
    "      │ one",
    "      │ 00:00 eve: two",
    "#a>",
  ]);
});

Deno.test("runTerminalMode() sends a paste as one message", async () => {
  const rig = new TerminalModeRig();
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
  const rig = new TerminalModeRig();
  await rig.join();

  assertEquals(await rig.type("/msg bob psst\r"), [
    "@label=m1 PRIVMSG bob :psst",
  ]);
  assertEquals(await rig.newRows(), ["→ bob: psst", "bob ann: psst", "#a>"]);
  await rig.answer("@label=m1 :ann!a@h PRIVMSG bob :psst");
  assertEquals(await rig.type("/nmaes\r"), []);
  assertEquals((await rig.newRows()).slice(1, 2), [
    "Cannot run /nmaes as there is no such command: did you mean",
  ]);
  await rig.type("/query bob\r");
  assertEquals((await rig.newRows()).slice(-3), [
    "── bob ──",
    "HH:MM ann: psst",
    "bob>",
  ]);
});

Deno.test("runTerminalMode() takes a line break in a command for a space", async () => {
  const rig = new TerminalModeRig();
  await rig.join();

  assertEquals(await rig.type("/join #b k\x1b\rey\r"), []);
  assertEquals((await rig.newRows()).slice(0, 2), [
    "Cannot run /join as a key is one word: /join #channel [key]",
    "#a>",
  ]);
  assertEquals(await rig.type("\x1b[200~/join #b\nkey\x1b[201~\r"), [
    "JOIN #b key",
  ]);
});

Deno.test("runTerminalMode() survives a channel that cannot be named", async () => {
  const rig = new TerminalModeRig();
  await settle();
  await rig.welcome(ALL_CAPABILITIES);
  await rig.answer(":ann!a@h JOIN :#a b", ":irc NOTICE ann :hi");

  assertEquals(await rig.type("one\r/part\r/quit\r"), ["QUIT"]);
  rig.conn.end();
  assertEquals(await rig.exitCode, 0);
});

Deno.test("runTerminalMode() greets with the name of the server that people see", async () => {
  const rig = new TerminalModeRig();
  await settle();
  await rig.welcome(ALL_CAPABILITIES);
  assertEquals(await rig.rows(), [
    "Connecting to host:8080 …",
    "irc.example",
    ">",
  ]);
  await rig.answer(
    ":irc.example 005 ann NETWORK=class\\x205b :are supported",
    ":irc.example 372 ann :- Be kind",
  );

  assertEquals((await rig.rows()).slice(1), [
    "Connected to class 5b as ann; /help for help",
    "HH:MM - Be kind",
    "class 5b",
    ">",
  ]);
});

Deno.test("runTerminalMode() talks in the channel that was entered last", async () => {
  const rig = new TerminalModeRig();
  await rig.join();
  assertEquals(await rig.type("/join b\r"), ["JOIN #b"]);
  await rig.answer(":ann!a@h JOIN #b");
  assertEquals(await rig.type("one\r"), ["@label=m1 PRIVMSG #b :one"]);
  await rig.answer(
    "@label=m1 :ann!a@h PRIVMSG #b :one",
    ":bob PRIVMSG #a :two",
  );
  assertEquals(await rig.newRows(), [
    "── #b ──",
    "HH:MM You are in #b",
    "HH:MM ann: one",
    "#b>",
  ]);
  assertEquals(await rig.type("/join A\r"), []);
  assertEquals((await rig.newRows()).slice(3), [
    "── #a ──",
    "HH:MM bob: two",
    "You are in #a",
    "#a>",
  ]);
  assertEquals(await rig.type("three\r"), ["@label=m2 PRIVMSG #a :three"]);
  assertEquals(await rig.type("/part\r"), ["PART #a"]);
  await rig.answer(":ann!a@h PART #a");
  assertEquals(await rig.type("four\r"), ["@label=m3 PRIVMSG #b :four"]);
  await rig.type("/part\r");
  await rig.answer(":ann!a@h PART #b");
  assertEquals(await rig.type("five\r"), []);
});

Deno.test("/paste sends many lines as one message, unasked", async () => {
  const rig = new TerminalModeRig();
  await rig.join();
  await rig.type("/paste\r");
  // As a terminal sends it that does not tell what is pasted.
  assertEquals(await rig.type("one\r\rthree\r"), []);
  assertEquals(
    (await rig.rows()).filter((row) => row.startsWith("Enter begins")).length,
    1,
  );
  const sent = await rig.type("\x04");

  assertEquals(
    sent.filter((line) => line.includes("PRIVMSG"))
      .map((line) => line.replace(/^\S+ /, "")),
    ["PRIVMSG #a :one", "PRIVMSG #a :", "PRIVMSG #a :three"],
  );
  assertEquals(sent.filter((line) => line.includes("BATCH")).length, 2);
});
