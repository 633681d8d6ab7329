import { assertEquals } from "@std/assert/equals";
import { applyMessage } from "../../client/apply_message.ts";
import type { ChatEvent } from "../../client/events.ts";
import { type ChatState, createState } from "../../client/state.ts";
import { parseMessage } from "../../protocol/message.ts";

const NOW = Date.UTC(2026, 0, 1);

function apply(state: ChatState, ...lines: readonly string[]): ChatEvent[] {
  return lines.flatMap((line) => applyMessage(state, parseMessage(line), NOW));
}

/** We are ann, in #a with bob and an operator, and in #b alone. */
function joined(): ChatState {
  const state = createState("ann", "irc.example");
  apply(
    state,
    ":ann!a@h JOIN #a",
    ":irc.example 353 ann = #a :ann bob @+olga",
    ":irc.example 366 ann #a :End",
    ":ann!a@h JOIN #b",
  );
  return state;
}

/** Members of #a with their roles, and `z` for those who are away. */
function members(state: ChatState): string {
  const { members = new Map() } = state.channels.get("#a") ?? {};
  return [...members.values()].map(({ nick, prefix, isAway }) =>
    `${prefix}${nick}${isAway ? " z" : ""}`
  ).join(", ");
}

Deno.test("applyMessage() tells what newer servers say", async (t) => {
  const cases: readonly {
    readonly line: string;
    /** Besides the time. */
    readonly want: Readonly<Record<string, unknown>> | undefined;
  }[] = [
    {
      line: "@+typing=active :bob!b@h TAGMSG #a",
      want: {
        type: "typing",
        from: "bob",
        own: false,
        to: "#a",
        channel: "#a",
        state: "active",
      },
    },
    {
      line: "@+typing=done :bob TAGMSG ann",
      want: {
        type: "typing",
        from: "bob",
        own: false,
        to: "ann",
        state: "done",
      },
    },
    { line: "@+typing=loud :bob TAGMSG #a", want: undefined },
    { line: "@+typing=active :ann TAGMSG #a", want: undefined },
    { line: "@+unknown=1 :bob TAGMSG #a", want: undefined },
    {
      line: "@+draft/react=👍;+draft/reply=x1 :bob TAGMSG #a",
      want: {
        type: "react",
        from: "bob",
        own: false,
        to: "#a",
        channel: "#a",
        text: "👍",
        target: "x1",
        removed: false,
      },
    },
    {
      line: "@+draft/unreact=👍;+reply=x1 :ann TAGMSG bob",
      want: {
        type: "react",
        from: "ann",
        own: true,
        to: "bob",
        text: "👍",
        target: "x1",
        removed: true,
      },
    },
    { line: "@+draft/react=👍 :bob TAGMSG #a", want: undefined },
    { line: "@+draft/react;+draft/reply=x1 :bob TAGMSG #a", want: undefined },
    {
      line: "@+draft/reply=x1;bot :bob PRIVMSG #a :yes",
      want: {
        type: "message",
        from: "bob",
        channel: "#a",
        to: "#a",
        text: "yes",
        replyTo: "x1",
        bot: true,
        own: false,
      },
    },
    {
      line: ":bob REDACT #a x1 :sorry",
      want: {
        type: "redact",
        from: "bob",
        own: false,
        to: "#a",
        channel: "#a",
        id: "x1",
        text: "sorry",
      },
    },
    {
      line: ":bob REDACT ann x1",
      want: {
        type: "redact",
        from: "bob",
        own: false,
        to: "ann",
        id: "x1",
        text: "",
      },
    },
    {
      line: ":bob RENAME #A #new :better",
      want: {
        type: "rename",
        from: "bob",
        channel: "#a",
        name: "#new",
        text: "better",
      },
    },
    { line: ":bob RENAME #a new", want: undefined },
    {
      line: ":bob AWAY :lunch",
      want: { type: "away", from: "bob", text: "lunch" },
    },
    { line: ":bob AWAY", want: { type: "away", from: "bob" } },
    {
      line: ":bob SETNAME :Bob B.",
      want: { type: "setname", from: "bob", text: "Bob B.", own: false },
    },
    { line: ":bob CHGHOST b new.example", want: undefined },
    {
      line: ":bob MODE #A +o-v ann olga",
      want: { type: "mode", from: "bob", channel: "#a", text: "+o-v ann olga" },
    },
    { line: ":ann MODE ann +i", want: undefined },
    {
      line: ":bob INVITE eve #a",
      want: {
        type: "invite",
        from: "bob",
        channel: "#a",
        nick: "eve",
        own: false,
      },
    },
  ];
  for (const { line, want } of cases) {
    await t.step(line, () => {
      assertEquals(
        apply(joined(), line),
        want ? [{ time: NOW, ...want } as unknown as ChatEvent] : [],
      );
    });
  }
});

