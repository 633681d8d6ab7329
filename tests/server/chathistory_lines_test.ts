import { assertEquals } from "@std/assert/equals";
import { TestServer } from "../fakes/test_server.ts";
import { HISTORY } from "./history_talk.ts";

Deno.test("CHATHISTORY LATEST of a channel is as in the specification's example", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    capabilities: HISTORY,
    channels: "#channel",
  });
  const nick = await server.join("nick", {
    capabilities: "message-tags",
    channels: "#channel",
  });
  await server.clock.advance(1_000);
  await server.ask(nick, "PRIVMSG #channel :message");
  await server.clock.advance(12_000);
  await server.ask(nick, "NOTICE #channel :message");
  await server.clock.advance(39_123);
  const action = "\x01ACTION message\x01";
  await server.ask(nick, `@+client-tag=val PRIVMSG #channel :${action}`);
  await server.clock.advance(1_000);

  assertEquals(await server.ask(ann, "CHATHISTORY LATEST #channel * 50"), [
    "@time=2026-01-01T00:00:53.123Z :test.chat BATCH +test-6 chathistory #channel",
    "@batch=test-6;time=2026-01-01T00:00:01.000Z;msgid=test-3 :nick!nick@192.0.2.1 PRIVMSG #channel :message",
    "@batch=test-6;time=2026-01-01T00:00:13.000Z;msgid=test-4 :nick!nick@192.0.2.1 NOTICE #channel :message",
    `@batch=test-6;time=2026-01-01T00:00:52.123Z;msgid=test-5;+client-tag=val :nick!nick@192.0.2.1 PRIVMSG #channel :${action}`,
    "@time=2026-01-01T00:00:53.123Z :test.chat BATCH -test-6",
  ]);
});

Deno.test("CHATHISTORY BEFORE with a nick is as in the specification's example", async () => {
  await using server = new TestServer();
  const alice = await server.join("alice", { capabilities: HISTORY });
  const bob = await server.join("bob");
  const carol = await server.join("carol");
  await server.ask(bob, "PRIVMSG alice :hello");
  await server.ask(carol, "PRIVMSG alice :me, too", "PRIVMSG bob :and you");
  await server.ask(alice, "PRIVMSG bob :hi! how are you?");
  await server.ask(bob, "PRIVMSG alice :I'm good, thank you!");
  await server.clock.advance(1);
  const until = "timestamp=2026-01-01T00:00:00.001Z";

  const answer = await server.ask(alice, `CHATHISTORY BEFORE BOB ${until} 50`);

  assertEquals(answer.map((line) => line.replace(/^@\S+ /, "")), [
    ":test.chat BATCH +test-9 chathistory bob",
    ":bob!bob@192.0.2.1 PRIVMSG alice :hello",
    ":alice!alice@192.0.2.1 PRIVMSG bob :hi! how are you?",
    ":bob!bob@192.0.2.1 PRIVMSG alice :I'm good, thank you!",
    ":test.chat BATCH -test-9",
  ]);
});

Deno.test("CHATHISTORY gives an empty batch where nothing was said", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { capabilities: HISTORY });
  await server.join("bob");

  for (const target of ["#lobby", "bob", "ann"]) {
    const answer = await server.ask(ann, `CHATHISTORY LATEST ${target} * 5`);

    assertEquals(answer.length, 2);
    assertEquals(answer[0]!.endsWith(` chathistory ${target}`), true);
  }
});

Deno.test("CHATHISTORY gives lines as the client can read them", async (t) => {
  const rows = [
    {
      name: "without batch, plain lines",
      capabilities: "draft/chathistory",
      want: [":bob!bob@192.0.2.1 PRIVMSG #a :hi"],
    },
    {
      name: "with a label and a batch, one answer",
      capabilities: "batch draft/chathistory labeled-response",
      want: [
        "@label=7 :test.chat BATCH +test-5 labeled-response",
        "@batch=test-5 :test.chat BATCH +test-4 chathistory #a",
        "@batch=test-4 :bob!bob@192.0.2.1 PRIVMSG #a :hi",
        "@batch=test-5 :test.chat BATCH -test-4",
        ":test.chat BATCH -test-5",
      ],
    },
  ];
  for (const { name, capabilities, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { capabilities, channels: "#a" });
      const bob = await server.join("bob", { channels: "#a" });
      await server.ask(bob, "PRIVMSG #a :hi");

      assertEquals(
        await server.ask(ann, "@label=7 CHATHISTORY LATEST #a * 50"),
        want,
      );
    });
  }
});

Deno.test("CHATHISTORY gives a multi-line message as a batch in its batch, or line by line", async (t) => {
  const rows = [
    {
      capabilities: `${HISTORY} draft/multiline`,
      want: [
        "@time=2026-01-01T00:00:01.000Z :test.chat BATCH +test-4 chathistory #a",
        "@batch=test-4;time=2026-01-01T00:00:00.000Z;msgid=test-3;+x=y :bob!bob@192.0.2.1 BATCH +test-3 draft/multiline #a",
        "@batch=test-3 :bob!bob@192.0.2.1 PRIVMSG #a :first",
        "@batch=test-3 :bob!bob@192.0.2.1 PRIVMSG #a :",
        "@batch=test-3;draft/multiline-concat :bob!bob@192.0.2.1 PRIVMSG #a :last",
        "@batch=test-4 :bob!bob@192.0.2.1 BATCH -test-3",
        "@time=2026-01-01T00:00:01.000Z :test.chat BATCH -test-4",
      ],
    },
    {
      capabilities: HISTORY,
      want: [
        "@time=2026-01-01T00:00:01.000Z :test.chat BATCH +test-4 chathistory #a",
        "@batch=test-4;time=2026-01-01T00:00:00.000Z;msgid=test-3;+x=y :bob!bob@192.0.2.1 PRIVMSG #a :first",
        "@batch=test-4;time=2026-01-01T00:00:00.000Z;+x=y :bob!bob@192.0.2.1 PRIVMSG #a :last",
        "@time=2026-01-01T00:00:01.000Z :test.chat BATCH -test-4",
      ],
    },
  ];
  for (const { capabilities, want } of rows) {
    await t.step(capabilities, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { capabilities, channels: "#a" });
      const bob = await server.join("bob", {
        capabilities: "batch draft/multiline message-tags",
        channels: "#a",
      });
      await server.ask(
        bob,
        "@+x=y BATCH +1 draft/multiline #a",
        "@batch=1 PRIVMSG #a :first",
        "@batch=1 PRIVMSG #a :",
        "@batch=1;draft/multiline-concat PRIVMSG #a :last",
        "BATCH -1",
      );
      await server.clock.advance(1_000);

      assertEquals(await server.ask(ann, "CHATHISTORY LATEST #a * 5"), want);
    });
  }
});
