import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { Batches } from "../../client/batches.ts";
import { type Message, parseMessage } from "../../protocol/message.ts";

function push(batches: Batches, ...lines: readonly string[]): Message[] {
  return lines.flatMap((line) => batches.push(parseMessage(line)))
    .filter((whole) => "command" in whole);
}

/** Text of each message, with its label if it has one. */
function summary(messages: readonly Message[]): string[] {
  return messages.map(({ command, params, tags }) => {
    const label = tags.get("label");
    const text = params.at(-1) ?? "";
    return `${command} ${text}${label === undefined ? "" : ` [${label}]`}`;
  });
}

Deno.test("Batches.push() puts together what a server sends", async (t) => {
  const cases = [
    {
      name: "no batch",
      lines: [":bob PRIVMSG #a :hi"],
      want: ["PRIVMSG hi"],
    },
    {
      name: "a multi-line message",
      lines: [
        ":bob BATCH +1 draft/multiline #a",
        "@batch=1 :bob PRIVMSG #a :one",
        "@batch=1 :bob PRIVMSG #a :",
        "@batch=1 :bob PRIVMSG #a :two ",
        "@batch=1;draft/multiline-concat :bob PRIVMSG #a :halves",
        "BATCH -1",
      ],
      want: ["PRIVMSG one\n\ntwo halves"],
    },
    {
      name: "a message from somebody else in between",
      lines: [
        "BATCH +1 draft/multiline #a",
        "@batch=1 :bob PRIVMSG #a :one",
        ":eve PRIVMSG #a :I am here",
        "@batch=1 :bob PRIVMSG #a :two",
        "BATCH -1",
      ],
      want: ["PRIVMSG I am here", "PRIVMSG one\ntwo"],
    },
    {
      name: "two at the same time",
      lines: [
        "BATCH +1 draft/multiline #a",
        "BATCH +2 draft/multiline #b",
        "@batch=2 :eve PRIVMSG #b :b1",
        "@batch=1 :bob PRIVMSG #a :a1",
        "@batch=2 :eve PRIVMSG #b :b2",
        "BATCH -2",
        "BATCH -1",
      ],
      want: ["PRIVMSG b1\nb2", "PRIVMSG a1"],
    },
    {
      name: "a labelled multi-line message",
      lines: [
        "@label=7 :bob BATCH +1 draft/multiline #a",
        "@batch=1 :bob PRIVMSG #a :one",
        "BATCH -1",
      ],
      want: ["PRIVMSG one [7]"],
    },
    {
      name: "an answer of several messages",
      lines: [
        "@label=7 BATCH +1 labeled-response",
        "@batch=1 :irc 301 ann bob :away",
        "@batch=1 :ann PRIVMSG bob :hi",
        "BATCH -1",
      ],
      want: ["301 away [7]", "PRIVMSG hi [7]", "ACK  [7]"],
    },
    {
      name: "a multi-line message in an answer",
      lines: [
        "@label=7 BATCH +1 labeled-response",
        "@batch=1 BATCH +2 draft/multiline #a",
        "@batch=2 :ann PRIVMSG #a :one",
        "@batch=2 :ann PRIVMSG #a :two",
        "BATCH -2",
        "BATCH -1",
      ],
      want: ["PRIVMSG one\ntwo [7]", "ACK  [7]"],
    },
    {
      name: "a batch of a type that it does not know",
      lines: [
        "BATCH +1 netsplit a b",
        "@batch=1 :bob QUIT :a b",
        "BATCH -1",
      ],
      want: ["QUIT a b"],
    },
    {
      name: "an empty batch",
      lines: ["BATCH +1 draft/multiline #a", "BATCH -1"],
      want: [],
    },
    { name: "the end of no batch", lines: ["BATCH -1", "BATCH"], want: [] },
    {
      name: "a line of no batch that is open",
      lines: ["@batch=9 :bob PRIVMSG #a :hi"],
      want: ["PRIVMSG hi"],
    },
  ];
  for (const { name, lines, want } of cases) {
    await t.step(name, () => {
      assertEquals(summary(push(new Batches(), ...lines)), want);
    });
  }
});

Deno.test("Batches.push() keeps the tags and source of the opening", () => {
  const [message] = push(
    new Batches(),
    "@msgid=x;time=2026-01-01T00:00:00.000Z :bob!b@h BATCH +1 draft/multiline #a",
    "@batch=1 :bob!b@h PRIVMSG #a :one",
    "BATCH -1",
  );

  assertEquals(message?.tags.get("msgid"), "x");
  assertEquals(message?.source, "bob!b@h");
  assertEquals(message?.params, ["#a", "one"]);
});

Deno.test("Batches.push() hands on what an endless batch has so far", () => {
  const batches = new Batches();
  push(batches, "BATCH +1 draft/multiline #a");
  const line = `@batch=1 :bob PRIVMSG #a :${"x".repeat(10_000)}`;
  const messages = push(batches, ...Array.from({ length: 200 }, () => line));

  const lengths = messages.map(({ params }) => params[1]?.length ?? 0);
  assert((lengths[0] ?? 0) > 1024 * 1024, "the first part is large");
  assertEquals(
    lengths.reduce((sum, length) => sum + length, 0),
    200 * 10_000 + 104,
  );
});

