import { assertEquals } from "@std/assert/equals";
import { assertRejects } from "@std/assert/rejects";
import { assertThrows } from "@std/assert/throws";
import type { HistoryPage } from "../../client/archive.ts";
import type { ChatEvent } from "../../client/events.ts";
import { settle } from "../fakes/fake_clock.ts";
import { line, PastRig, questions, timeOf } from "./past_rig.ts";

function texts(events: readonly ChatEvent[]): string[] {
  return events.map((event) => "text" in event ? event.text ?? "" : event.type);
}

/** A link in `#a`, and the questions that it asks for what is done with it. */
async function ask(
  act: (rig: PastRig) => Promise<HistoryPage>,
): Promise<{ rig: PastRig; page: Promise<HistoryPage>; asked: string[] }> {
  const rig = new PastRig();
  await rig.start("#a");
  rig.conn.takeLines();
  const page = act(rig);
  page.catch(() => {});
  await settle();
  return { rig, page, asked: questions(rig.conn.takeLines()) };
}

Deno.test("Archive.history() asks for messages", async (t) => {
  const time = new Date(timeOf(5)).toISOString();
  const cases = [
    { options: undefined, want: "LATEST #a * 3" },
    { options: { limit: 2 }, want: "LATEST #a * 2" },
    { options: { before: "id5" }, want: "BEFORE #a msgid=id5 3" },
    { options: { after: "id5", limit: 1 }, want: "AFTER #a msgid=id5 1" },
    { options: { around: "id5" }, want: "AROUND #a msgid=id5 3" },
    { options: { before: timeOf(5) }, want: `BEFORE #a timestamp=${time} 3` },
  ];
  for (const { options, want } of cases) {
    await t.step(want, async () => {
      const { asked } = await ask((rig) =>
        rig.link.archive.history("#a", options)
      );

      assertEquals(asked, [`@label=q1 CHATHISTORY ${want}`]);
    });
  }
});

Deno.test("Archive.history() gives a page, and tells nothing of it besides", async () => {
  const { rig, page } = await ask((rig) => rig.link.archive.history("#a"));
  await rig.give("q1", "#a", [
    line(3, ":bob!b@h PRIVMSG #a :three"),
    line(4, ":eve!e@h TAGMSG #a"),
    line(5, ":ann!a@h JOIN #a"),
  ]);
  const { events, oldest, isAll } = await page;

  assertEquals(texts(events), ["three", "join"]);
  assertEquals(events.map(({ replayed, place }) => [replayed, place]), [
    [true, "#a"],
    [true, "#a"],
  ]);
  assertEquals([oldest, isAll], ["id3", false]);
  assertEquals(rig.takeEvents(), []);
});

Deno.test("Archive.history() says that there is no more", async () => {
  const { rig, page } = await ask((rig) => rig.link.archive.history("bob"));
  await rig.give("q1", "bob");

  assertEquals(await page, { events: [], isAll: true });
});

Deno.test("Archive.history() puts several lines of one message together", async () => {
  const { rig, page } = await ask((rig) => rig.link.archive.history("#a"));
  await rig.answer(
    "@label=q1 :irc BATCH +h chathistory #a",
    `@batch=h;${line(3, ":bob BATCH +m draft/multiline #a").slice(1)}`,
    "@batch=m :bob PRIVMSG #a :one",
    "@batch=m :bob PRIVMSG #a :two",
    "BATCH -m",
    `@batch=h;chat/edited=id9;${line(4, ":bob PRIVMSG #a :x").slice(1)}`,
    "BATCH -h",
  );
  const { events } = await page;

  assertEquals(texts(events), ["one\ntwo", "x"]);
  assertEquals(events.map((event) => "edited" in event), [false, true]);
});

Deno.test("Archive.search() asks, and gives what is found, newest first", async () => {
  const { rig, page, asked } = await ask((rig) =>
    rig.link.archive.search("hi from:bob", { limit: 2, before: "id9" })
  );
  assertEquals(asked, ["@label=q1 SEARCH 2 id9 :hi from:bob"]);
  await rig.answer(
    "@label=q1 :irc BATCH +s chat/search 2",
    `@batch=s;${line(5, ":bob!b@h PRIVMSG #b :hi").slice(1)}`,
    `@batch=s;${line(4, ":ann!a@h PRIVMSG bob :hi").slice(1)}`,
    "BATCH -s",
  );
  const { events, oldest, isAll } = await page;

  assertEquals(events.map(({ place }) => place), ["#b", "bob"]);
  assertEquals([oldest, isAll], ["id4", false]);
});

Deno.test("Archive.search() asks for no more than the server gives at a time", async () => {
  const rig = new PastRig();
  rig.capabilities = rig.capabilities.replace("/search", "/search=max=7");
  await rig.start();
  rig.conn.takeLines();
  rig.link.archive.search("hi", { limit: 100 }).catch(() => {});
  await settle();

  assertEquals(rig.conn.takeLines(), ["@label=q1 SEARCH 7 * hi"]);
});

Deno.test("Archive.history() and Archive.search() say why there is no answer", async (t) => {
  const cases = [
    {
      name: "a FAIL",
      act: (rig: PastRig) =>
        rig.answer("@label=q1 FAIL SEARCH INVALID_QUERY x :x is no date"),
      want: "Cannot search as the server says: x is no date",
    },
    {
      name: "a numeric",
      act: (rig: PastRig) =>
        rig.answer("@label=q1 421 ann SEARCH :Unknown command"),
      want: "Cannot search as the server says: Unknown command",
    },
    {
      name: "a lost connection",
      act: (rig: PastRig) => rig.cut(),
      want: "Cannot search as the connection is lost",
    },
    {
      name: "no word",
      act: (rig: PastRig) => rig.clock.advance(20_000),
      want: "Cannot search as the server gives no answer",
    },
  ];
  for (const { name, act, want } of cases) {
    await t.step(name, async () => {
      const { rig, page } = await ask((rig) => rig.link.archive.search("x"));
      await act(rig);

      await assertRejects(() => page, RangeError, want);
      assertEquals(
        rig.takeEvents().filter((event) => event.startsWith("error")),
        [],
      );
    });
  }
});

