import { assertEquals } from "@std/assert/equals";
import { formatEvent } from "../../../client/ui/display.ts";
import type { ChatEvent } from "../../../client/events.ts";

/** A quarter to seven, wherever the test runs. */
const time = new Date(2026, 0, 2, 6, 45).getTime();
const said = { time, from: "bob", to: "#a", text: "hi", own: false } as const;
const here = { ...said, channel: "#a" } as const;

function format(event: ChatEvent): string {
  return formatEvent(event, { place: "#a" })
    .map((spans) => spans.map(({ text }) => text).join("")).join("|");
}

Deno.test("formatEvent() says what happened", async (t) => {
  const cases: readonly {
    readonly name: string;
    readonly event: ChatEvent;
    readonly want: string;
  }[] = [
    {
      name: "a message",
      event: { ...here, type: "message" },
      want: "bob: hi",
    },
    {
      name: "a message in another channel",
      event: { ...here, type: "message", channel: "#b" },
      want: "#b bob: hi",
    },
    {
      name: "an action",
      event: { ...here, type: "action" },
      want: "* bob hi",
    },
    {
      name: "a notice",
      event: { ...here, type: "notice" },
      want: "-bob- hi",
    },
    {
      name: "a private message",
      event: { ...said, type: "message", to: "ann" },
      want: "bob (private): hi",
    },
    {
      name: "an own private message",
      event: { ...said, type: "message", from: "ann", to: "bob", own: true },
      want: "ann (to bob): hi",
    },
    {
      name: "formatting codes",
      event: { ...here, type: "message", text: "\x02b\x0304,1red\x0f" },
      want: "bob: bred",
    },
    {
      name: "a join",
      event: { type: "join", time, from: "bob", channel: "#a", own: false },
      want: "bob joined #a",
    },
    {
      name: "an own join",
      event: { type: "join", time, from: "ann", channel: "#a", own: true },
      want: "You are in #a",
    },
    {
      name: "a leave",
      event: { ...here, type: "part", text: "bye" },
      want: "bob left #a (bye)",
    },
    {
      name: "a quit",
      event: { ...said, type: "quit", channels: ["#a"], text: "" },
      want: "bob left",
    },
    {
      name: "a kick",
      event: { ...here, type: "kick", nick: "eve" },
      want: "eve was put out of #a by bob (hi)",
    },
    {
      name: "an own kick",
      event: { ...here, type: "kick", nick: "ann", own: true },
      want: "You were put out of #a by bob (hi)",
    },
    {
      name: "an invitation",
      event: { ...here, type: "invite", nick: "eve" },
      want: "bob invites eve to #a",
    },
    {
      name: "an own invitation",
      event: { ...here, type: "invite", nick: "ann", own: true },
      want: "bob invites you to #a: /join #a",
    },
    {
      name: "another nick",
      event: { ...said, type: "nick", nick: "rob" },
      want: "bob is now rob",
    },
    {
      name: "another nick of our own",
      event: { ...said, type: "nick", nick: "rob", own: true },
      want: "You are now rob",
    },
    {
      name: "a topic",
      event: { type: "topic", time, channel: "#a", text: "x" },
      want: "Topic of #a: x",
    },
    {
      name: "no topic",
      event: { type: "topic", time, channel: "#a", text: "" },
      want: "#a has no topic",
    },
    {
      name: "a new topic",
      event: { type: "topic", time, from: "bob", channel: "#a", text: "x" },
      want: "bob set the topic of #a: x",
    },
    {
      name: "a topic taken away",
      event: { type: "topic", time, from: "bob", channel: "#a", text: "" },
      want: "bob cleared the topic of #a",
    },
    {
      name: "names",
      event: { type: "names", time, channel: "#a", names: ["@bob", "ann"] },
      want: "In #a: @bob, ann",
    },
    {
      name: "no names",
      event: { type: "names", time, channel: "#a", names: [] },
      want: "Nobody is in #a",
    },
    {
      name: "a list",
      event: { type: "list", time, channel: "#a", members: 2, text: "x" },
      want: "#a (2): x",
    },
    {
      name: "an error",
      event: { type: "error", time, code: "404", text: "#a: No" },
      want: "#a: No",
    },
    {
      name: "a refusal",
      event: { type: "refused", time, to: "#a", text: "hi", reason: "mute" },
      want: "not delivered to #a: hi (mute)",
    },
    {
      name: "information",
      event: { type: "info", time, text: "x" },
      want: "x",
    },
    {
      name: "a message to the operators alone",
      event: { ...here, type: "message", to: "@#a" },
      want: "bob (to @#a): hi",
    },
    {
      name: "several lines",
      event: { ...here, type: "message", text: "hi\n06:45 eve: ho" },
      want: "bob:\n│ hi\n│ 06:45 eve: ho",
    },
    {
      name: "modes",
      event: { type: "mode", time, from: "bob", channel: "#a", text: "+o eve" },
      want: "bob set +o eve in #a",
    },
    {
      name: "another name of the channel",
      event: { ...here, type: "rename", name: "#b" },
      want: "bob renamed #a to #b (hi)",
    },
    {
      name: "somebody who is away",
      event: { type: "away", time, from: "bob", text: "lunch" },
      want: "bob is away (lunch)",
    },
    {
      name: "somebody who is back",
      event: { type: "away", time, from: "bob" },
      want: "bob is back",
    },
    {
      name: "another real name",
      event: { type: "setname", time, from: "bob", text: "B", own: false },
      want: "bob goes by the real name B",
    },
    {
      name: "a reaction to what is not known",
      event: {
        ...here,
        type: "react",
        text: "👍",
        target: "1",
        removed: false,
      },
      want: "bob 👍 an earlier message",
    },
    {
      name: "what is taken back, and why",
      event: { ...here, type: "redact", id: "1" },
      want: "bob took back an earlier message (hi)",
    },
    {
      name: "a connection that is lost",
      event: { type: "disconnected", time, reason: "x" },
      want: "The connection is lost: x",
    },
    {
      name: "a connection that is back",
      event: { type: "reconnected", time, nick: "ann", lostAt: time },
      want: "Connected again as ann",
    },
  ];
  for (const { name, event, want } of cases) {
    await t.step(name, () => assertEquals(format(event), `06:45 ${want}`));
  }
});

Deno.test("formatEvent() says nothing of the place in a direct conversation", () => {
  const event = { ...said, type: "message", to: "ann" } as const;
  const spans = formatEvent(event, { place: "BOB" }).flat();

  assertEquals(spans.map(({ text }) => text).join(""), "06:45 bob: hi");
});

Deno.test("formatEvent() lets no quotation bring formatting codes", () => {
  const find = () => ({ from: "eve", text: "\x02a\x1bb\nc", own: false });
  const [quote] = formatEvent(
    { ...here, type: "message", replyTo: "1" },
    { place: "#a", find },
  );

  assertEquals(quote?.map(({ text }) => text), ["      > eve: a\x1bb c"]);
});
