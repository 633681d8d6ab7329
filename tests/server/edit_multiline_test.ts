import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";
import { ABLE, ANN, join, known, MANY, said } from "./edit_talk.ts";

Deno.test("EDITMSG of several lines is one message, in a batch", async () => {
  await using server = new TestServer();
  const ann = await join(server, "ann", MANY);
  const bob = await join(server, "bob", MANY);
  const id = await said(server, { from: ann, to: bob, line: "PRIVMSG #a :x" });

  const answer = await server.ask(
    ann,
    "BATCH +1 draft/multiline #a",
    `@batch=1 EDITMSG #a ${id} :one`,
    `@batch=1 EDITMSG #a ${id} :two `,
    `@batch=1;draft/multiline-concat EDITMSG #a ${id} :and more`,
    "BATCH -1",
  );

  const [opening = ""] = answer;
  const [, reference = ""] = /BATCH \+(\S+)/.exec(opening) ?? [];
  const want = [
    `@msgid=${reference} ${ANN} BATCH +${reference} draft/multiline #a`,
    `@batch=${reference} ${ANN} EDITMSG #a ${id} :one`,
    `@batch=${reference} ${ANN} EDITMSG #a ${id} :two `,
    `@batch=${reference};draft/multiline-concat ${ANN} EDITMSG #a ${id} :and more`,
    `${ANN} BATCH -${reference}`,
  ];
  assertEquals(answer, want);
  assertEquals(bob.takeLines(), want);
  const { message } = server.server.hub.history.find(id)!;
  assertEquals(message.params, ["#a"]);
  assertEquals(message.lines?.map(({ text }) => text), [
    "one",
    "two ",
    "and more",
  ]);
});

Deno.test("EDITMSG of several lines is a message to who takes but one line", async (t) => {
  for (const capabilities of ["message-tags", ABLE]) {
    await t.step(capabilities, async () => {
      await using server = new TestServer();
      const ann = await join(server, "ann", MANY);
      const bob = await join(server, "bob", capabilities);
      const line = "PRIVMSG #a :x";
      const id = await said(server, { from: ann, to: bob, line });

      await server.ask(
        ann,
        "BATCH +1 draft/multiline #a",
        `@batch=1 EDITMSG #a ${id} :`,
        `@batch=1 EDITMSG #a ${id} :one`,
        `@batch=1 EDITMSG #a ${id} :two`,
        "BATCH -1",
      );

      assertEquals(known(bob.takeLines(), id), [
        `@msgid=NEW;+draft/reply=OLD ${ANN} PRIVMSG #a :(edited) one`,
        `@+draft/reply=OLD ${ANN} PRIVMSG #a :two`,
      ]);
    });
  }
});

Deno.test("EDITMSG makes one line of several", async () => {
  await using server = new TestServer();
  const ann = await join(server, "ann", MANY);
  const bob = await join(server, "bob", MANY);
  bob.takeLines();
  await server.ask(
    ann,
    "BATCH +1 draft/multiline #a",
    "@batch=1 PRIVMSG #a one",
    "@batch=1 PRIVMSG #a two",
    "BATCH -1",
  );
  const [, id = ""] = /msgid=(\S+)/.exec(bob.takeLines()[0] ?? "") ?? [];

  await server.ask(ann, `EDITMSG #a ${id} :three`);

  const { message } = server.server.hub.history.find(id)!;
  assertEquals([message.params, message.lines], [["#a", "three"], undefined]);
});

Deno.test("a batch of EDITMSG is refused where its lines do not fit together", async (t) => {
  const rows = [
    {
      name: "two messages",
      lines: ["EDITMSG #a ID :one", "EDITMSG #a other :two"],
      want: "All lines of a batch edit one message",
    },
    {
      name: "another command",
      lines: ["EDITMSG #a ID :one", "PRIVMSG #a :two"],
      want: "All lines of a batch have one command",
    },
    {
      name: "no text",
      lines: ["EDITMSG #a ID"],
      want: "A batch takes messages with a text only",
    },
  ];
  for (const { name, lines, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const ann = await join(server, "ann", MANY);
      const bob = await join(server, "bob", MANY);
      const line = "PRIVMSG #a :x";
      const id = await said(server, { from: ann, to: bob, line });

      const answer = await server.ask(
        ann,
        "BATCH +1 draft/multiline #a",
        ...lines.map((line) => `@batch=1 ${line.replace("ID", id)}`),
        "BATCH -1",
      );

      assertEquals(answer, [
        `:test.chat FAIL BATCH MULTILINE_INVALID :${want}`,
      ]);
      assertEquals(bob.takeLines(), []);
    });
  }
});

Deno.test("EDITMSG with CTCP in one of its lines is refused", async () => {
  await using server = new TestServer();
  const ann = await join(server, "ann", MANY);
  const bob = await join(server, "bob", MANY);
  const id = await said(server, { from: ann, to: bob, line: "PRIVMSG #a :x" });

  const answer = await server.ask(
    ann,
    "BATCH +1 draft/multiline #a",
    `@batch=1 EDITMSG #a ${id} :one`,
    `@batch=1 EDITMSG #a ${id} :\x01VERSION\x01`,
    "BATCH -1",
  );

  assertEquals(answer, [
    `:test.chat FAIL EDITMSG INVALID_TEXT #a ${id} :An edited message cannot be CTCP`,
  ]);
  assertEquals(bob.takeLines(), []);
});
