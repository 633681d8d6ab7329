import { assertEquals } from "@std/assert/equals";
import { applyMessage } from "../../client/apply_message.ts";
import type { ChatEvent } from "../../client/events.ts";
import {
  type ChatState,
  createState,
  sourceBytes,
} from "../../client/state.ts";
import { parseMessage } from "../../protocol/message.ts";

const NOW = Date.UTC(2026, 0, 1);

function apply(state: ChatState, ...lines: readonly string[]): ChatEvent[] {
  return lines.flatMap((line) => applyMessage(state, parseMessage(line), NOW));
}

/** We are ann, in #a with bob and in #B alone. */
function joined(): ChatState {
  const state = createState("ann", "irc.example");
  apply(
    state,
    ":ann!a@h JOIN #a",
    ":irc 353 ann = #a :@ann",
    ":irc 353 ann = #a :+bob",
    ":irc 366 ann #a :End",
    ":ann!a@h JOIN #B",
  );
  return state;
}

function members(state: ChatState, channel: string): string[] | undefined {
  const members = state.channels.get(channel)?.members;
  return members && [...members.values()].map(({ nick }) => nick);
}

Deno.test("applyMessage() keeps no more than there is room for", async (t) => {
  await t.step("members", () => {
    const state = joined();
    for (let line = 0; line < 101; line++) {
      const names = Array.from({ length: 1_000 }, (_, n) => `p${line}-${n}`);
      apply(state, `:irc 353 ann = #a :${names.join(" ")}`);
    }
    apply(state, ":late!l@h JOIN #a");
    const members = state.channels.get("#a")?.members;

    assertEquals(members?.size, 100_000);
    assertEquals(members?.has("late"), false);
    const [names] = apply(state, ":irc 366 ann #a :End");
    assertEquals(names?.type === "names" && names.names.length, 100_000);
  });

  await t.step("channels", () => {
    const state = joined();
    for (let n = 0; n < 1_000; n++) apply(state, `:ann!a@h JOIN #c${n}`);

    assertEquals(state.channels.size, 1_000);
    assertEquals(apply(state, ":ann!a@h JOIN #late"), []);
    assertEquals(apply(state, ":ann!a@h JOIN #A").length, 1);
  });

  await t.step("answers without an end", () => {
    const state = joined();
    for (let n = 0; n < 1_001; n++) apply(state, `:irc 353 ann = #c${n} :x`);

    assertEquals(state.names.size, 1_000);
  });
});

Deno.test("applyMessage() tells what happened", async (t) => {
  const cases: readonly {
    readonly line: string;
    /** Besides the time. */
    readonly want: Readonly<Record<string, unknown>> | undefined;
  }[] = [
    {
      line: "@msgid=x :bob!b@h PRIVMSG #a :hi",
      want: {
        type: "message",
        from: "bob",
        channel: "#a",
        to: "#a",
        text: "hi",
        id: "x",
        own: false,
      },
    },
    {
      line: ":ANN!a@h PRIVMSG bob :hi",
      want: { type: "message", from: "ANN", to: "bob", text: "hi", own: true },
    },
    {
      line: ":bob PRIVMSG #a :\x01ACTION waves\x01",
      want: {
        type: "action",
        from: "bob",
        channel: "#a",
        to: "#a",
        text: "waves",
        own: false,
      },
    },
    {
      line: ":bob PRIVMSG ann :\x01VERSION\x01",
      want: {
        type: "notice",
        from: "bob",
        to: "ann",
        text: "CTCP VERSION",
        own: false,
      },
    },
    {
      line: ":bob NOTICE @#a :hi",
      want: {
        type: "notice",
        from: "bob",
        channel: "#a",
        to: "@#a",
        text: "hi",
        own: false,
      },
    },
    {
      line: "NOTICE ann :hi",
      want: {
        type: "notice",
        from: "irc.example",
        to: "ann",
        text: "hi",
        own: false,
      },
    },
    {
      line: ":eve!e@h JOIN #A",
      want: { type: "join", from: "eve", channel: "#a", own: false },
    },
    {
      line: ":bob PART #a :bye",
      want: {
        type: "part",
        from: "bob",
        channel: "#a",
        text: "bye",
        own: false,
      },
    },
    {
      line: ":bob QUIT :gone",
      want: {
        type: "quit",
        from: "bob",
        channels: ["#a"],
        text: "gone",
        own: false,
      },
    },
    {
      line: ":bob KICK #a ann :out",
      want: {
        type: "kick",
        from: "bob",
        channel: "#a",
        nick: "ann",
        text: "out",
        own: true,
      },
    },
    {
      line: ":bob KICK #A BOB",
      want: {
        type: "kick",
        from: "bob",
        channel: "#a",
        nick: "BOB",
        text: "",
        own: false,
      },
    },
    {
      line: ":bob INVITE ANN #new",
      want: {
        type: "invite",
        from: "bob",
        channel: "#new",
        nick: "ANN",
        own: true,
      },
    },
    {
      line: ":bob INVITE eve #A",
      want: {
        type: "invite",
        from: "bob",
        channel: "#a",
        nick: "eve",
        own: false,
      },
    },
    {
      line: ":bob NICK rob",
      want: { type: "nick", from: "bob", nick: "rob", own: false },
    },
    {
      line: ":bob TOPIC #a :new",
      want: { type: "topic", from: "bob", channel: "#a", text: "new" },
    },
    {
      line: ":irc 332 ann #a :old",
      want: { type: "topic", channel: "#a", text: "old" },
    },
    {
      line: ":irc 331 ann #a :No topic is set",
      want: { type: "topic", channel: "#a", text: "" },
    },
    {
      line: ":irc 322 ann #a 12 :what",
      want: { type: "list", channel: "#a", members: 12, text: "what" },
    },
    {
      line: ":irc 404 ann #a :No",
      want: { type: "error", code: "404", subject: "#a", text: "#a: No" },
    },
    {
      line: ":irc 451 ann :No",
      want: { type: "error", code: "451", text: "No" },
    },
    {
      line: ":irc FAIL JOIN BAD #a :No",
      want: {
        type: "error",
        code: "BAD",
        command: "JOIN",
        subject: "#a",
        text: "No",
      },
    },
    { line: ":irc NOTE * X :Note", want: { type: "info", text: "Note" } },
    { line: ":irc 372 ann :- Motd", want: { type: "info", text: "- Motd" } },
    {
      line: ":irc 301 ann bob :away",
      want: { type: "info", text: "bob is away: away" },
    },
    { line: ":irc 005 ann X=1 :are supported", want: undefined },
    { line: ":irc 376 ann :End", want: undefined },
    { line: ":irc TAGMSG #a", want: undefined },
  ];
  for (const { line, want } of cases) {
    await t.step(line, () => {
      const wanted = want === undefined ? [] : [{ time: NOW, ...want }];
      assertEquals<unknown>(apply(joined(), line), wanted);
    });
  }
});

