import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import { TestServer } from "../fakes/test_server.ts";

const MULTILINE = "batch draft/multiline";
const ANN = ":ann!ann@192.0.2.1";

const PASTE = [
  "@label=7;+x=1;y=2 BATCH +p draft/multiline #lobby",
  "@batch=p PRIVMSG #lobby :one ",
  "@batch=p;draft/multiline-concat PRIVMSG #Lobby :two",
  "@batch=p PRIVMSG #lobby :",
  "@batch=p PRIVMSG #lobby :three",
  "BATCH -p",
];

Deno.test("a multi-line message reaches everybody in the best way they can take", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    capabilities: `${MULTILINE} message-tags`,
  });
  const full = await server.join("full", {
    capabilities: `${MULTILINE} message-tags server-time`,
  });
  const tagged = await server.join("tagged", {
    capabilities: "message-tags batch",
  });
  const bare = await server.join("bare");
  const plain = await server.connect();
  plain.send("plain\n");
  await settle();
  for (const conn of [full, tagged, bare, plain]) conn.takeLines();

  assertEquals(await server.ask(ann, ...PASTE), []);

  const time = "time=2026-01-01T00:00:00.000Z";
  assertEquals(full.takeLines(), [
    `@${time};msgid=test-6;+x=1 ${ANN} BATCH +test-6 draft/multiline #lobby`,
    `@batch=test-6 ${ANN} PRIVMSG #lobby :one `,
    `@batch=test-6;draft/multiline-concat ${ANN} PRIVMSG #lobby :two`,
    `@batch=test-6 ${ANN} PRIVMSG #lobby :`,
    `@batch=test-6 ${ANN} PRIVMSG #lobby :three`,
    `${ANN} BATCH -test-6`,
  ]);
  assertEquals(tagged.takeLines(), [
    `@msgid=test-6;+x=1 ${ANN} PRIVMSG #lobby :one `,
    `@+x=1 ${ANN} PRIVMSG #lobby :two`,
    `@+x=1 ${ANN} PRIVMSG #lobby :three`,
  ]);
  assertEquals(bare.takeLines(), [
    `${ANN} PRIVMSG #lobby :one `,
    `${ANN} PRIVMSG #lobby :two`,
    `${ANN} PRIVMSG #lobby :three`,
  ]);
  assertEquals(plain.takeLines(), ["ann: one two", "ann: ", "ann: three"]);
});

Deno.test("a multi-line message is echoed with its label on the opening BATCH alone", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    capabilities: `${MULTILINE} labeled-response echo-message`,
  });

  assertEquals(await server.ask(ann, ...PASTE), [
    `@label=7 ${ANN} BATCH +test-2 draft/multiline #lobby`,
    `@batch=test-2 ${ANN} PRIVMSG #lobby :one `,
    `@batch=test-2;draft/multiline-concat ${ANN} PRIVMSG #lobby :two`,
    `@batch=test-2 ${ANN} PRIVMSG #lobby :`,
    `@batch=test-2 ${ANN} PRIVMSG #lobby :three`,
    `${ANN} BATCH -test-2`,
  ]);
});

Deno.test("a multi-line message without an echo is acknowledged once, at its end", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    capabilities: `${MULTILINE} labeled-response`,
  });

  assertEquals(await server.ask(ann, ...PASTE.slice(0, -1)), []);
  assertEquals(await server.ask(ann, "BATCH -p"), ["@label=7 :test.chat ACK"]);
});

Deno.test("a multi-line message to one person, or where it cannot go", async (t) => {
  const rows = [
    {
      target: "bob",
      answer: [],
      heard: [`${ANN} PRIVMSG bob :x`, `${ANN} PRIVMSG bob :y`],
    },
    {
      target: "nobody",
      answer: [":test.chat 401 ann nobody :No such nick"],
      heard: [],
    },
    {
      target: "#no",
      answer: [":test.chat 403 ann #no :No such channel"],
      heard: [],
    },
    {
      target: "#b",
      answer: [
        ":test.chat 404 ann #b :Cannot send to channel (you are not in it)",
      ],
      heard: [],
    },
  ];
  for (const { target, answer, heard } of rows) {
    await t.step(target, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { capabilities: MULTILINE });
      const bob = await server.join("bob", { channels: "#b" });

      const got = await server.ask(
        ann,
        `BATCH +1 draft/multiline ${target}`,
        `@batch=1 PRIVMSG ${target} :x`,
        `@batch=1 PRIVMSG ${target} :y`,
        "BATCH -1",
      );

      assertEquals(got, answer);
      assertEquals(bob.takeLines(), heard);
    });
  }
});

