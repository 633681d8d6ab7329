import { assertEquals } from "@std/assert/equals";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";
import { HISTORY, tagOf } from "./history_talk.ts";

const EVENTS = `${HISTORY} draft/event-playback`;

/** Gives what the batch holds, without tags. */
async function latest(
  server: TestServer,
  conn: FakeConn,
  target: string,
): Promise<string[]> {
  const answer = await server.ask(conn, `CHATHISTORY LATEST ${target} * 50`);
  return answer.slice(1, -1).map((line) => line.replace(/^@\S+ /, ""));
}

Deno.test("what was redacted is gone, and that it was is given to those who know it", async (t) => {
  const redaction = "draft/message-redaction";
  const rows = [
    { capabilities: HISTORY, want: [] },
    { capabilities: `${HISTORY} ${redaction}`, want: [] },
    { capabilities: EVENTS, want: [":ann!ann@192.0.2.1 JOIN #a"] },
    {
      capabilities: `${EVENTS} ${redaction}`,
      want: [
        ":ann!ann@192.0.2.1 JOIN #a",
        ":bob!bob@192.0.2.1 REDACT #a test-3 sorry",
      ],
    },
  ];
  for (const { capabilities, want } of rows) {
    await t.step(capabilities, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { capabilities, channels: "#a" });
      const bob = await server.join("bob", { channels: "#a" });
      await server.ask(bob, "PRIVMSG #a :oops", "REDACT #a test-3 :sorry");

      const given = await latest(server, ann, "#a");

      assertEquals(
        given.filter((line) => !/^:bob\S+ JOIN /.test(line)),
        want,
      );
    });
  }
});

Deno.test("what is redacted while a client reads on is not given any more", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await server.join("ann", {
    capabilities: HISTORY,
    channels: "#a",
  });
  const bob = await server.join("bob", {
    capabilities: "echo-message message-tags",
    channels: "#a",
  });
  const long = "x".repeat(400);
  for (let count = 0; count < 400; count++) {
    await server.ask(bob, `PRIVMSG #a :${long}`);
  }
  const echo = await server.ask(bob, "PRIVMSG #a :not for long");
  const msgid = tagOf(echo, "not for long", "msgid");
  ann.takeLines();
  ann.stall();
  await server.ask(ann, "CHATHISTORY LATEST #a * 500");

  await server.ask(bob, `REDACT #a ${msgid}`);
  ann.unstall();
  await server.ask(ann, "PING 1");

  const count = (text: string) => ann.output.split(` :${text}\r\n`).length - 1;
  assertEquals(count(long), 800);
  // When it was said it was told, of course.
  assertEquals(count("not for long"), 1);
});

Deno.test("an edited message is given with its new text under its old id, and the edit to those who know it", async (t) => {
  const rows = [
    {
      capabilities: HISTORY,
      want: ["PRIVMSG #a :new text"],
    },
    {
      capabilities: `${EVENTS} chat/edit`,
      want: ["PRIVMSG #a :new text", "EDITMSG #a test-3 :new text"],
    },
  ];
  for (const { capabilities, want } of rows) {
    await t.step(capabilities, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { capabilities, channels: "#a" });
      const bob = await server.join("bob", {
        capabilities: "chat/edit",
        channels: "#a",
      });
      await server.ask(bob, "PRIVMSG #a :old", "EDITMSG #a test-3 :new text");

      const answer = await server.ask(ann, "CHATHISTORY LATEST #a * 50");

      const given = answer.filter((line) => line.includes("new text"));
      assertEquals(given.map((line) => line.split("192.0.2.1 ")[1]), want);
      assertEquals(tagOf(given, "new text", "msgid"), "test-3");
      assertEquals(given[0]!.includes("chat/edited"), true);
    });
  }
});

Deno.test("a channel that was renamed has its history under the new name", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await server.join("ann", {
    capabilities: `${EVENTS} draft/channel-rename`,
    channels: "#old",
  });
  await server.ask(
    ann,
    "PRIVMSG #old :before",
    "PRIVMSG @#old :for operators",
    "RENAME #old #new",
    "PRIVMSG #new :after",
  );

  const given = await latest(server, ann, "#new");

  assertEquals(given.filter((line) => !line.includes(" RENAME ")), [
    ":ann!ann@192.0.2.1 JOIN #new",
    ":ann!ann@192.0.2.1 PRIVMSG #new :before",
    ":ann!ann@192.0.2.1 PRIVMSG @#new :for operators",
    ":ann!ann@192.0.2.1 PRIVMSG #new :after",
  ]);
});
