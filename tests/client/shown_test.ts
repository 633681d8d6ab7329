import { assertEquals } from "@std/assert/equals";
import type { ChatEvent } from "../../client/events.ts";
import { Shown } from "../../client/shown.ts";
import { createMember, createState } from "../../client/state.ts";

const SAID: ChatEvent = {
  type: "message",
  time: 5,
  from: "bob",
  channel: "#a",
  to: "#a",
  text: "hi",
  own: false,
  id: "x",
};

function create(): Shown {
  const state = createState("ann", "irc");
  const members = new Map([["rob", createMember("rob")]]);
  state.channels.set("#a", { name: "#A", topic: "", members });
  return new Shown(state);
}

Deno.test("Shown.has() knows what was noted, where it was", async (t) => {
  const cases: { name: string; event: ChatEvent; want: boolean }[] = [
    { name: "the same", event: SAID, want: true },
    {
      name: "the same, replayed",
      event: { ...SAID, replayed: true, place: "#A" },
      want: true,
    },
    { name: "another id", event: { ...SAID, id: "y" }, want: false },
    {
      name: "another channel",
      event: { ...SAID, channel: "#b", to: "#b" },
      want: false,
    },
    {
      name: "another kind, by its own id",
      event: {
        type: "redact",
        time: 5,
        from: "bob",
        channel: "#a",
        to: "#a",
        id: "x",
        text: "",
        own: false,
      },
      want: false,
    },
  ];
  for (const { name, event, want } of cases) {
    await t.step(name, () => {
      const shown = create();
      shown.note(SAID);

      assertEquals(shown.has(event), want);
    });
  }
});

Deno.test("Shown.has() knows what happened in several channels", () => {
  const shown = create();
  const quit: ChatEvent = {
    type: "quit",
    time: 1,
    from: "bob",
    channels: ["#a", "#b"],
    text: "",
    own: false,
    msgid: "q",
  };
  const nick: ChatEvent = {
    type: "nick",
    time: 1,
    from: "bob",
    nick: "rob",
    own: false,
    msgid: "n",
  };
  shown.note(quit);
  shown.note(nick);

  assertEquals(shown.has({ ...quit, channels: ["#B"] }), true);
  assertEquals(shown.has({ ...quit, channels: ["#a", "#c"] }), false);
  assertEquals(shown.has({ ...nick, replayed: true, place: "#a" }), true);
  assertEquals(shown.has({ ...nick, replayed: true, place: "#b" }), false);
});

Deno.test("Shown.last() tells what came last, whatever is told afterwards", () => {
  const shown = create();
  shown.note(SAID);
  shown.noteEarlier({ ...SAID, id: "w", time: 1 });
  shown.note({ type: "topic", time: 9, channel: "#a", text: "told again" });

  assertEquals(shown.last("#A"), { time: 5, msgid: "x" });
  assertEquals(shown.newest, 5);
  assertEquals(shown.has({ ...SAID, id: "w" }), true);
});

Deno.test("Shown remembers no more than there is room for", () => {
  const shown = create();
  for (let index = 0; index <= 20_000; index++) {
    shown.note({ ...SAID, id: `${index}` });
  }
  for (let index = 0; index <= 2_000; index++) {
    shown.note({ ...SAID, channel: `#${index}`, to: `#${index}`, id: "z" });
  }

  assertEquals(shown.has({ ...SAID, id: "0" }), false);
  assertEquals(shown.has({ ...SAID, id: "20000" }), true);
  assertEquals(shown.last("#a"), undefined);
  assertEquals(shown.last("#2000")?.msgid, "z");
});
