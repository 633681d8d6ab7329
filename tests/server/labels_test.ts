import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import { TestServer } from "../fakes/test_server.ts";

const LABELS = "batch labeled-response";

Deno.test("a labelled command is answered under its label", async (t) => {
  const rows = [
    {
      name: "by one message",
      line: "PING 1",
      want: ["@label=7 :test.chat PONG test.chat :1"],
    },
    {
      name: "by an error",
      line: "TOPIC #no",
      want: ["@label=7 :test.chat 403 ann #no :No such channel"],
    },
    {
      name: "by an error of the dispatcher",
      line: "FROB",
      want: ["@label=7 :test.chat 421 ann FROB :Unknown command"],
    },
    {
      name: "by ACK where there is no answer",
      line: "PONG x",
      want: ["@label=7 :test.chat ACK"],
    },
    {
      name: "by ACK where there is no echo",
      line: "PRIVMSG #lobby :hi",
      want: ["@label=7 :test.chat ACK"],
    },
    {
      name: "by a batch of several messages",
      line: "NAMES #lobby",
      want: [
        "@label=7 :test.chat BATCH +test-2 labeled-response",
        "@batch=test-2 :test.chat 353 ann = #lobby :ann",
        "@batch=test-2 :test.chat 366 ann #lobby :End of /NAMES list",
        ":test.chat BATCH -test-2",
      ],
    },
    {
      name: "by the own join",
      line: "JOIN #a",
      want: [
        "@label=7 :test.chat BATCH +test-3 labeled-response",
        "@batch=test-3 :ann!ann@192.0.2.1 JOIN #a",
        "@batch=test-3 :test.chat 353 ann = #a :@ann",
        "@batch=test-3 :test.chat 366 ann #a :End of /NAMES list",
        ":test.chat BATCH -test-3",
      ],
    },
    {
      name: "by the own change of nick",
      line: "NICK anna",
      want: ["@label=7 :ann!ann@192.0.2.1 NICK anna"],
    },
    {
      name: "by CAP",
      line: "CAP LIST",
      want: ["@label=7 :test.chat CAP ann LIST :batch labeled-response"],
    },
  ];
  for (const { name, line, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { capabilities: LABELS });

      assertEquals(await server.ask(ann, `@label=7 ${line}`), want);
    });
  }
});

Deno.test("an echo is the answer, and others see no label", async () => {
  await using server = new TestServer();
  const capabilities = `${LABELS} echo-message`;
  const ann = await server.join("ann", { capabilities });
  const bob = await server.join("bob", { capabilities });

  const answer = await server.ask(ann, "@label=7 PRIVMSG #lobby :hi");

  assertEquals(answer, ["@label=7 :ann!ann@192.0.2.1 PRIVMSG #lobby :hi"]);
  assertEquals(bob.takeLines(), [":ann!ann@192.0.2.1 PRIVMSG #lobby :hi"]);
});

Deno.test("the echoes of several targets are one batch", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    capabilities: `${LABELS} echo-message`,
    channels: "#a,#b",
  });

  assertEquals(await server.ask(ann, "@label=7 PRIVMSG #a,#b :hi"), [
    "@label=7 :test.chat BATCH +test-5 labeled-response",
    "@batch=test-5 :ann!ann@192.0.2.1 PRIVMSG #a :hi",
    "@batch=test-5 :ann!ann@192.0.2.1 PRIVMSG #b :hi",
    ":test.chat BATCH -test-5",
  ]);
});

Deno.test("TAGMSG is acknowledged to who cannot be told its echo", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    capabilities: `${LABELS} echo-message`,
  });

  assertEquals(await server.ask(ann, "@label=7 TAGMSG #lobby"), [
    "@label=7 :test.chat ACK",
  ]);
});

Deno.test("TAGMSG is echoed under its label to who can be told", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    capabilities: `${LABELS} echo-message message-tags`,
  });

  assertEquals(await server.ask(ann, "@label=7;+a=1 TAGMSG #lobby"), [
    "@label=7;msgid=test-2;+a=1 :ann!ann@192.0.2.1 TAGMSG #lobby",
  ]);
});

Deno.test("a label is ignored", async (t) => {
  const rows = [
    { name: "without batch", capabilities: "labeled-response", label: "7" },
    {
      name: "without labeled-response",
      capabilities: "batch message-tags",
      label: "7",
    },
    {
      name: "of more than 64 bytes",
      capabilities: LABELS,
      label: `${"é".repeat(32)}x`,
    },
    { name: "that is empty", capabilities: LABELS, label: "" },
  ];
  for (const { name, capabilities, label } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { capabilities });

      const answer = await server.ask(
        ann,
        `@label=${label} PING 1`,
        `@label=${label} PONG`,
      );

      assertEquals(answer, [":test.chat PONG test.chat :1"]);
    });
  }
});

Deno.test("a label is given back as it came", async (t) => {
  for (const label of ["é".repeat(32), "a\\sb\\:c\\\\d", "=x="]) {
    await t.step(label, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { capabilities: LABELS });

      assertEquals(await server.ask(ann, `@label=${label} PING 1`), [
        `@label=${label} :test.chat PONG test.chat :1`,
      ]);
    });
  }
});

Deno.test("what others say meanwhile stays out of the batch", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { capabilities: LABELS });
  const bob = await server.join("bob");
  for (let count = 0; count < 1_500; count++) {
    server.server.hub.registry.openChannel(`#${"x".repeat(50)}${count}`, {
      createdAt: 0,
    });
  }
  ann.takeLines();
  ann.stall();
  ann.sendLines("@label=7 LIST");
  await settle();

  await server.ask(bob, "PRIVMSG #lobby :hi");
  ann.unstall();
  await server.clock.advance(1_000);

  const lines = ann.takeLines();
  const said = ":bob!bob@192.0.2.1 PRIVMSG #lobby :hi";
  assertEquals(lines.includes(said), true);
  assertEquals(
    lines.filter((line) =>
      line !== said && !/BATCH|^@batch=test-3 /.test(line)
    ),
    [],
  );
  assertEquals(lines.at(-1), ":test.chat BATCH -test-3");
});

Deno.test("the ACK of capabilities comes before what they change", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { capabilities: LABELS });

  const answer = await server.ask(
    ann,
    "@label=7 CAP REQ :server-time",
    "@label=8 CAP REQ :-server-time -labeled-response",
    "@label=9 PING 1",
  );

  assertEquals(answer, [
    "@label=7 :test.chat CAP ann ACK :server-time",
    "@label=8;time=2026-01-01T00:00:00.000Z :test.chat CAP ann ACK :-server-time -labeled-response",
    ":test.chat PONG test.chat :1",
  ]);
});

Deno.test("a label works during the registration", async () => {
  await using server = new TestServer();
  const conn = await server.connect();
  await server.ask(conn, `CAP REQ :${LABELS}`);

  assertEquals(await server.ask(conn, "@label=7 NICK :a b"), [
    "@label=7 :test.chat 432 * * :Erroneous nickname",
  ]);
});
