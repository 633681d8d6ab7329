import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";
import { ANN, join, known, MANY, NO_SUCH, said } from "./edit_talk.ts";

Deno.test("EDITMSG keeps time, id, source and tags of the message, and marks it", async () => {
  await using server = new TestServer();
  const ann = await join(server, "ann");
  const bob = await join(server, "bob");
  const line = "@+draft/reply=x PRIVMSG #a :teh";
  const id = await said(server, { from: ann, to: bob, line });
  const { history } = server.server.hub;
  const before = history.find(id)!;
  await server.clock.advance(60_000);

  const edit = await said(server, {
    from: ann,
    to: bob,
    line: `EDITMSG #a ${id} :the`,
  });

  const after = history.find(id)!;
  assertEquals(after, {
    ...before,
    message: {
      ...before.message,
      params: ["#a", "the"],
      tags: new Map([["+draft/reply", "x"], ["chat/edited", edit]]),
    },
  });
  const { kind, author, message } = history.find(edit)!;
  assertEquals({ kind, author, params: message.params }, {
    kind: "event",
    author: before.author,
    params: ["#a", id, "the"],
  });
});

Deno.test("EDITMSG again leaves nothing of the text in between", async () => {
  await using server = new TestServer();
  const ann = await join(server, "ann");
  const bob = await join(server, "bob");
  const id = await said(server, { from: ann, to: bob, line: "PRIVMSG #a :a" });
  const edit = (text: string) =>
    said(server, { from: ann, to: bob, line: `EDITMSG #a ${id} :${text}` });
  const first = await edit("b");

  const second = await edit("c");

  const { history } = server.server.hub;
  assertEquals(history.find(first), undefined);
  assertEquals(history.find(second)?.message.params, ["#a", id, "c"]);
  assertEquals(history.find(id)?.message.params, ["#a", "c"]);
});

Deno.test("REDACT of an edited message leaves nothing of any of its texts", async (t) => {
  for (const name of ["the message", "the edit"]) {
    await t.step(`by the id of ${name}`, async () => {
      await using server = new TestServer();
      const ann = await join(server, "ann");
      const bob = await join(server, "bob", "message-tags");
      const line = "PRIVMSG #a :a";
      const id = await said(server, { from: ann, to: bob, line });
      const edit = await said(server, {
        from: ann,
        to: bob,
        line: `EDITMSG #a ${id} :b`,
      });

      await server.ask(
        ann,
        `REDACT #a ${name === "the edit" ? edit : id}`,
      );

      const { history } = server.server.hub;
      assertEquals(history.find(id), undefined);
      assertEquals(history.find(edit), undefined);
      assertEquals(await server.ask(ann, `EDITMSG #a ${id} :c`), [
        `:test.chat FAIL EDITMSG UNKNOWN_MSGID #a ${id} :${NO_SUCH}`,
      ]);
    });
  }
});

Deno.test("REDACT of an edited message takes back what was told of the edit, where that was a message", async () => {
  await using server = new TestServer();
  const ann = await join(server, "ann", `${MANY} draft/message-redaction`);
  const bob = await join(server, "bob", "message-tags draft/message-redaction");
  const cleo = await join(server, "cleo", `${MANY} draft/message-redaction`);
  const id = await said(server, { from: ann, to: bob, line: "PRIVMSG #a :x" });
  const edit = await said(server, {
    from: ann,
    to: bob,
    line: `EDITMSG #a ${id} :y`,
  });
  cleo.takeLines();

  const answer = await server.ask(ann, `REDACT #a ${id} :never mind`);

  const want = `@msgid=NEW ${ANN} REDACT #a OLD :never mind`;
  assertEquals(known(answer, id), [want]);
  assertEquals(known(cleo.takeLines(), id), [want]);
  assertEquals(known(bob.takeLines(), id), [
    want,
    `${ANN} REDACT #a ${edit} :never mind`,
  ]);
});
