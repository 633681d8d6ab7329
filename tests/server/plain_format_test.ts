import { assertEquals } from "@std/assert/equals";
import { createOutgoing, type OutgoingParts } from "../../server/outgoing.ts";
import { formatPlain, toPlainLines } from "../../server/plain_format.ts";

/** The lines that plain text gets of a message from ann. */
function linesOf(
  command: string,
  params: string[],
  parts: Partial<OutgoingParts> = {},
): string[] {
  return toPlainLines(
    createOutgoing(command, params, {
      time: 0,
      source: "ann!a@host",
      ...parts,
    }),
  );
}

Deno.test("toPlainLines() tells a person what happens", async (t) => {
  const rows = [
    {
      name: "what is said",
      got: linesOf("PRIVMSG", ["#a", "hi"]),
      want: ["ann: hi"],
    },
    {
      name: "a notice",
      got: linesOf("NOTICE", ["#a", "hi"]),
      want: ["ann: hi"],
    },
    {
      name: "a direct message",
      got: linesOf("PRIVMSG", ["bob", "hi"]),
      want: ["(private) ann: hi"],
    },
    {
      name: "a notice of the server",
      got: linesOf("NOTICE", ["bob", "hi"], { displayName: "Class 5b" }),
      want: ["Class 5b: hi"],
    },
    {
      name: "an action",
      got: linesOf("PRIVMSG", ["#a", "\x01ACTION waves\x01"]),
      want: ["* ann waves"],
    },
    {
      name: "a direct action",
      got: linesOf("PRIVMSG", ["bob", "\x01ACTION waves\x01"]),
      want: ["(private) * ann waves"],
    },
    {
      name: "another CTCP as it is",
      got: linesOf("PRIVMSG", ["#a", "\x01VERSION\x01"]),
      want: ["ann: ␁VERSION␁"],
    },
    { name: "no TAGMSG", got: linesOf("TAGMSG", ["#a"]), want: [] },
    { name: "no BATCH", got: linesOf("BATCH", ["+1"]), want: [] },
    {
      name: "a join",
      got: linesOf("JOIN", ["#a"]),
      want: ["-- ann joined #a"],
    },
    { name: "a part", got: linesOf("PART", ["#a"]), want: ["-- ann left #a"] },
    {
      name: "a part with a reason",
      got: linesOf("PART", ["#a", "bye"]),
      want: ["-- ann left #a (bye)"],
    },
    {
      name: "a quit",
      got: linesOf("QUIT", ["Quit"]),
      want: ["-- ann left (Quit)"],
    },
    {
      name: "a new nick",
      got: linesOf("NICK", ["anna"]),
      want: ["-- ann is now anna"],
    },
    {
      name: "a topic",
      got: linesOf("TOPIC", ["#a", "news"]),
      want: ["-- ann set the topic: news"],
    },
    {
      name: "a topic that is gone",
      got: linesOf("TOPIC", ["#a", ""]),
      want: ["-- ann cleared the topic"],
    },
    { name: "an end", got: linesOf("ERROR", ["bye"]), want: ["-- bye"] },
    {
      name: "a kick",
      got: linesOf("KICK", ["#a", "bob", "be good"]),
      want: ["-- ann put bob out of #a (be good)"],
    },
    {
      name: "an invitation",
      got: linesOf("INVITE", ["bob", "#a"]),
      want: ["-- ann invites bob to #a: /join #a"],
    },
    {
      name: "a new name of a channel",
      got: linesOf("RENAME", ["#a", "#b", ""]),
      want: ["-- ann renamed #a to #b"],
    },
    {
      name: "a new name of a channel with a reason",
      got: linesOf("RENAME", ["#a", "#b", "better"]),
      want: ["-- ann renamed #a to #b (better)"],
    },
    {
      name: "modes of a channel",
      got: linesOf("MODE", ["#a", "+mo", "bob"]),
      want: ["-- ann set +mo bob on #a"],
    },
    {
      name: "no modes of a person",
      got: linesOf("MODE", ["bob", "+i"]),
      want: [],
    },
    {
      name: "a kill",
      got: linesOf("KILL", ["bob", "spam"]),
      want: ["-- ann put bob off the server (spam)"],
    },
    {
      name: "what operators tell all",
      got: linesOf("WALLOPS", ["restart at noon"]),
      want: ["-- ann tells all who listen: restart at noon"],
    },
    { name: "not who is away", got: linesOf("AWAY", ["lunch"]), want: [] },
    {
      name: "a failure",
      got: linesOf("FAIL", ["RENAME", "CANNOT_RENAME", "#a", "#b", "No way"]),
      want: ["-- No way"],
    },
    {
      name: "a warning",
      got: linesOf("WARN", ["JOIN", "FULL", "It is full"]),
      want: ["-- It is full"],
    },
    {
      name: "a note",
      got: linesOf("NOTE", ["*", "HELLO", "Good morning"]),
      want: ["-- Good morning"],
    },
    {
      name: "that somebody is away",
      got: linesOf("301", ["ann", "bob", "lunch"]),
      want: ["-- bob is away: lunch"],
    },
    {
      name: "a knock",
      got: linesOf("710", ["ann", "#a", "bob!b@host", "has asked: hi"]),
      want: ["-- bob at #a has asked: hi"],
    },
    {
      name: "names",
      got: linesOf("353", ["bob", "=", "#a", "ann bob"]),
      want: ["-- here: ann bob"],
    },
    {
      name: "the end of names",
      got: linesOf("366", ["bob", "#a", "End"]),
      want: [],
    },
    {
      name: "an error",
      got: linesOf("412", ["bob", "No text to send"]),
      want: ["-- No text to send"],
    },
    {
      name: "an error with its cause",
      got: linesOf("403", ["bob", "#a", "No such channel"]),
      want: ["-- #a: No such channel"],
    },
  ];
  for (const { name, got, want } of rows) {
    await t.step(name, () => assertEquals(got, want));
  }
});

Deno.test("toPlainLines() puts the name before each line of a multi-line message", () => {
  const lines = ["hi", "", "bob: I am ann"].map((text) => ({
    text,
    concat: false,
  }));

  assertEquals(linesOf("PRIVMSG", ["#a"], { lines }), [
    "ann: hi",
    "ann: ",
    "ann: bob: I am ann",
  ]);
  assertEquals(
    linesOf("PRIVMSG", ["ann"], { lines })[2],
    "(private) ann: bob: I am ann",
  );
});

Deno.test("toPlainLines() drops colours and shows every control byte", () => {
  assertEquals(
    linesOf("PRIVMSG", [
      "#a",
      "\x02b\x02 \x0304,12red\x03 \x1b[2J\x07\x7f\x9b\t|",
    ]),
    [
      "ann: b red ␛[2J␇␡\ufffd    |",
    ],
  );
});

Deno.test("formatPlain() ends each line with LF", () => {
  const lines = ["a", "b"].map((text) => ({ text, concat: false }));
  const message = createOutgoing("PRIVMSG", ["#a"], {
    time: 0,
    source: "ann!a@host",
    lines,
  });

  assertEquals(formatPlain(message), "ann: a\nann: b\n");
  assertEquals(
    formatPlain(createOutgoing("AWAY", ["lunch"], { time: 0 })),
    "",
  );
});