Deno.test("applyMessage() keeps the roles of members", async (t) => {
  const cases = [
    { lines: [], want: "ann, bob, @+olga" },
    { lines: [":x MODE #a +v bob"], want: "ann, +bob, @+olga" },
    { lines: [":x MODE #a -o olga"], want: "ann, bob, +olga" },
    { lines: [":x MODE #a +vo-o bob ANN olga"], want: "@ann, +bob, +olga" },
    {
      name: "modes between that have values or none",
      lines: [":x MODE #a +bklnvi-l+v *!*@x key 5 bob ann"],
      want: "+ann, +bob, @+olga",
    },
    { lines: [":x MODE #a +v eve", ":x MODE #a +v"], want: "ann, bob, @+olga" },
    { lines: [":olga NICK Olga2"], want: "ann, bob, @+Olga2" },
    {
      lines: [":x MODE #a +o bob", ":bob PART #a", ":bob JOIN #a"],
      want: "ann, @+olga, bob",
    },
    {
      name: "roles that the server has by itself",
      lines: [
        ":s 005 ann PREFIX=(Yov)!@+ CHANMODES=b,k,l,in :are",
        ":x MODE #a +Y bob",
      ],
      want: "ann, !bob, @+olga",
    },
    {
      name: "modes that the server has by itself",
      lines: [":s 005 ann CHANMODES=b,kX,l,in :are", ":x MODE #a +Xo x bob"],
      want: "ann, @bob, @+olga",
    },
    {
      name: "a server whose list of roles makes no sense",
      lines: [":s 005 ann PREFIX=(ov)@ :are", ":x MODE #a +v bob"],
      want: "ann, +bob, @+olga",
    },
  ];
  for (const { name, lines, want } of cases) {
    await t.step(name ?? lines.join(", "), () => {
      const state = joined();
      apply(state, ...lines);

      assertEquals(members(state), want);
    });
  }
});

Deno.test("applyMessage() keeps who is away", () => {
  const state = joined();
  apply(state, ":bob AWAY :lunch");
  assertEquals(members(state), "ann, bob z, @+olga");
  apply(state, ":x MODE #a +v bob", ":bob NICK bobby");
  assertEquals(members(state), "ann, @+olga, +bobby z");
  apply(state, ":irc.example 353 ann = #a :+bobby");
  assertEquals(members(state), "ann, @+olga, +bobby z");
  apply(state, ":bobby AWAY");
  assertEquals(members(state), "ann, @+olga, +bobby");
});

Deno.test("applyMessage() renames a channel in its place, with its members", () => {
  const state = joined();
  state.keys.set("#a", "key");
  apply(state, ":bob RENAME #a #New :better");

  assertEquals([...state.channels.keys()], ["#new", "#b"]);
  assertEquals(state.channels.get("#new")?.name, "#New");
  assertEquals(state.channels.get("#new")?.members.size, 3);
  assertEquals([...state.keys], [["#new", "key"]]);
});

Deno.test("applyMessage() keeps the keys of channels as long as we are there", () => {
  const state = joined();
  apply(state, ":x MODE #a +k one", ":x MODE #b +k two", ":x MODE #c +k no");
  assertEquals([...state.keys], [["#a", "one"], ["#b", "two"]]);
  apply(state, ":x MODE #a +k *");
  assertEquals(state.keys.get("#a"), "one");
  apply(state, ":x MODE #a -k *", ":ann PART #b");
  assertEquals([...state.keys], []);
});

Deno.test("applyMessage() follows our own host", () => {
  const state = joined();
  apply(state, ":bob CHGHOST x other", ":ann CHGHOST a2 new.example");

  assertEquals(state.source, "ann!a2@new.example");
});
