import { assertEquals } from "@std/assert/equals";
import { SessionRig } from "./session_rig.ts";

Deno.test("Session quotes what is answered, reacted to and taken back", async () => {
  const rig = new SessionRig();
  await rig.join();
  const printed = await rig.hear(
    "@msgid=1 :bob PRIVMSG #a :shall we have lunch at the usual place at noon?",
    "@msgid=2;+draft/reply=1 :eve PRIVMSG #a :yes",
    "@+draft/react=👍;+draft/reply=1 :dan TAGMSG #a",
    "@+draft/unreact=👍;+draft/reply=1 :dan TAGMSG #a",
    ":eve REDACT #a 2",
    ":eve REDACT #a 2 :twice",
    "@+draft/reply=0 :eve PRIVMSG #a :no",
  );

  assertEquals(printed, [
    "HH:MM bob: shall we have lunch at the usual place at noon?",
    "      > bob: shall we have lunch at the usual place…",
    "HH:MM eve: yes",
    'HH:MM dan 👍 "shall we have lunch at the usual place…"',
    'HH:MM dan took back 👍 "shall we have lunch at the usual place…"',
    'HH:MM eve took back "yes"',
    "HH:MM eve took back an earlier message (twice)",
    "      > an earlier message",
    "HH:MM eve: no",
  ]);
});

Deno.test("Session answers, reacts to and takes back the message n back", async () => {
  const rig = new SessionRig();
  await rig.join();
  await rig.hear(
    "@msgid=1 :bob PRIVMSG #a :one",
    "@msgid=2 :eve PRIVMSG #a :two",
    "@msgid=3 :ann!a@h PRIVMSG #a :three",
  );

  assertEquals(await rig.type("/re yes"), [
    "@label=m1;+draft/reply=2 PRIVMSG #a :yes",
  ]);
  assertEquals(rig.terminal.waiting, ["> eve: two ann: yes"]);
  assertEquals(await rig.type("/re 3 4 of us"), [
    "@label=m2;+draft/reply=1 PRIVMSG #a :4 of us",
  ]);
  assertEquals(
    (await rig.type("/react 2 :+1:")).map((line) =>
      line.replace(/^@label=tags;/, "@")
    ),
    ["@+draft/react=👍;+draft/reply=2 TAGMSG #a"],
  );
  assertEquals(await rig.type("/delete"), ["REDACT #a 3"]);
});

Deno.test("Session says so where there is no message to answer", async () => {
  const rig = new SessionRig();
  await rig.join();
  await rig.type("/re hi", "/delete", "/reply hi", "/delete x");
  await rig.hear(":bob PRIVMSG #a :one");
  rig.terminal.takePrinted();
  assertEquals(await rig.type("/react x"), []);

  assertEquals(rig.terminal.takePrinted(), [
    'Cannot answer "one" as this server gives messages no ids',
  ]);
});

Deno.test("Session answers the last direct message", async () => {
  const rig = new SessionRig();
  await rig.join();
  await rig.hear(":bob PRIVMSG ann :one", ":eve PRIVMSG ann :two");

  assertEquals(await rig.type("/r hi"), ["@label=m1 PRIVMSG eve :hi"]);
});

Deno.test("Session shows notices where one reads, unless one talks with their source", async () => {
  const rig = new SessionRig();
  await rig.join();
  assertEquals(await rig.hear(":NickServ!n@s NOTICE ann :Welcome"), [
    "HH:MM -NickServ (private)- Welcome",
  ]);
  await rig.type("/query nickserv");
  rig.terminal.takePrinted();
  assertEquals(await rig.hear(":NickServ!n@s NOTICE ann :Again"), [
    "HH:MM -NickServ- Again",
  ]);

  assertEquals(await rig.type("/notice bob hi"), ["NOTICE bob :hi"]);
});

