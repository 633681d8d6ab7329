import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import { FakeConn } from "../fakes/fake_conn.ts";
import { ALL_CAPABILITIES } from "./rig.ts";
import { SessionRig } from "./session_rig.ts";

const REFUSED = "Cannot say that as you are no longer in #a: " +
  "/join #a goes back, /close closes it";

Deno.test("Session keeps the shown channel when one is put out, and says nothing elsewhere", async () => {
  const rig = new SessionRig();
  await rig.join(["#a", "#b"]);
  await rig.hear(":bob!b@h KICK #a ann :out");
  assertEquals(rig.terminal.statusFor(80), "irc.example · #a (left)");
  for (const text of ["you fool", "/me cries"]) {
    assertEquals(await rig.type(text), []);
    assertEquals(rig.terminal.takePrinted(), [REFUSED]);
    assertEquals(rig.terminal.input, text);
    rig.terminal.change("");
  }
  assertEquals(await rig.type("/join #a"), ["JOIN #a"]);
  await rig.hear(":ann!a@h JOIN #a");

  assertEquals(await rig.type("hi"), ["@label=m1 PRIVMSG #a :hi"]);
});

Deno.test("Session keeps what was typed since a text was refused", async () => {
  const rig = new SessionRig();
  await rig.join();
  await rig.hear(":bob!b@h KICK #a ann");
  rig.terminal.change("and th");
  await rig.type("one");

  assertEquals(rig.terminal.input, "one\nand th");
});

Deno.test("Session keeps the shown channel when one is not let in again", async () => {
  const rig = new SessionRig();
  await rig.join();
  rig.conn.fail(new Deno.errors.ConnectionReset());
  await settle();
  rig.conn = new FakeConn();
  await rig.type("/names");
  await rig.welcome(ALL_CAPABILITIES);
  await rig.hear(":irc 473 ann #a :Cannot join channel (+i)");
  rig.conn.takeLines();

  assertEquals(rig.terminal.prompt, "#a> ");
  assertEquals(rig.terminal.statusFor(80), "irc.example · #a (left)");
  assertEquals(await rig.type("hello?"), []);
  assertEquals(rig.terminal.input, "hello?");
  assertEquals(await rig.type("/close"), []);
  assertEquals(rig.terminal.prompt, "> ");
});

Deno.test("Session closes a channel that one leaves, and forgets its draft", async () => {
  const rig = new SessionRig();
  await rig.join();
  const { draft } = rig.terminal;
  await rig.type("/part");
  await rig.hear(":ann!a@h PART #a");

  assertEquals(rig.terminal.prompt, "> ");
  assertEquals(rig.terminal.draftCarries, true);
  assertEquals(rig.terminal.droppedDrafts, [draft]);
});

Deno.test("Session takes along what is typed when it switches by itself", async () => {
  const rig = new SessionRig();
  await rig.join();
  assertEquals(rig.terminal.draftCarries, true);
  await rig.type("/query bob");
  assertEquals(rig.terminal.draftCarries, false);
  await rig.type("/join #b");
  await rig.hear(":ann!a@h JOIN #b");

  assertEquals(rig.terminal.prompt, "#b> ");
  assertEquals(rig.terminal.draftCarries, true);
});

Deno.test("Session shows what one says to somebody elsewhere", async () => {
  const rig = new SessionRig();
  await rig.join();
  assertEquals(await rig.type("/msg bob psst"), [
    "@label=m1 PRIVMSG bob :psst",
  ]);
  assertEquals(rig.terminal.takePrinted(), ["→ bob: psst"]);
  await rig.hear("@label=m1 :ann!a@h PRIVMSG bob :psst");
  assertEquals(rig.terminal.statusFor(80), "irc.example · #a (2) · 2:bob");
  rig.terminal.press("alt+2");
  assertEquals(rig.terminal.takePrinted(), ["── bob ──", "HH:MM ann: psst"]);
  rig.terminal.press("alt+1");

  assertEquals(rig.terminal.statusFor(80), "irc.example · #a (2)");
});

Deno.test("Session tells nobody that one types who only looks at another draft", async () => {
  const rig = new SessionRig();
  await rig.join(["#a", "#b"]);
  rig.terminal.change("h");
  assertEquals(await rig.type(), ["@label=tags;+typing=active TAGMSG #a"]);
  rig.terminal.press("alt+2");
  rig.terminal.change("");
  assertEquals(await rig.type(), ["@label=tags;+typing=done TAGMSG #a"]);
  rig.terminal.press("alt+1");
  rig.terminal.change("h");
  assertEquals(await rig.type(), []);
  rig.terminal.change("he");

  assertEquals(await rig.type(), ["@label=tags;+typing=active TAGMSG #a"]);
});

Deno.test("Session forgets who types by the clock of this machine", async () => {
  const rig = new SessionRig();
  await rig.join();
  await rig.hear(
    "@time=2036-01-03T12:00:00.000Z;+typing=active :bob!b@h TAGMSG #a",
  );
  assertEquals(
    rig.terminal.statusFor(80),
    "irc.example · #a (2) · bob is typing",
  );
  for (let second = 0; second < 6; second++) await rig.clock.advance(1_000);

  assertEquals(rig.terminal.statusFor(80), "irc.example · #a (2)");
});
