import { assertEquals } from "@std/assert/equals";
import type { ChatEvent } from "../../client/events.ts";
import { NOON, said, SessionPastRig } from "./session_past_rig.ts";

const mine = (id: string, text: string) =>
  said(id, 0, { from: "ann", own: true, text });

function edit(id: string, text: string, from = "bob"): ChatEvent {
  return {
    type: "edit",
    time: NOON,
    from,
    channel: "#a",
    to: "#a",
    own: from === "ann",
    id,
    text,
  };
}

Deno.test("Session shows what is changed, and what it was", async () => {
  const rig = new SessionPastRig();
  await rig.join();
  const printed = await rig.hear(
    said("1", 0, { text: "lunch at noon" }),
    edit("1", "lunch at one"),
    said("2", 0, { type: "action", text: "eats" }),
    edit("2", "eats a lot"),
    edit("0", "what?"),
    said("3", 0, { replyTo: "1", text: "yes" }),
    said("4", 0, { edited: true, text: "one\ntwo" }),
  );

  assertEquals(printed, [
    "HH:MM bob: lunch at noon",
    "      > bob: lunch at noon",
    "HH:MM bob (edited): lunch at one",
    "HH:MM * bob eats",
    "      > bob: eats",
    "HH:MM * bob (edited) eats a lot",
    "      > an earlier message",
    "HH:MM bob (edited): what?",
    "      > bob: lunch at one",
    "HH:MM bob: yes",
    "HH:MM bob (edited):\n│ one\n│ two",
  ]);
  await rig.close();
});

Deno.test("/edit changes an own message", async (t) => {
  const cases = [
    { text: "/edit new", want: ["edit #a 3 action new"] },
    { text: "/edit 1 new", want: ["edit #a 3 action new"] },
    { text: "/edit 2 new", want: ["edit #a 2 message new"] },
    { text: "/edit 2 a\nb", want: ["edit #a 2 message a\nb"] },
  ];
  for (const { text, want } of cases) {
    await t.step(text, async () => {
      const rig = new SessionPastRig();
      await rig.join();
      await rig.hear(
        mine("2", "two"),
        { ...mine("3", "three"), type: "action" },
        said("4", 0),
      );

      assertEquals(await rig.type(text), want);
      await rig.close();
    });
  }
});

Deno.test("/edit without a text gives the old one to be changed", async () => {
  const rig = new SessionPastRig();
  await rig.join();
  await rig.hear(mine("1", "one\ntwo"), mine("2", "three"));
  await rig.type("/edit 2");
  assertEquals(rig.terminal.input, "/edit 2 one\ntwo");
  // Another device says something meanwhile.
  await rig.hear(mine("3", "four"));
  rig.terminal.change("/edit 2 one\ntwo!");
  rig.terminal.change("");

  assertEquals(await rig.type("/edit 2 one\ntwo!"), [
    "edit #a 1 message one\ntwo!",
  ]);
  assertEquals(await rig.type("/edit 2 five"), ["edit #a 2 message five"]);
  await rig.close();
});

Deno.test("/edit means another message once its text was given up", async (t) => {
  const giveUps = [
    ["", "/", "/edit 1 new"],
    ["hi", "", "/edit 1 new"],
    ["", "/edit 1 new"],
  ];
  for (const typed of giveUps) {
    await t.step(JSON.stringify(typed), async () => {
      const rig = new SessionPastRig();
      await rig.join();
      await rig.hear(mine("1", "one"));
      await rig.type("/edit");
      await rig.hear(mine("2", "two"));
      for (const text of [...typed, ""]) rig.terminal.change(text);

      assertEquals(await rig.type("/edit 1 new"), ["edit #a 2 message new"]);
      await rig.close();
    });
  }
});

Deno.test("Session gives back a change that could not be sent", async () => {
  const rig = new SessionPastRig();
  await rig.join();
  await rig.hear(mine("1", "one"));
  rig.link.status = {
    kind: "reconnecting",
    retryAt: NOON,
    attempt: 1,
    reason: "gone",
  };
  await rig.type("/edit new");

  assertEquals(rig.terminal.takePrinted(), [
    "Cannot change it as the connection is lost",
  ]);
  assertEquals(rig.terminal.input, "/edit new");
  await rig.close();
});

