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
    { name: "no mode", got: linesOf("MODE", ["#a", "+m"]), want: [] },
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
    formatPlain(createOutgoing("MODE", ["#a", "+m"], { time: 0 })),
    "",
  );
});