Deno.test("Archive.history() and the like do not ask a server that cannot know", async (t) => {
  const cases = [
    {
      name: "history",
      act: (rig: PastRig) => rig.link.archive.history("#a"),
      want: "Cannot read what was said in #a as the server keeps no history",
    },
    {
      name: "search",
      act: (rig: PastRig) => rig.link.archive.search("x"),
      want: "Cannot search as the server knows no search",
    },
  ];
  for (const { name, act, want } of cases) {
    await t.step(name, async () => {
      const rig = new PastRig();
      rig.capabilities = "batch message-tags";
      await rig.start("#a");
      await assertRejects(() => act(rig), RangeError, want);
      rig.link.archive.markRead("#a", 0);
      await rig.cut();

      await assertRejects(() => act(rig), RangeError, "the connection is lost");
      assertEquals(rig.conn.output.includes("MARKREAD"), false);
    });
  }

  await t.step("a message by its id", async () => {
    const rig = new PastRig();
    rig.support = "CHATHISTORY=9 MSGREFTYPES=timestamp";
    await rig.start("#a");

    await assertRejects(
      () => rig.link.archive.history("#a", { before: "id1" }),
      RangeError,
      "the server finds messages by their time only",
    );
  });

  await t.step("a query that is too long", async () => {
    const rig = new PastRig();
    await rig.start("#a");

    await assertRejects(
      () => rig.link.archive.search("x".repeat(600)),
      RangeError,
    );
  });
});

Deno.test("Archive.edit() gives a message another text", async (t) => {
  const cases = [
    { name: "a line", text: "new", want: ["EDITMSG #a id1 :new"] },
    {
      name: "an action",
      text: "waves",
      kind: "action" as const,
      want: ["EDITMSG #a id1 :\x01ACTION waves\x01"],
    },
    {
      name: "several lines",
      text: "one\n\ntwo",
      want: [
        "BATCH +e1 draft/multiline #a",
        "@batch=e1 EDITMSG #a id1 :one",
        "@batch=e1 EDITMSG #a id1 :",
        "@batch=e1 EDITMSG #a id1 :two",
        "BATCH -e1",
      ],
    },
  ];
  for (const { name, text, kind, want } of cases) {
    await t.step(name, async () => {
      const rig = new PastRig();
      await rig.start("#a");
      rig.conn.takeLines();
      rig.link.archive.edit("#a", "id1", text, kind);
      await settle();

      assertEquals(rig.conn.takeLines(), want);
    });
  }

  await t.step("each line fits", async () => {
    const rig = new PastRig();
    await rig.start("#a");
    rig.conn.takeLines();
    rig.link.archive.edit("#a", "i".repeat(100), "x".repeat(600));
    await settle();
    const lines = rig.conn.takeLines();

    for (const text of lines) {
      const relayed = `:ann!a@h ${text.replace(/^@\S+ /, "")}\r\n`;
      assertEquals(relayed.length <= 512, true, text);
    }
    assertEquals(lines.join("").match(/x/g)?.length, 600);
  });
});

Deno.test("Archive.edit() says why it cannot", async (t) => {
  const cases = [
    { name: "nothing", text: "\n", want: "the new text is empty" },
    {
      name: "too much",
      text: "x\n".repeat(2_000),
      want: "the new text is too long",
    },
  ];
  for (const { name, text, want } of cases) {
    await t.step(name, async () => {
      const rig = new PastRig();
      await rig.start("#a");

      assertThrows(
        () => rig.link.archive.edit("#a", "id1", text),
        RangeError,
        `Cannot change the message as ${want}`,
      );
    });
  }

  await t.step("another server, and none", async () => {
    const rig = new PastRig();
    rig.capabilities = "batch message-tags";
    await rig.start("#a");
    const edit = () => rig.link.archive.edit("#a", "id1", "x");
    assertThrows(edit, RangeError, "this server knows no edits");
    await rig.cut();

    assertThrows(edit, RangeError, "the connection is lost");
  });
});

Deno.test("Link tells of edits and read marks as they come", async () => {
  const rig = new PastRig();
  await rig.start("#a");
  rig.link.archive.markRead("#a", timeOf(5));
  await settle();
  const time = new Date(timeOf(5)).toISOString();
  assertEquals(
    questions(rig.conn.takeLines()).at(-1),
    `MARKREAD #a timestamp=${time}`,
  );
  await rig.answer(
    line(2, ":bob!b@h EDITMSG #a id1 :new"),
    line(3, ":bob!b@h BATCH +m draft/multiline ann"),
    "@batch=m :bob!b@h EDITMSG ann id2 :one",
    "@batch=m :bob!b@h EDITMSG ann id2 :two",
    "BATCH -m",
    `:irc MARKREAD #a timestamp=${time}`,
    ":irc MARKREAD #b *",
  );

  assertEquals(rig.events, [
    {
      type: "edit",
      time: timeOf(2),
      from: "bob",
      own: false,
      to: "#a",
      channel: "#a",
      id: "id1",
      text: "new",
      msgid: "id2",
    },
    {
      type: "edit",
      time: timeOf(3),
      from: "bob",
      own: false,
      to: "ann",
      id: "id2",
      text: "one\ntwo",
      msgid: "id3",
    },
    { type: "readmark", time: timeOf(5), target: "#a" },
  ]);
});
