import { assertEquals } from "@std/assert/equals";
import { SessionRig } from "./session_rig.ts";

Deno.test("Session keeps what is said elsewhere until one looks there", async () => {
  const rig = new SessionRig();
  await rig.join(["#a", "#b"]);
  const printed = await rig.hear(
    ":bob PRIVMSG #b :hello",
    ":bob PRIVMSG #b :ann: lunch?",
    ":bob PRIVMSG #a :here",
  );
  assertEquals(printed, ["HH:MM bob: here"]);
  assertEquals(
    rig.terminal.statusFor(80),
    "irc.example · #a (2) · 2:#b 2 (1!)",
  );
  rig.terminal.press("alt+2");

  assertEquals(rig.terminal.takePrinted(), [
    "── #b ──",
    "HH:MM You are in #b",
    "HH:MM In #b: @bob, ann",
    "HH:MM bob: hello",
    "HH:MM bob: ann: lunch?",
  ]);
  assertEquals(rig.terminal.statusFor(80), "irc.example · #b (2)");
  assertEquals(rig.terminal.prompt, "#b> ");
});

Deno.test("Session gives each direct conversation a buffer", async () => {
  const rig = new SessionRig();
  await rig.join();
  assertEquals(await rig.hear(":bob!b@h PRIVMSG ann :psst"), []);
  assertEquals(rig.terminal.statusFor(80), "irc.example · #a (2) · 2:bob 1!");
  rig.terminal.press("alt+a");
  assertEquals(rig.terminal.takePrinted(), ["── bob ──", "HH:MM bob: psst"]);

  assertEquals(await rig.type("what?"), ["@label=m1 PRIVMSG bob :what?"]);
  assertEquals(await rig.hear("@label=m1 :ann!a@h PRIVMSG bob :what?"), [
    "HH:MM ann: what?",
  ]);
});

Deno.test("Session keeps a draft for each buffer", async () => {
  const rig = new SessionRig();
  await rig.join(["#a", "#b"]);
  const { draft } = rig.terminal;
  rig.terminal.press("alt+right");
  assertEquals(rig.terminal.prompt, "#b> ");
  assertEquals(rig.terminal.draft === draft, false);
  rig.terminal.press("alt+left");

  assertEquals(rig.terminal.draft, draft);
});

Deno.test("Session closes buffers, and goes back to the one before", async () => {
  const rig = new SessionRig();
  await rig.join();
  await rig.type("/query bob");
  assertEquals(rig.terminal.prompt, "bob> ");
  assertEquals(await rig.type("/close"), []);
  assertEquals(rig.terminal.prompt, "#a> ");
  assertEquals(await rig.type("/close bye all"), ["PART #a :bye all"]);
  await rig.hear(":ann!a@h PART #a");

  assertEquals(rig.terminal.prompt, "> ");
});

Deno.test("Session lets one read what was unread where one is put out", async () => {
  const rig = new SessionRig();
  await rig.join(["#a", "#b"]);
  await rig.hear(":bob PRIVMSG #b :run!", ":bob!b@h KICK #b ann :too late");
  assertEquals(
    rig.terminal.statusFor(80),
    "irc.example · #a (2) · 2:#b 2 (1!)",
  );
  await rig.type("/b 2");

  assertEquals(rig.terminal.takePrinted().slice(3), [
    "HH:MM bob: run!",
    "HH:MM You were put out of #b by bob (too late)",
  ]);
  assertEquals(rig.terminal.statusFor(80), "irc.example · #b (left)");
  assertEquals(await rig.type("/close"), []);
  assertEquals(rig.terminal.prompt, "#a> ");
});

Deno.test("Session follows a person and a channel to another name", async () => {
  const rig = new SessionRig();
  await rig.join();
  await rig.type("/query bob");
  await rig.hear(":bob!b@h NICK rob");
  assertEquals(rig.terminal.prompt, "rob> ");
  rig.terminal.press("alt+1");
  await rig.hear(":irc RENAME #a #ops :better");

  assertEquals(rig.terminal.prompt, "#ops> ");
  assertEquals(await rig.type("hi"), ["@label=m1 PRIVMSG #ops :hi"]);
});

Deno.test("Session lists the buffers, and says which there is not", async () => {
  const rig = new SessionRig();
  await rig.join(["#a", "#b"]);
  await rig.hear(":bob PRIVMSG #b :ann!");
  await rig.type("/buffer", "/b nowhere");

  assertEquals(rig.terminal.takePrinted(), [
    " 0 irc.example",
    "*1 #a",
    " 2 #b  1 unread, 1 for you",
    'Cannot switch to "nowhere" as there is no such buffer: /buffer lists ' +
    "them, /join and /query open one",
  ]);
});

Deno.test("Session tells who came and went in one line, before the next message", async () => {
  const rig = new SessionRig();
  await rig.join();
  const printed = await rig.hear(
    ":eve!e@h JOIN #a",
    ":dan!d@h JOIN #a",
    ":bob!b@h QUIT :lunch",
  );
  assertEquals(printed, []);
  assertEquals(rig.terminal.waiting, ["eve, dan joined · bob left (lunch)"]);

  assertEquals(await rig.hear(":eve PRIVMSG #a :hi"), [
    "      eve, dan joined · bob left (lunch)",
    "HH:MM eve: hi",
  ]);
  assertEquals(rig.terminal.waiting, []);
});

Deno.test("Session tells nothing of who came and went where it is quiet", async () => {
  const rig = new SessionRig({ quiet: true });
  await rig.join();
  await rig.hear(":eve!e@h JOIN #a");

  assertEquals(await rig.hear(":eve PRIVMSG #a :hi"), ["HH:MM eve: hi"]);
});

Deno.test("Session separates days", async () => {
  const rig = new SessionRig();
  await rig.join();

  assertEquals(
    await rig.hear(
      "@time=2026-01-03T12:00:00.000Z :bob PRIVMSG #a :one",
      "@time=2026-01-03T12:01:00.000Z :bob PRIVMSG #a :two",
      "@time=2026-01-04T12:00:00.000Z :bob PRIVMSG #a :three",
    ),
    [
      "── Saturday 3 January 2026 ──",
      "HH:MM bob: one",
      "HH:MM bob: two",
      "── Sunday 4 January 2026 ──",
      "HH:MM bob: three",
    ],
  );
});

Deno.test("Session counts those of a crowd, and names them when asked", async () => {
  const rig = new SessionRig();
  await rig.join();
  const names = Array.from({ length: 30 }, (_, index) => `n${index}`);
  const answer = [
    `:irc 353 ann = #b :${names.join(" ")} ann`,
    ":irc 366 ann #b :End",
  ];
  await rig.type("/join b");
  assertEquals(await rig.hear(":ann!a@h JOIN #b", ...answer), [
    "── #b ──",
    "HH:MM You are in #b",
    "HH:MM In #b: 31 people; /names tells who",
  ]);

  const [line] = await rig.hear(...answer);
  assertEquals(line?.startsWith("HH:MM In #b: n0, n1, n2"), true);
});

Deno.test("Session tells who is away", async () => {
  const rig = new SessionRig();
  await rig.join();
  await rig.hear(":bob!b@h AWAY :lunch");

  assertEquals(
    await rig.hear(
      ":irc 353 ann = #a :@bob ann",
      ":irc 366 ann #a :End",
    ),
    ["HH:MM In #a: @bob (away), ann"],
  );
});