Deno.test("↑ gives what was said last to be changed, where it can be", async (t) => {
  const cases = [
    { name: "nothing", typed: [], events: [said("1", 0)], want: "" },
    {
      name: "a message",
      typed: ["one "],
      events: [mine("1", "one")],
      want: "/edit 1 one",
    },
    {
      name: "a message that starts with /",
      typed: ["//one"],
      events: [mine("1", "/one")],
      want: "/edit 1 /one",
    },
    {
      name: "an action",
      typed: ["/me waves"],
      events: [{ ...mine("1", "waves"), type: "action" as const }],
      want: "/edit 1 waves",
    },
    {
      name: "a long one",
      typed: ["x".repeat(5_000)],
      events: [mine("1", "x".repeat(5_000))],
      want: `/edit 1 ${"x".repeat(5_000)}`,
    },
    {
      name: "what the server does not have yet",
      typed: ["one", "two"],
      events: [mine("1", "one")],
      want: "",
    },
    {
      name: "what was said before a command",
      typed: ["one", "/names"],
      events: [mine("1", "one")],
      want: "",
    },
    {
      name: "what was said elsewhere",
      typed: ["one", "/query bob"],
      events: [mine("1", "one")],
      want: "",
    },
    {
      name: "on a server that knows no edits",
      typed: ["one"],
      events: [mine("1", "one")],
      isOld: true,
      want: "",
    },
  ];
  for (const { name, typed, events, isOld, want } of cases) {
    await t.step(name, async () => {
      const rig = new SessionPastRig();
      await rig.join();
      if (isOld) rig.link.capabilities.clear();
      await rig.type(...typed);
      await rig.hear(...events);

      assertEquals(rig.terminal.press("up"), want !== "");
      assertEquals(rig.terminal.input, want);
      await rig.close();
    });
  }
});

Deno.test("/edit says what is wrong", async () => {
  const rig = new SessionPastRig();
  await rig.join();
  await rig.type("/edit x");
  await rig.hear(mine("1", "one"));
  rig.link.capabilities.clear();
  await rig.type("/edit x");
  rig.terminal.takePrinted();
  await rig.type("/edit");
  assertEquals(rig.terminal.takePrinted(), [
    "Cannot change a message as this server knows no edits",
  ]);

  rig.link.capabilities.add("chat/edit");
  for (let n = 0; n < 60; n++) await rig.hear(mine(`l${n}`, "x".repeat(300)));
  rig.terminal.takePrinted();
  await rig.type("/edit 60");
  assertEquals(rig.terminal.takePrinted(), [
    "Cannot give the old text as it is too long ago: /edit 60 text writes it anew",
  ]);
  assertEquals(await rig.type("/edit 60 y"), ["edit #a l0 message y"]);
  await rig.close();
});

Deno.test("Session gives back a change that the server refuses, unless something else is being written", async (t) => {
  const refusal = (command: string): ChatEvent => ({
    type: "error",
    time: NOON,
    code: "NOT_STORED",
    command,
    subject: "#A",
    text: "The disk is full",
  });
  const cases = [
    {
      name: "refused",
      events: [refusal("EDITMSG")],
      want: "/edit 1 new\ntext",
    },
    { name: "done", events: [edit("1", "new", "ann"), refusal("EDITMSG")] },
    { name: "not it", events: [refusal("REDACT")] },
    {
      name: "something else is being written",
      typed: "hi",
      events: [refusal("EDITMSG")],
    },
  ];
  for (const { name, typed, events, want = "" } of cases) {
    await t.step(name, async () => {
      const rig = new SessionPastRig();
      await rig.join();
      await rig.hear(mine("1", "one"));
      await rig.type("/edit new\ntext");
      // It still means the same message.
      await rig.hear(mine("2", "two"));
      if (typed) rig.terminal.change(typed);
      await rig.hear(...events);
      assertEquals(rig.terminal.input, want);

      if (want !== "") {
        assertEquals(await rig.type(want), ["edit #a 1 message new\ntext"]);
      }
      await rig.close();
    });
  }
});
