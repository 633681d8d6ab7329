import { assertEquals } from "@std/assert/equals";
import { readOpers } from "../../server/opers.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";
import { HISTORY } from "./history_talk.ts";

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

/** Has all happen in #a that can: `ann` is there from the start to the end. */
async function happen(server: TestServer): Promise<void> {
  const bob = await server.join("bob", {
    capabilities: "message-tags",
    channels: "#a",
  });
  await server.ask(
    bob,
    "PRIVMSG #a :hello",
    "@+typing=active TAGMSG #a",
    "@+draft/react=🙂;+draft/reply=test-3 TAGMSG #a",
    "NICK rob",
    "PART #a :off",
    "JOIN #a",
    "QUIT :done",
  );
}

Deno.test("with draft/event-playback what happened is given, too, with ids and times", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await server.join("ann", {
    capabilities: EVENTS,
    channels: "#a",
  });
  await happen(server);
  const eve = await server.join("eve", { channels: "#a" });
  await server.ask(
    ann,
    "TOPIC #a :news",
    "MODE #a +v eve",
    "KICK #a eve :enough",
  );
  const answer = await server.ask(ann, "CHATHISTORY LATEST #a * 50");

  assertEquals(
    answer.slice(1, -1).map((line) => line.replace(/^@\S+ /, "")),
    [
      ":ann!ann@192.0.2.1 JOIN #a",
      ":bob!bob@192.0.2.1 JOIN #a",
      ":bob!bob@192.0.2.1 PRIVMSG #a :hello",
      ":bob!bob@192.0.2.1 TAGMSG #a",
      ":bob!bob@192.0.2.1 NICK rob",
      ":rob!bob@192.0.2.1 PART #a off",
      ":rob!bob@192.0.2.1 JOIN #a",
      ":rob!bob@192.0.2.1 QUIT :Quit: done",
      ":eve!eve@192.0.2.1 JOIN #a",
      ":ann!ann@192.0.2.1 TOPIC #a :news",
      ":ann!ann@192.0.2.1 MODE #a +v eve",
      ":ann!ann@192.0.2.1 KICK #a eve :enough",
    ],
  );
  const isWhole = (line: string) =>
    /^@batch=\S+;time=2026-\S+;msgid=test-\w+[; ]/.test(line);
  assertEquals(answer.slice(1, -1).filter((line) => !isWhole(line)), []);
  await server.ask(eve, "QUIT");
});

Deno.test("without draft/event-playback only what was said is given", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await server.join("ann", {
    capabilities: HISTORY,
    channels: "#a",
  });
  await happen(server);

  assertEquals(await latest(server, ann, "#a"), [
    ":bob!bob@192.0.2.1 PRIVMSG #a :hello",
  ]);
});

Deno.test("reactions are given to those with message-tags", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await server.join("ann", {
    capabilities: "draft/chathistory draft/event-playback",
    channels: "#a",
  });
  await happen(server);

  const answer = await server.ask(ann, "CHATHISTORY LATEST #a * 50");

  assertEquals(answer.map((line) => line.split(" ")[1]), [
    "JOIN",
    "JOIN",
    "PRIVMSG",
    "NICK",
    "PART",
    "JOIN",
    "QUIT",
  ]);
});

Deno.test("an event is told live under the id that history has for it", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await server.join("ann", {
    capabilities: EVENTS,
    channels: "#a",
  });
  const idsIn = (lines: readonly string[]) =>
    lines.map((line) => /;msgid=([^; ]+)/.exec(line)?.[1]);
  ann.takeLines();

  await happen(server);

  const live = ann.takeLines().filter((line) => !line.includes("typing"));
  const answer = await server.ask(ann, "CHATHISTORY LATEST #a * 50");
  assertEquals(idsIn(answer.slice(2, -1)), idsIn(live));
});

Deno.test("JOIN is given in the form that the client knows", async (t) => {
  const rows = [
    { capabilities: EVENTS, want: ":ann!ann@192.0.2.1 JOIN #a" },
    {
      capabilities: `${EVENTS} extended-join`,
      want: ":ann!ann@192.0.2.1 JOIN #a * ann",
    },
  ];
  for (const { capabilities, want } of rows) {
    await t.step(capabilities, async () => {
      await using server = new TestServer();
      const ann = await server.join("ann", { capabilities, channels: "#a" });

      assertEquals(await latest(server, ann, "#a"), [want]);
    });
  }
});

Deno.test("an event of several channels is given once in each, and paged past in each", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await server.join("ann", {
    capabilities: EVENTS,
    channels: "#a,#b",
  });
  const bob = await server.join("bob", { channels: "#a,#b" });
  await server.ask(bob, "NICK rob", "PRIVMSG #a :in a", "PRIVMSG #b :in b");
  const nickIn = async (channel: string) => {
    const answer = await server.ask(ann, `CHATHISTORY LATEST ${channel} * 9`);
    const nicks = answer.filter((line) => line.includes(" NICK "));
    assertEquals(nicks.length, 1);
    return /;msgid=([^; ]+)/.exec(nicks[0]!)![1]!;
  };
  const msgid = await nickIn("#a");
  assertEquals(await nickIn("#b"), msgid);

  for (const [channel, text] of [["#a", "in a"], ["#b", "in b"]]) {
    const after = await server.ask(
      ann,
      `CHATHISTORY AFTER ${channel} msgid=${msgid} 1`,
    );
    assertEquals(after[1]!.endsWith(` PRIVMSG ${channel} :${text}`), true);
    const before = await server.ask(
      ann,
      `CHATHISTORY BEFORE ${channel} msgid=${msgid} 1`,
    );
    assertEquals(before[1]!.includes(" JOIN "), true);
  }
});

Deno.test("ranks in the lobby, which the server gives, are part of its history", async () => {
  await using server = new TestServer({
    hasThrottle: false,
    opers: readOpers(["root:pw"]),
  });
  const ann = await server.join("ann", { capabilities: EVENTS });
  const root = await server.join("root", { address: "127.0.0.1" });
  root.sendLines("OPER root pw");
  await server.clock.advance(2_000);
  await server.ask(root, "PART #lobby", "JOIN #lobby", "MODE root -o");

  const given = await latest(server, ann, "#lobby");

  assertEquals(given.filter((line) => line.includes(" MODE ")), [
    ":test.chat MODE #lobby +o root",
    ":test.chat MODE #lobby +o root",
    ":test.chat MODE #lobby -o root",
  ]);
});
