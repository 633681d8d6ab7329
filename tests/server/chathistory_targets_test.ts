import { assertEquals } from "@std/assert/equals";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";
import { HISTORY } from "./history_talk.ts";

const second = (count: number) =>
  `timestamp=${new Date(Date.UTC(2026, 0, 1, 0, 0, count)).toISOString()}`;
const FIRST = "timestamp=1970-01-01T00:00:00.000Z";
const LAST = "timestamp=2999-01-01T00:00:00.000Z";

async function targets(
  server: TestServer,
  conn: FakeConn,
  request: string,
): Promise<string[]> {
  const answer = await server.ask(conn, `CHATHISTORY TARGETS ${request}`);
  assertEquals(answer[0]!.endsWith(" draft/chathistory-targets"), true);
  return answer.slice(1, -1).map((line) => line.split(" TARGETS ")[1]!);
}

/** Something is said in #a after a second, by bob after two, in #b after three. */
async function talk(server: TestServer): Promise<FakeConn> {
  const ann = await server.join("ann", {
    capabilities: HISTORY,
    channels: "#b,#a,#quiet",
  });
  const bob = await server.join("bob", { channels: "#a,#b,#elsewhere" });
  for (const target of ["#a", "ann", "#b", "#elsewhere"]) {
    await server.clock.advance(1_000);
    await server.ask(bob, `PRIVMSG ${target} :hi`);
  }
  return ann;
}

const A = "#a 2026-01-01T00:00:01.000Z";
const BOB = "bob 2026-01-01T00:00:02.000Z";
const B = "#b 2026-01-01T00:00:03.000Z";

Deno.test("CHATHISTORY TARGETS gives where something was said, by the time of the last message", async (t) => {
  const rows = [
    { name: "all", request: `${FIRST} ${LAST} 50`, want: [A, BOB, B] },
    {
      name: "all, backwards",
      request: `${LAST} ${FIRST} 50`,
      want: [A, BOB, B],
    },
    { name: "the first", request: `${FIRST} ${LAST} 2`, want: [A, BOB] },
    {
      name: "the first, backwards",
      request: `${LAST} ${FIRST} 2`,
      want: [BOB, B],
    },
    {
      name: "without the times themselves",
      request: `${second(1)} ${second(3)} 50`,
      want: [BOB],
    },
    { name: "nothing", request: `${second(4)} ${LAST} 50`, want: [] },
    {
      name: "nothing at one time",
      request: `${second(2)} ${second(2)} 5`,
      want: [],
    },
  ];
  for (const { name, request, want } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer();
      const ann = await talk(server);

      assertEquals(await targets(server, ann, request), want);
    });
  }
});

Deno.test("CHATHISTORY TARGETS names people as they are called now, or were last", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await server.join("ann", { capabilities: HISTORY, channels: "" });
  const bob = await server.join("bob");
  const eve = await server.join("eve");
  await server.ask(bob, "PRIVMSG ann :hi", "NICK rob");
  await server.clock.advance(1_000);
  await server.ask(ann, "PRIVMSG eve :hi");
  await server.ask(eve, "QUIT");
  const ask = () => targets(server, ann, `${FIRST} ${LAST} 9`);

  assertEquals(await ask(), [
    "rob 2026-01-01T00:00:00.000Z",
    "eve 2026-01-01T00:00:01.000Z",
  ]);
  await server.join("eve");
  assertEquals((await ask()).length, 2);
});

Deno.test("CHATHISTORY TARGETS tells of no message that is not for the asker", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const op = await server.join("op", { channels: "#a" });
  const ann = await server.join("ann", {
    capabilities: HISTORY,
    channels: "#a",
  });
  await server.ask(op, "PRIVMSG @#a :for operators");

  assertEquals(await targets(server, ann, `${FIRST} ${LAST} 9`), []);
});

Deno.test("CHATHISTORY TARGETS gives plain lines without batch", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", {
    capabilities: "draft/chathistory",
    channels: "#a",
  });
  const bob = await server.join("bob", { channels: "#a" });
  await server.ask(bob, "PRIVMSG #a :hi");

  assertEquals(
    await server.ask(ann, `CHATHISTORY TARGETS ${FIRST} ${LAST} 9`),
    [
      ":test.chat CHATHISTORY TARGETS #a 2026-01-01T00:00:00.000Z",
    ],
  );
});