Deno.test("Session tells others that one types, unless one does not like it", async () => {
  const rig = new SessionRig();
  await rig.join();
  const sent = () =>
    rig.conn.takeLines().map((line) => line.replace(/^@label=tags;/, "@"));
  rig.terminal.change("h");
  await rig.clock.advance(0);
  assertEquals(sent(), ["@+typing=active TAGMSG #a"]);
  rig.terminal.change("");
  await rig.clock.advance(0);
  assertEquals(sent(), ["@+typing=done TAGMSG #a"]);
  await rig.type("/set typing off");
  rig.terminal.change("h");
  await rig.clock.advance(0);

  assertEquals(sent(), []);
});

Deno.test("Session shows who is typing, for as long as they do", async () => {
  const rig = new SessionRig();
  await rig.join();
  const status = () => rig.terminal.statusFor(80);
  await rig.hear("@+typing=active :bob TAGMSG #a");
  assertEquals(status(), "irc.example · #a (2) · bob is typing");
  await rig.hear("@+typing=active :eve TAGMSG #a");
  assertEquals(status(), "irc.example · #a (2) · bob and eve are typing");
  await rig.hear(":bob PRIVMSG #a :hi");
  assertEquals(status(), "irc.example · #a (2) · eve is typing");
  await rig.clock.advance(6_000);

  assertEquals(status(), "irc.example · #a (2)");
});

Deno.test("Session hides what those say whom one ignores", async () => {
  const rig = new SessionRig();
  await rig.join();
  await rig.type("/ignore BOB");
  assertEquals(rig.saved.at(-1)?.ignored, ["BOB"]);
  rig.terminal.takePrinted();
  assertEquals(
    await rig.hear(
      ":bob PRIVMSG #a :spam",
      ":bob PRIVMSG ann :spam",
      "@+typing=active :bob TAGMSG #a",
      ":bob INVITE ann #spam",
    ),
    [],
  );
  assertEquals(rig.terminal.statusFor(80), "irc.example · #a (2)");
  await rig.type("/ignore bob");
  rig.terminal.takePrinted();

  assertEquals(await rig.hear(":bob PRIVMSG #a :hi"), ["HH:MM bob: hi"]);
});

Deno.test("Session alerts somebody who looks elsewhere", async (t) => {
  const mention = ":bob PRIVMSG #a :ann: lunch?";
  const direct = ":bob PRIVMSG ann :lunch?";
  const other = ":bob PRIVMSG #a :lunch?";
  const bell = { bell: true };
  const cases = [
    { name: "of a mention", line: mention, want: [bell] },
    { name: "of a direct message", line: direct, want: [bell] },
    { name: "not of others' talk", line: other, want: [] },
    {
      name: "of others' talk by choice",
      settings: { notify: "all" as const },
      line: other,
      want: [bell],
    },
    {
      name: "of nothing by choice",
      settings: { notify: "off" as const },
      line: direct,
      want: [],
    },
    {
      name: "of nothing in a mute channel",
      settings: { muted: ["#A"] },
      line: mention,
      want: [],
    },
    {
      name: "on the desktop by choice",
      settings: { bell: false, notification: true },
      line: mention,
      want: [{
        bell: false,
        notification: { title: "bob in #a", text: "ann: lunch?" },
      }],
    },
    {
      name: "in no way at all",
      settings: { bell: false },
      line: mention,
      want: [],
    },
    { name: "not of what one says", line: ":ann PRIVMSG #a :ann", want: [] },
  ];
  for (const { name, settings, line, want } of cases) {
    await t.step(name, async () => {
      const rig = new SessionRig(settings);
      await rig.join();
      rig.terminal.hasFocus = false;
      await rig.hear(line);

      assertEquals(rig.terminal.alerts, want);
    });
  }
});

Deno.test("Session does not alert somebody who looks here", async () => {
  const rig = new SessionRig();
  await rig.join();
  await rig.hear(":bob PRIVMSG #a :ann: lunch?");

  assertEquals(rig.terminal.alerts, []);
});

Deno.test("Session answers in a channel what was said there, not what came beside it", async () => {
  const rig = new SessionRig();
  await rig.join();
  await rig.hear(
    "@msgid=1 :bob PRIVMSG #a :public",
    "@msgid=2 :bob NOTICE ann :private",
  );

  assertEquals(await rig.type("/re thanks"), [
    "@label=m1;+draft/reply=1 PRIVMSG #a :thanks",
  ]);
});
