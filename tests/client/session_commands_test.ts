import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import { SessionRig } from "./session_rig.ts";

Deno.test("Session measures how long the server takes to answer", async () => {
  const rig = new SessionRig();
  await rig.join();
  const [ping = ""] = await rig.type("/ping");
  await rig.clock.advance(42);

  assertEquals(await rig.hear(`:irc PONG irc ${ping.slice("PING ".length)}`), [
    "The server answered after 42 ms",
  ]);
  assertEquals(await rig.hear(":irc PONG irc :else"), []);
});

Deno.test("Session says who one is, and what brings others here", async () => {
  const rig = new SessionRig();
  await rig.join();
  await rig.type("/whoami", "/link", "/away lunch");
  assertEquals(rig.terminal.takePrinted(), [
    "You are ann (ann!a@h) at irc.example (host:8080), in #a",
    "chat join irc://host:8080/a",
  ]);
  assertEquals(rig.terminal.statusFor(80), "irc.example · #a (2)");
  await rig.hear(":irc 306 ann :You have been marked as being away");
  assertEquals(rig.terminal.statusFor(80), "irc.example · #a (2) · away");
  await rig.type("/back");
  await rig.hear(":irc 305 ann :You are no longer marked as being away");

  assertEquals(rig.terminal.statusFor(80), "irc.example · #a (2)");
});

Deno.test("Session asks for an operator's password, unseen", async () => {
  const rig = new SessionRig();
  await rig.join();
  rig.terminal.answer = "s3cret word";
  await rig.type("/oper ann");
  await settle();

  assertEquals(rig.conn.output.includes("OPER ann :s3cret word"), true);
});

Deno.test("Session puts what was written in the editor where it is sent from", async () => {
  const rig = new SessionRig();
  await rig.join();
  rig.terminal.edited = "one\ntwo\n";
  await rig.type("/editor");

  assertEquals(rig.terminal.input, "one\ntwo");
});

Deno.test("Session runs commands of one's own", async () => {
  const rig = new SessionRig({ aliases: { hi: "/me says hi to $1" } });
  await rig.join();

  assertEquals(await rig.type("/hi bob"), [
    "@label=m1 PRIVMSG #a :\x01ACTION says hi to bob\x01",
  ]);
  await rig.type("/alias brb be right back", "/alias -hi");
  assertEquals(rig.saved.at(-1)?.aliases, { brb: "be right back" });
  assertEquals(await rig.type("/brb"), ["@label=m2 PRIVMSG #a :be right back"]);
});

Deno.test("Session completes with those who spoke last first", async () => {
  const rig = new SessionRig();
  await rig.join();
  await rig.hear(
    ":irc 353 ann = #a :bea ben bert",
    ":irc 366 ann #a :End",
    ":bert PRIVMSG #a :hi",
  );

  assertEquals(rig.terminal.complete("be"), ["bert: ", "bea: ", "ben: "]);
  assertEquals(rig.terminal.complete("/topi"), ["/topic "]);
});

Deno.test("Session helps in groups, and names those for operators to operators", async () => {
  const rig = new SessionRig();
  await rig.join();
  await rig.type("/help");
  const printed = rig.terminal.takePrinted();
  const titles = printed.filter((line) => line.startsWith("──"));
  assertEquals(titles, [
    "── talk ──",
    "── channels ──",
    "── people ──",
    "── history ──",
    "── screen ──",
    "── settings ──",
    "── server ──",
    "── /help moderation: what operators of a channel can do ──",
  ]);
  await rig.hear(":bob!b@h MODE #a +o ann");
  await rig.type("/help");

  const [title] = rig.terminal.takePrinted()
    .filter((line) => line.startsWith("──")).slice(-1);
  assertEquals(title, "── moderation ──");
});

Deno.test("Session tells what the server says of people in words", async () => {
  const rig = new SessionRig();
  await rig.join();
  const printed = await rig.hear(
    ":irc 311 ann bob ~bob host.example * :Bob Builder",
    ":irc 319 ann bob :@#a #b ",
    ":irc 312 ann bob irc.example :Class 5b",
    ":irc 317 ann bob 125 0 :seconds idle, signon time",
    ":irc 318 ann bob :End of /WHOIS list",
    ":irc 341 ann bob #a",
    ":irc 324 ann #a +nt",
    ":irc 367 ann #a eve!*@* ann",
    ":irc 368 ann #a :End of channel ban list",
    ":irc 301 ann bob :lunch",
  );

  assertEquals(
    printed.map((line) => line.replace(/here since .*/, "here since …")),
    [
      "HH:MM bob is Bob Builder (~bob@host.example)",
      "HH:MM bob is in @#a #b",
      "HH:MM bob is on irc.example (Class 5b)",
      "HH:MM bob has been idle for 2 min, and here since …",
      "HH:MM bob was invited to #a",
      "HH:MM Modes of #a: +nt",
      "HH:MM Banned from #a: eve!*@* (by ann)",
      "HH:MM Nobody else is banned from #a",
      "HH:MM bob is away: lunch",
    ],
  );
});