Deno.test("applyMessage() takes the server's time, if it is one", () => {
  const at = (time: string) =>
    apply(joined(), `@time=${time} :bob PRIVMSG #a :hi`)[0]?.time;

  assertEquals(
    at("2026-03-04T05:06:07.008Z"),
    Date.UTC(2026, 2, 4, 5, 6, 7, 8),
  );
  assertEquals(at("yesterday"), NOW);
  assertEquals(at(""), NOW);
});

Deno.test("applyMessage() keeps who is where", async (t) => {
  const cases = [
    { line: ":eve JOIN #a", want: ["ann", "bob", "eve"] },
    { line: ":bob PART #A", want: ["ann"] },
    { line: ":ann KICK #a BOB :x", want: ["ann"] },
    { line: ":bob QUIT :x", want: ["ann"] },
    { line: ":bob NICK Bob2", want: ["ann", "Bob2"] },
    { line: ":ann PART #a", want: undefined },
    { line: ":bob KICK #a ann :x", want: undefined },
    { line: ":irc 353 ann = #a :eve!e@h", want: ["ann", "bob", "eve"] },
  ];
  for (const { line, want } of cases) {
    await t.step(line, () => {
      const state = joined();
      apply(state, line);

      assertEquals(members(state, "#a"), want);
      assertEquals(members(state, "#b"), ["ann"]);
    });
  }
});

Deno.test("applyMessage() enters no channel that cannot be named on the wire", async (t) => {
  for (const name of ["#a b", "#a,b", "#\x1b[2J", "#", "", "lobby"]) {
    await t.step(`"${name}"`, () => {
      const state = joined();

      assertEquals(apply(state, `:ann!a@h JOIN :${name}`), []);
      assertEquals([...state.channels.keys()], ["#a", "#b"]);
    });
  }
});

Deno.test("applyMessage() gives the names when they are complete", () => {
  const events = apply(
    joined(),
    ":irc 353 ann = #x :@eve mallory",
    ":irc 353 ann = #x :peggy ",
    ":irc 366 ann #x :End",
    ":irc 366 ann #nobody :End",
  );

  assertEquals(events, [
    {
      type: "names",
      time: NOW,
      channel: "#x",
      names: ["@eve", "mallory", "peggy"],
    },
    { type: "names", time: NOW, channel: "#nobody", names: [] },
  ]);
});

Deno.test("applyMessage() follows our own nick and source", () => {
  const state = createState("ann", "irc.example");
  const guess = sourceBytes(state);
  apply(state, ":ann!a@h JOIN #a");
  assertEquals(sourceBytes(state), "ann!a@h".length);
  const [event] = apply(state, ":ann!a@h NICK annie");

  assertEquals(event?.type === "nick" && event.own, true);
  assertEquals(state.nick, "annie");
  assertEquals(sourceBytes(state), "annie!a@h".length);
  assertEquals(guess, "ann!@".length + 16 + 63);
});

Deno.test("applyMessage() gives what the server says the name that people see", () => {
  const state = createState("ann", "class-5b.chat");

  const events = apply(
    state,
    ":class-5b.chat 005 ann NETWORK=class\\x205b :are supported",
    ":class-5b.chat PRIVMSG #a :good morning",
    ":bob!b@h PRIVMSG #a :morning",
  );

  assertEquals(events.map((event) => "from" in event && event.from), [
    "class 5b",
    "bob",
  ]);
});
