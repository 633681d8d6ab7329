import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";
import { join, NO_SUCH, said } from "./edit_talk.ts";

Deno.test("EDITMSG is refused with the reason", async (t) => {
  const OWN = "You may edit your own messages only";
  const rows = [
    { name: "no text", line: "EDITMSG #a ID", want: "461" },
    {
      name: "an empty text",
      line: "EDITMSG #a ID :",
      want: "INVALID_TEXT #a ID :A text is missing: REDACT takes it back",
    },
    {
      name: "CTCP",
      line: "EDITMSG #a ID :\x01VERSION\x01",
      want: "INVALID_TEXT #a ID :An edited message cannot be CTCP",
    },
    {
      name: "an unknown id",
      line: "EDITMSG #a nothing :x",
      want: `UNKNOWN_MSGID #a nothing :${NO_SUCH}`,
    },
    {
      name: "an unsayable id",
      line: "EDITMSG #a : :x",
      want: "461",
    },
    {
      name: "another's message",
      line: "EDITMSG #a BOB :x",
      want: `EDIT_FORBIDDEN #a BOB :${OWN}`,
    },
    {
      name: "tags alone",
      line: "EDITMSG #a TAGS :x",
      want: "EDIT_FORBIDDEN #a TAGS :This message has no text to edit",
    },
    {
      name: "what happened",
      line: "EDITMSG #a JOIN :x",
      want: `UNKNOWN_MSGID #a JOIN :${NO_SUCH}`,
    },
    {
      name: "a message of another channel",
      line: "EDITMSG #b ID :x",
      want: `UNKNOWN_MSGID #b ID :${NO_SUCH}`,
    },
    {
      name: "a message of a channel, as to a person",
      line: "EDITMSG bob ID :x",
      want: `UNKNOWN_MSGID bob ID :${NO_SUCH}`,
    },
    {
      name: "no such channel",
      line: "EDITMSG #no ID :x",
      want: "INVALID_TARGET #no :You cannot edit messages there",
    },
    {
      name: "nobody",
      line: "EDITMSG nobody ID :x",
      want: "INVALID_TARGET nobody :You cannot edit messages there",
    },
  ];
  for (const { name, line, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const ann = await join(server, "ann");
      const bob = await join(server, "bob");
      await server.ask(ann, "JOIN #b");
      const ids = {
        ID: await said(server, { from: ann, to: bob, line: "PRIVMSG #a :hi" }),
        BOB: await said(server, { from: bob, to: ann, line: "PRIVMSG #a :ho" }),
        TAGS: await said(server, {
          from: ann,
          to: bob,
          line: "@+x=1 TAGMSG #a",
        }),
        JOIN: await said(server, { from: bob, to: ann, line: "PART #a" }),
      };
      const withIds = (text: string) =>
        text.replace(
          /\b(?:ID|BOB|TAGS|JOIN)\b/,
          (word) => ids[word as keyof typeof ids],
        );

      const answer = await server.ask(ann, withIds(line));

      const expected = want === "461"
        ? "461 ann EDITMSG :Not enough parameters"
        : `FAIL EDITMSG ${withIds(want)}`;
      assertEquals(answer, [`:test.chat ${expected}`]);
      assertEquals(bob.takeLines(), []);
    });
  }
});

Deno.test("EDITMSG is refused to who may not speak there any more", async (t) => {
  const rows = [
    { modes: "+m", want: "Cannot send to channel (+m)" },
    { modes: "+b bob!*@*", want: "Cannot send to channel (+b)" },
    { modes: "+U", want: "Cannot send to channel (+U)" },
  ];
  for (const { modes, want } of rows) {
    await t.step(modes, async () => {
      await using server = new TestServer();
      const ann = await join(server, "ann");
      const bob = await join(server, "bob");
      const line = "PRIVMSG #a :hi";
      const id = await said(server, { from: bob, to: ann, line });
      await server.ask(ann, `MODE #a ${modes}`);

      assertEquals(await server.ask(bob, `EDITMSG #a ${id} :ho`), [
        `:test.chat FAIL EDITMSG EDIT_FORBIDDEN #a ${id} :${want}`,
      ]);
      assertEquals(ann.takeLines(), []);
    });
  }
});

Deno.test("EDITMSG of a direct message is refused by who takes none", async () => {
  await using server = new TestServer();
  const ann = await join(server, "ann");
  const bob = await join(server, "bob");
  const line = "PRIVMSG bob :hi";
  const id = await said(server, { from: ann, to: bob, line });
  await server.ask(bob, "MODE bob +R");

  assertEquals(await server.ask(ann, `EDITMSG bob ${id} :ho`), [
    `:test.chat FAIL EDITMSG EDIT_FORBIDDEN bob ${id} :You must be logged in to message this user`,
  ]);
  assertEquals(bob.takeLines(), []);
});