Deno.test("a multi-line NOTICE is one, and nobody is answered what went wrong", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    capabilities: `${MULTILINE} labeled-response echo-message`,
  });
  const bob = await server.join("bob");
  const notices = (target: string) => [
    `@label=7 BATCH +1 draft/multiline ${target}`,
    `@batch=1 NOTICE ${target} :x`,
    `@batch=1 notice ${target} :y`,
    "BATCH -1",
  ];

  assertEquals(await server.ask(ann, ...notices("bob")), [
    `@label=7 ${ANN} BATCH +test-3 draft/multiline bob`,
    `@batch=test-3 ${ANN} NOTICE bob :x`,
    `@batch=test-3 ${ANN} NOTICE bob :y`,
    `${ANN} BATCH -test-3`,
  ]);
  assertEquals(bob.takeLines(), [
    `${ANN} NOTICE bob :x`,
    `${ANN} NOTICE bob :y`,
  ]);
  assertEquals(await server.ask(ann, ...notices("#no")), [
    "@label=7 :test.chat ACK",
  ]);
});

Deno.test("an echo in the batch of a label begins and ends in it", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    capabilities: `${MULTILINE} labeled-response echo-message`,
  });
  const bob = await server.join("bob");
  await server.ask(bob, "AWAY :out");

  const answer = await server.ask(
    ann,
    "@label=7 BATCH +1 draft/multiline bob",
    "@batch=1 PRIVMSG bob :x",
    "BATCH -1",
  );

  assertEquals(answer, [
    "@label=7 :test.chat BATCH +test-4 labeled-response",
    `@batch=test-4 ${ANN} BATCH +test-3 draft/multiline bob`,
    `@batch=test-3 ${ANN} PRIVMSG bob :x`,
    `@batch=test-4 ${ANN} BATCH -test-3`,
    "@batch=test-4 :test.chat 301 ann bob :out",
    ":test.chat BATCH -test-4",
  ]);
});

Deno.test("other commands work while a batch is open", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { capabilities: MULTILINE });
  const bob = await server.join("bob");

  const answer = await server.ask(
    ann,
    ...PASTE.slice(0, 2),
    "PING 1",
    "PRIVMSG #lobby :between",
    ...PASTE.slice(4),
  );

  assertEquals(answer, [":test.chat PONG test.chat :1"]);
  assertEquals(bob.takeLines(), [
    `${ANN} PRIVMSG #lobby :between`,
    `${ANN} PRIVMSG #lobby :one `,
    `${ANN} PRIVMSG #lobby :three`,
  ]);
});

Deno.test("the next batch may have the reference of the last", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { capabilities: MULTILINE });
  const bob = await server.join("bob");

  assertEquals(await server.ask(ann, ...PASTE, ...PASTE), []);

  assertEquals(bob.takeLines().length, 6);
});

Deno.test("a batch that is never ended delivers nothing", async (t) => {
  for (const leave of ["QUIT", "end of input", "ConnectionReset"]) {
    await t.step(leave, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { capabilities: MULTILINE });
      const bob = await server.join("bob");
      await server.ask(ann, ...PASTE.slice(0, -1));

      if (leave === "QUIT") ann.sendLines("QUIT");
      else if (leave === "end of input") ann.end();
      else ann.fail(new Deno.errors.ConnectionReset());
      await settle();

      assertEquals(bob.takeLines().map((line) => line.split(" ")[1]), ["QUIT"]);
    });
  }
});
