import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { parseMessageId } from "../../server/history/message_ids.ts";
import { settle } from "../fakes/fake_clock.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";
import { ABLE, ANN, join, known, said } from "./edit_talk.ts";

Deno.test("EDITMSG gives an own message another text, for all who can be told", async (t) => {
  for (const command of ["PRIVMSG", "NOTICE"]) {
    await t.step(command, async () => {
      await using server = new TestServer();
      const ann = await join(server, "ann");
      const bob = await join(server, "bob");
      const line = `${command} #a :teh`;
      const id = await said(server, { from: ann, to: bob, line });

      const answer = await server.ask(ann, `EDITMSG #A ${id} :the`);

      const want = [`@msgid=NEW ${ANN} EDITMSG #a OLD :the`];
      assertEquals(known(answer, id), want);
      assertEquals(known(bob.takeLines(), id), want);
    });
  }
});

Deno.test("EDITMSG has an id of its own, newer than the message's", async () => {
  await using server = new TestServer();
  const ann = await join(server, "ann");
  const bob = await join(server, "bob");
  const line = "PRIVMSG #a :teh";
  const id = await said(server, { from: ann, to: bob, line });

  const edit = await said(server, {
    from: ann,
    to: bob,
    line: `EDITMSG #a ${id} :the`,
  });

  assert(parseMessageId(edit)! > parseMessageId(id)!);
});

Deno.test("EDITMSG reaches those without chat/edit as a message", async (t) => {
  const rows = [
    { said: "PRIVMSG #a :teh", text: "the", want: "PRIVMSG #a :(edited) the" },
    { said: "NOTICE #a :teh", text: "the", want: "NOTICE #a :(edited) the" },
    {
      said: "PRIVMSG #a :teh",
      text: "\x01ACTION waves\x01",
      want: "PRIVMSG #a :\x01ACTION (edited) waves\x01",
    },
  ];
  for (const { said: line, text, want } of rows) {
    await t.step(want, async () => {
      await using server = new TestServer();
      const ann = await join(server, "ann");
      const tags = await join(server, "tags", "message-tags");
      const old = await join(server, "old", "");
      const id = await said(server, { from: ann, to: tags, line });
      old.takeLines();

      await server.ask(ann, `EDITMSG #a ${id} :${text}`);

      assertEquals(known(tags.takeLines(), id), [
        `@msgid=NEW;+draft/reply=OLD ${ANN} ${want}`,
      ]);
      assertEquals(old.takeLines(), [`${ANN} ${want}`]);
    });
  }
});

Deno.test("EDITMSG is echoed as a message to who has no more than echo-message", async () => {
  await using server = new TestServer();
  const ann = await join(server, "ann", "echo-message message-tags");
  const bob = await join(server, "bob");
  const id = await said(server, { from: ann, to: bob, line: "PRIVMSG #a :x" });

  const answer = await server.ask(ann, `EDITMSG #a ${id} :y`);

  assertEquals(known(answer, id), [
    `@msgid=NEW;+draft/reply=OLD ${ANN} PRIVMSG #a :(edited) y`,
  ]);
});

Deno.test("EDITMSG is answered under its label", async () => {
  await using server = new TestServer();
  const capabilities = `${ABLE} batch labeled-response`;
  const ann = await join(server, "ann", capabilities);
  const bob = await join(server, "bob");
  const id = await said(server, { from: ann, to: bob, line: "PRIVMSG #a :x" });

  const answer = await server.ask(ann, `@label=7 EDITMSG #a ${id} :y`);

  assertEquals(known(answer, id), [
    `@label=7;msgid=NEW ${ANN} EDITMSG #a OLD :y`,
  ]);
});

Deno.test("EDITMSG shows the console and plain text a message", async () => {
  await using server = new TestServer();
  const printed: string[] = [];
  await server.openConsole((async function* () {})(), printed);
  const capabilities = ABLE;
  const ann = await server.join("ann", { capabilities });
  const bob = await server.join("bob", { capabilities });
  const plain = await server.connect();
  plain.sendLines("pia");
  await settle();
  const line = "PRIVMSG #lobby :teh";
  const id = await said(server, { from: ann, to: bob, line });
  plain.takeLines();

  await server.ask(ann, `EDITMSG #lobby ${id} :the`);

  assertEquals(plain.takeLines(), ["ann: (edited) the"]);
  assertEquals(printed.at(-1), "ann: (edited) the");
});

Deno.test("EDITMSG of a direct message is told to the two", async () => {
  await using server = new TestServer();
  const ann = await join(server, "ann");
  const bob = await join(server, "bob");
  const cleo = await join(server, "cleo");
  const line = "PRIVMSG bob :psts";
  const id = await said(server, { from: ann, to: bob, line });
  cleo.takeLines();

  const answer = await server.ask(ann, `EDITMSG BOB ${id} :psst`);

  const want = [`@msgid=NEW ${ANN} EDITMSG bob OLD :psst`];
  assertEquals(known(answer, id), want);
  assertEquals(known(bob.takeLines(), id), want);
  assertEquals(cleo.takeLines(), []);
});

Deno.test("EDITMSG of a message to oneself is told once", async () => {
  await using server = new TestServer();
  const ann = await join(server, "ann");
  const id = await said(server, { from: ann, to: ann, line: "PING 1" }) ||
    await selfSaid(server, ann);

  const answer = await server.ask(ann, `EDITMSG ann ${id} :hm`);

  assertEquals(known(answer, id), [`@msgid=NEW ${ANN} EDITMSG ann OLD :hm`]);
});

async function selfSaid(server: TestServer, conn: FakeConn): Promise<string> {
  const [line = ""] = await server.ask(conn, "PRIVMSG ann :mh");
  return /msgid=([^\s;]+)/.exec(line)?.[1] ?? "";
}

Deno.test("EDITMSG of a message to some ranks is told to those", async () => {
  await using server = new TestServer();
  const ann = await join(server, "ann");
  const bob = await join(server, "bob");
  const cleo = await join(server, "cleo");
  const line = "PRIVMSG @#a :hlep";
  const id = await said(server, { from: bob, to: ann, line });
  cleo.takeLines();

  await server.ask(bob, `EDITMSG @#a ${id} :help`);

  assertEquals(known(ann.takeLines(), id), [
    "@msgid=NEW :bob!bob@192.0.2.1 EDITMSG @#a OLD :help",
  ]);
  assertEquals(cleo.takeLines(), []);
});
