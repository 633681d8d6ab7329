import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import { FakeUserFiles } from "../fakes/fake_user_files.ts";
import { TerminalModeRig } from "./terminal_mode_rig.ts";

/** In #a, with #b behind it. */
async function enterTwo(): Promise<TerminalModeRig> {
  const rig = new TerminalModeRig();
  await rig.join();
  await rig.type("/join #b\r");
  await rig.answer(":ann!a@h JOIN #b", ":irc 353 ann = #b :ann");
  await rig.type("\x1b1");
  return rig;
}

Deno.test("runTerminalMode() shows buffers, the status, and who came and went", async () => {
  const rig = await enterTwo();
  await rig.answer(
    ":eve!e@h JOIN #a",
    ":bob!b@h QUIT :lunch",
    ":dan!d@h PRIVMSG #b :ann: look",
    ":dan!d@h PRIVMSG ann :psst",
  );
  assertEquals((await rig.rows()).slice(6), [
    "── #b ──",
    "HH:MM You are in #b",
    "── #a ──",
    "eve joined · bob left (lunch)",
    "irc.example · #a (2) All about a · 2:#b 1! 3:dan 1!",
    "#a>",
  ]);
  await rig.answer(":eve!e@h PRIVMSG #a :hi");
  await rig.type("\x1b3");

  assertEquals((await rig.rows()).slice(8), [
    "── #a ──",
    "      eve joined · bob left (lunch)",
    "HH:MM eve: hi",
    "── dan ──",
    "HH:MM dan: psst",
    "irc.example · dan · 2:#b 1!",
    "dan>",
  ]);
});

Deno.test("runTerminalMode() shows what matters in 40 columns, and no status in 3 rows", async () => {
  const rig = await enterTwo();
  await rig.answer(":dan!d@h PRIVMSG #b :ann: look");
  await rig.terminal.resize(40, 12);
  assertEquals((await rig.rows()).slice(-2), [
    "irc.example · #a (2) All abou… · 2:#b 1!",
    "#a>",
  ]);
  await rig.terminal.resize(40, 3);

  assertEquals((await rig.rows()).slice(-1), ["#a>"]);
  assertEquals((await rig.rows()).slice(-3).includes("2:#b"), false);
});

Deno.test("runTerminalMode() keeps a draft for each buffer", async () => {
  const rig = await enterTwo();
  await rig.type("for a");
  await rig.type("\x1b2");
  await rig.type("for b");
  assertEquals((await rig.rows()).at(-1), "#b> for b");
  await rig.type("\x1b1");

  assertEquals((await rig.rows()).at(-1), "#a> for a");
});

Deno.test("runTerminalMode() lets no peer fake anything", async () => {
  const rig = await enterTwo();
  await rig.answer(
    "@msgid=1 :bob!b@h PRIVMSG #a :\x1b[2J\x1b]0;x\x07hi",
    "@+draft/reply=1 :bob!b@h PRIVMSG #a :\x9b2Jre",
    "@+draft/react=\x1b[2J;+draft/reply=1 :bob!b@h TAGMSG #a",
    ":bob!b@h TOPIC #a :\x1b[2Jtopic",
    ":ev\x1b[2Je!e@h JOIN #a",
    "@+typing=active :d\x1b[1man!d@h TAGMSG #a",
  );
  await settle();
  const rows = (await rig.rows()).slice(9);

  assertEquals(rows, [
    "HH:MM bob: ␛[2J␛]0;x␇hi",
    "      > bob: ␛[2J␛]0;x␇hi",
    "HH:MM bob: �2Jre",
    'HH:MM bob ␛[2J "␛[2J␛]0;x␇hi"',
    "HH:MM bob set the topic of #a: ␛[2Jtopic",
    "ev␛[2Je joined",
    "irc.example · #a (3) ␛[2Jtopic · d␛[1man is typing",
    "#a>",
  ]);
});

Deno.test("runTerminalMode() completes what is typed", async () => {
  const rig = await enterTwo();
  await rig.type("bo\t");
  assertEquals((await rig.rows()).at(-1), "#a> bob:");
  await rig.type("\x15:tad\t");

  assertEquals((await rig.rows()).at(-1), "#a> 🎉");
});

Deno.test("runTerminalMode() keeps settings and history", async () => {
  const files = new FakeUserFiles();
  const folders = { config: "/c", state: "/s" };
  files.files.set("/c/settings.json", "{");
  const options = { userFiles: () => ({ files, folders }) };
  const rig = new TerminalModeRig(undefined, options);
  for (let turn = 0; turn < 5; turn++) await settle();
  await rig.join();
  assertEquals((await rig.rows()).slice(1, 5), [
    "Cannot read /c/settings.json as it is broken: it is",
    "      /c/settings.json.broken now, and everything is as at",
    "      first",
    "Connected to irc.example as ann; /help for help",
  ]);
  await rig.type("/theme dark\r/oper ann s3cret\rhi\r\x03");
  rig.conn.end();
  await rig.exitCode;

  assertEquals(
    files.files.get("/c/settings.json")?.includes('"theme": "dark"'),
    true,
  );
  assertEquals(files.files.get("/s/history"), "/theme dark\nhi\n");
});

Deno.test("runTerminalMode() says a line where it was typed, however fast one goes elsewhere", async () => {
  const rig = await enterTwo();

  assertEquals(await rig.type("one\r\x1b2two\r\x1b1\x1b2three\r"), [
    "@label=m1 PRIVMSG #a :one",
    "@label=m2 PRIVMSG #b :two",
    "@label=m3 PRIVMSG #b :three",
  ]);
});
