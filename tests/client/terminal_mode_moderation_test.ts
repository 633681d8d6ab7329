import { assertEquals } from "@std/assert/equals";
import { TerminalModeRig } from "./terminal_mode_rig.ts";

Deno.test("runTerminalMode() says that one is put out, and where one is then", async () => {
  const rig = new TerminalModeRig();
  await rig.join();
  await rig.answer(":bob!b@h KICK #a ann :calm down");

  assertEquals(await rig.newRows(), [
    "HH:MM You were put out of #a by bob (calm down)",
    "#a>",
  ]);
  assertEquals(await rig.type("/join #a\r"), ["JOIN #a"]);
  await rig.answer(":ann!a@h JOIN #a");
  assertEquals((await rig.newRows()).slice(-2), ["HH:MM You are in #a", "#a>"]);
});

Deno.test("runTerminalMode() says nothing elsewhere when one is put out in the middle of a sentence", async () => {
  const rig = new TerminalModeRig();
  await rig.join();
  await rig.type("/join #b\r");
  await rig.answer(":ann!a@h JOIN #b");
  await rig.type("bob is a f");
  await rig.answer(":bob!b@h KICK #b ann :bob");

  assertEquals(await rig.newRows(), [
    "── #b ──",
    "HH:MM You are in #b",
    "HH:MM You were put out of #b by bob (bob)",
    "#b> bob is a f",
  ]);
  assertEquals(await rig.type("ool\r"), []);
  assertEquals((await rig.newRows()).at(-1), "#b> bob is a fool");
});

Deno.test("runTerminalMode() says that another is put out, or asked in", async () => {
  const rig = new TerminalModeRig();
  await rig.join();
  await rig.answer(
    ":bob!b@h KICK #a eve :spam",
    ":bob!b@h INVITE dan #a",
    ":bob!b@h INVITE ann #c",
  );

  assertEquals(await rig.newRows(), [
    "HH:MM eve was put out of #a by bob (spam)",
    "HH:MM bob invites dan to #a",
    "HH:MM bob invites you to #c: /join #c",
    "#a>",
  ]);
});

Deno.test("runTerminalMode() follows a channel to its new name", async () => {
  const rig = new TerminalModeRig();
  await rig.join();
  await rig.answer(
    ":ann!a@h PART #a better",
    ":ann!a@h JOIN #b",
    ":irc 332 ann #b :All about a",
    ":irc 353 ann = #b :@bob ann",
    ":irc 366 ann #b :End",
  );

  assertEquals(await rig.newRows(), [
    "HH:MM You left #a",
    "── irc.example ──",
    "── #b ──",
    "HH:MM You are in #b",
    "HH:MM Topic of #b: All about a",
    "HH:MM In #b: @bob, ann",
    "#b>",
  ]);
  assertEquals(await rig.type("hi\r"), ["@label=m1 PRIVMSG #b :hi"]);
});