Deno.test("Batches.push() opens no more batches than it can hold", () => {
  const batches = new Batches();
  for (let index = 0; index < 1000; index++) {
    push(batches, `BATCH +${index} draft/multiline #a`);
  }

  const messages = push(batches, "@batch=999 :bob PRIVMSG #a :hi");

  assertEquals(summary(messages), ["PRIVMSG hi"]);
});

Deno.test("Batches.push() keeps together what the server has kept", async (t) => {
  const cases = [
    {
      name: "history",
      lines: [
        "@label=q1 BATCH +1 chathistory #a",
        "@batch=1 :bob PRIVMSG #a :one",
        ":eve PRIVMSG #a :now",
        "@batch=1 :bob JOIN #a",
        "BATCH -1",
      ],
      want: ["PRIVMSG now", "chathistory #a [q1]: PRIVMSG one, JOIN #a"],
    },
    {
      name: "nothing",
      lines: ["BATCH +1 chathistory #a", "BATCH -1"],
      want: ["chathistory #a: "],
    },
    {
      name: "several lines of one message in it",
      lines: [
        "BATCH +1 chathistory #a",
        "@batch=1 :bob BATCH +2 draft/multiline #a",
        "@batch=2 :bob PRIVMSG #a :one",
        "@batch=2 :bob PRIVMSG #a :two",
        "BATCH -2",
        "@batch=1 :bob PRIVMSG #a :three",
        "BATCH -1",
      ],
      want: ["chathistory #a: PRIVMSG one\ntwo, PRIVMSG three"],
    },
    {
      name: "within an answer",
      lines: [
        "@label=q1 BATCH +0 labeled-response",
        "@batch=0 BATCH +1 chathistory #a",
        "@batch=1 :bob PRIVMSG #a :one",
        "@batch=0 BATCH -1",
        "BATCH -0",
      ],
      want: ["chathistory #a [q1]: PRIVMSG one", "ACK  [q1]"],
    },
    {
      name: "without a place",
      lines: ["BATCH +1 chat/search", "BATCH -1"],
      want: ["chat/search : "],
    },
    {
      name: "without an end",
      lines: ["BATCH +1 chathistory #a", "@batch=1 :bob PRIVMSG #a :one"],
      want: [],
    },
  ];
  for (const { name, lines, want } of cases) {
    await t.step(name, () => {
      const batches = new Batches();
      const given = lines.flatMap((line) => batches.push(parseMessage(line)));

      assertEquals(
        given.flatMap((whole) => {
          if ("command" in whole) return summary([whole]);
          const label = whole.label === undefined ? "" : ` [${whole.label}]`;
          const messages = summary(whole.messages).join(", ");
          return [`${whole.type} ${whole.target}${label}: ${messages}`];
        }),
        want,
      );
    });
  }
});

Deno.test("Batches.push() keeps no more together than there is room for", async (t) => {
  const cases = [
    { name: "messages", text: "x", count: 3_000, want: 2_000 },
    { name: "characters", text: "x".repeat(200_000), count: 200, want: 167 },
  ];
  for (const { name, text, count, want } of cases) {
    await t.step(name, () => {
      const batches = new Batches();
      batches.push(parseMessage("BATCH +1 chathistory #a"));
      const message = parseMessage(`@batch=1 :bob PRIVMSG #a :${text}`);
      for (let index = 0; index < count; index++) batches.push(message);
      const [whole] = batches.push(parseMessage("BATCH -1"));

      assert(whole && "messages" in whole);
      assertEquals(whole.messages.length, want);
      assertEquals(whole.isCut, true);
    });
  }
});

Deno.test("Batches.push() keeps no more in all batches than there is room for", () => {
  const batches = new Batches();
  const text = "x".repeat(1_000_000);
  const fill = (name: string) => {
    push(batches, `BATCH +${name} chathistory #a`);
    for (let index = 0; index < 10; index++) {
      push(batches, `@batch=${name};+draft/x=${text} :bob PRIVMSG #a :${text}`);
    }
  };
  for (const name of ["1", "2", "3", "2"]) fill(name);
  const counts = ["1", "2", "3"].map((name) => {
    const [whole] = batches.push(parseMessage(`BATCH -${name}`));
    assert(whole && "messages" in whole);
    return [whole.messages.length, whole.isCut];
  });

  // The second of the same name takes the place of the first.
  assertEquals(counts, [[10, undefined], [6, true], [0, true]]);
  fill("1");
  const [whole] = batches.push(parseMessage("BATCH -1"));
  assert(whole && "messages" in whole);
  assertEquals(whole.messages.length, 10);
});

Deno.test("Batches.push() puts the lines of an edit together", () => {
  const batches = new Batches();
  const [message] = push(
    batches,
    "@msgid=2 :bob BATCH +1 draft/multiline #a",
    "@batch=1 :bob EDITMSG #a id1 :one",
    "@batch=1 :bob EDITMSG #a id1 :two",
    "BATCH -1",
  );

  assertEquals(message?.command, "EDITMSG");
  assertEquals(message?.params, ["#a", "id1", "one\ntwo"]);
});
