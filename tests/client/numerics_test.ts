import { assertEquals } from "@std/assert/equals";
import { applyMessage } from "../../client/apply_message.ts";
import type { ChatEvent } from "../../client/events.ts";
import { type ChatState, createState } from "../../client/state.ts";
import { parseMessage } from "../../protocol/message.ts";

const NOW = Date.UTC(2026, 0, 1);

function apply(state: ChatState, ...lines: readonly string[]): ChatEvent[] {
  return lines.flatMap((line) => applyMessage(state, parseMessage(line), NOW));
}

function joined(): ChatState {
  const state = createState("ann", "irc");
  apply(state, ":ann!a@h JOIN #a");
  return state;
}

Deno.test("applyMessage() says in a sentence what numerics say", async (t) => {
  const cases = [
    {
      line: ":irc 443 ann bob #a :is already on channel",
      want: {
        type: "error",
        code: "443",
        subject: "bob",
        text: "bob is already in #a",
      },
    },
    {
      line: ":irc 441 ann bob #a :They aren't on that channel",
      want: {
        type: "error",
        code: "441",
        subject: "bob",
        text: "bob is not in #a",
      },
    },
    {
      line: ":irc 472 ann x :is unknown mode char to me",
      want: {
        type: "error",
        code: "472",
        subject: "x",
        text: "x is unknown mode char to me",
      },
    },
    {
      line: ":irc 478 ann #a b :Channel list is full",
      want: {
        type: "error",
        code: "478",
        subject: "#a",
        text: "#a: Channel list is full",
      },
    },
    {
      line: ":irc 696 ann #a k * :Not a key",
      want: {
        type: "error",
        code: "696",
        subject: "#a",
        text: "Mode k of #a cannot be *: Not a key",
      },
    },
    {
      line: ":irc 470 ann #a ##a :Forwarding to another channel",
      want: {
        type: "error",
        code: "470",
        subject: "#a",
        text: "#a leads to ##a",
      },
    },
    {
      line: ":irc 728 ann #a q eve!*@* bob",
      want: {
        type: "info",
        text: "Quiet in #a: eve!*@* (by bob)",
      },
    },
    {
      line: ":irc 729 ann #a q :End",
      want: { type: "info", text: "Nobody else is quiet in #a" },
    },
    {
      line: ":irc 710 ann #a eve!e@h :has asked for an invite.",
      want: {
        type: "info",
        text: "eve asks to be let into #a: /invite eve #a",
      },
    },
    {
      line: ":irc 900 ann ann!a@h anna :You are now logged in as anna",
      want: { type: "info", text: "You are logged in as anna" },
    },
    {
      line: ":irc 901 ann ann!a@h :You are now logged out",
      want: { type: "info", text: "You are logged out" },
    },
    { line: ":irc 042 ann 97KAAAAAA :your unique ID", want: undefined },
    {
      line: ":bob!b@h WALLOPS :Down at noon",
      want: { type: "info", text: "bob tells everybody: Down at noon" },
    },
    {
      line: ":irc 323 ann :End of LIST",
      want: { type: "info", text: "No channel is found" },
    },
    {
      line: ":irc 368 ann #a :End of bans",
      want: { type: "info", text: "Nobody is banned from #a" },
    },
    {
      line: ":irc 349 ann #a :End",
      want: { type: "info", text: "Nobody is excepted from the bans of #a" },
    },
    {
      line: ":irc 347 ann #a :End",
      want: { type: "info", text: "Nobody is always invited to #a" },
    },
    {
      line: ":irc 263 ann LIST :Please wait a while and try again.",
      want: {
        type: "error",
        code: "263",
        subject: "LIST",
        text: "LIST: Please wait a while and try again.",
      },
    },
  ];
  for (const { line, want } of cases) {
    await t.step(line, () => {
      const wanted = want === undefined ? [] : [{ time: NOW, ...want }];
      assertEquals<unknown>(apply(joined(), line), wanted);
    });
  }
});

Deno.test("applyMessage() says of a list that it is empty only if it is", () => {
  const state = joined();
  const texts = (...lines: readonly string[]) =>
    apply(state, ...lines).map((event) => "text" in event && event.text);

  assertEquals(
    texts(
      ":irc 321 ann Channel :Users Name",
      ":irc 322 ann #a 12 :what",
      ":irc 323 ann :End",
      ":irc 323 ann :End",
    ),
    ["what", "No channel is found"],
  );
  assertEquals(
    texts(
      ":irc 367 ann #a eve!*@*",
      ":irc 368 ann #a :End",
      ":irc 368 ann #a :End",
    ),
    [
      "Banned from #a: eve!*@*",
      "Nobody else is banned from #a",
      "Nobody is banned from #a",
    ],
  );
});

Deno.test("applyMessage() says that there is no message of the day to who asks", () => {
  const state = joined();
  const greeting = ":irc 422 ann :No MOTD";

  assertEquals(apply(state, greeting), []);
  assertEquals(apply(state, greeting).map((event) => event.type), ["info"]);
  assertEquals(apply(state, ":irc 376 ann :End"), []);
});
