import { assertEquals } from "@std/assert/equals";
import { readOpers } from "../../server/opers.ts";
import { MemoryStore } from "../../server/history/memory_store.ts";
import type { FakeConn } from "../fakes/fake_conn.ts";
import { TestServer } from "../fakes/test_server.ts";
import { HISTORY, textsIn } from "./history_talk.ts";

const refused = (target: string) => [
  `:test.chat FAIL CHATHISTORY INVALID_TARGET LATEST ${target} :Messages could not be retrieved`,
];

async function latest(
  server: TestServer,
  conn: FakeConn,
  target: string,
): Promise<string[]> {
  const answer = await server.ask(conn, `CHATHISTORY LATEST ${target} * 50`);
  const bare = answer.map((line) => line.replace(/^@\S+ /, ""));
  return bare[0]?.includes(" FAIL ") ? bare : textsIn(answer);
}

Deno.test("members of a channel read what was said before they came, others read nothing", async (t) => {
  const rows = [
    { name: "an open channel", mode: "", target: "#a" },
    { name: "a secret channel", mode: "+s", target: "#a" },
    { name: "a channel by invitation", mode: "+i", target: "#a" },
    { name: "no channel at all", mode: "", target: "#b" },
  ];
  for (const { name, mode, target } of rows) {
    await t.step(name, async () => {
      await using server = new TestServer({ opers: readOpers(["root:pw"]) });
      const ann = await server.join("ann", { channels: "#a" });
      await server.ask(ann, "PRIVMSG #a :early", `MODE #a ${mode}`);
      await server.ask(ann, "INVITE bob #a");
      const bob = await server.join("bob", {
        capabilities: HISTORY,
        channels: "",
      });
      const root = await server.join("root", {
        capabilities: HISTORY,
        channels: "",
        address: "127.0.0.1",
      });
      root.sendLines("OPER root pw");
      await server.clock.advance(2_000);
      await server.ask(ann, "INVITE bob #a");

      // Of the server's operators nobody may read more than others.
      assertEquals(await latest(server, root, target), refused(target));
      assertEquals(await latest(server, bob, target), refused(target));
      await server.ask(bob, "JOIN #a");
      assertEquals(await latest(server, bob, "#a"), ["early"]);
      await server.ask(bob, "PART #a");
      assertEquals(await latest(server, bob, "#a"), refused("#a"));
    });
  }
});

Deno.test("with --history-from-join members read what came since they joined, by whatever reference", async () => {
  await using server = new TestServer({ historyFromJoin: true });
  const ann = await server.join("ann", { channels: "#a" });
  await server.ask(ann, "PRIVMSG #a :early");
  const bob = await server.join("bob", {
    capabilities: `${HISTORY} draft/event-playback`,
    channels: "#a",
  });
  await server.ask(ann, "PRIVMSG #a :late");
  const first = "timestamp=1970-01-01T00:00:00.000Z";
  const last = "timestamp=2999-01-01T00:00:00.000Z";

  for (
    const request of [
      "LATEST #a * 50",
      "LATEST #a msgid=test-1 50",
      `AFTER #a ${first} 50`,
      `BEFORE #a ${last} 50`,
      "AROUND #a msgid=test-2 50",
      `BETWEEN #a ${last} ${first} 50`,
    ]
  ) {
    const answer = await server.ask(bob, `CHATHISTORY ${request}`);

    assertEquals(
      answer.slice(1, -1).map((line) => line.split(" ").slice(1).join(" ")),
      [":bob!bob@192.0.2.1 JOIN #a", ":ann!ann@192.0.2.1 PRIVMSG #a :late"],
      request,
    );
  }
  await server.ask(bob, "PART #a", "JOIN #a");
  assertEquals(await latest(server, bob, "#a"), []);
});

Deno.test("what is said to some ranks is read by those who have them, and by who said it", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const capabilities = HISTORY;
  const ann = await server.join("ann", { capabilities, channels: "#a" });
  const bob = await server.join("bob", { capabilities, channels: "#a" });
  const eve = await server.join("eve", { capabilities, channels: "#a" });
  await server.ask(bob, "PRIVMSG #a :before", "PRIVMSG @#a :to operators");
  await server.ask(ann, "PRIVMSG +#a :to the voiced");
  await server.ask(bob, "PRIVMSG #a :after");
  const ask = async (conn: FakeConn, limit: number) =>
    textsIn(await server.ask(conn, `CHATHISTORY LATEST #a * ${limit}`));

  const all = ["before", "to operators", "to the voiced", "after"];
  assertEquals(await latest(server, ann, "#a"), all);
  assertEquals(await latest(server, bob, "#a"), [
    "before",
    "to operators",
    "after",
  ]);
  // What is not for somebody takes nobody's place.
  assertEquals(await ask(eve, 2), ["before", "after"]);
  await server.ask(ann, "MODE #a +v eve");
  assertEquals(await ask(eve, 2), ["to the voiced", "after"]);
  await server.ask(ann, "MODE #a +o eve");
  assertEquals(await latest(server, eve, "#a"), all);
});

Deno.test("what was said to some ranks is not read by who opens the channel anew, but by who said it", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const capabilities = HISTORY;
  const ann = await server.join("ann", { capabilities, channels: "#a" });
  await server.ask(ann, "PRIVMSG @#a :before", "PRIVMSG #a :to all");
  await server.ask(ann, "PART #a");
  await server.clock.advance(1_000);

  const eve = await server.join("eve", { capabilities, channels: "#a" });
  await server.ask(ann, "JOIN #a", "PRIVMSG @#a :now");

  assertEquals(await latest(server, eve, "#a"), ["to all", "now"]);
  assertEquals(await latest(server, ann, "#a"), ["before", "to all", "now"]);
});

Deno.test("direct messages are read by the two, whatever nicks they take later", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const capabilities = HISTORY;
  const ann = await server.join("ann", { capabilities });
  const bob = await server.join("bob", { capabilities });
  const eve = await server.join("eve", { capabilities });
  await server.ask(ann, "PRIVMSG bob :one");
  await server.ask(bob, "NICK rob", "PRIVMSG ann :two");
  await server.ask(ann, "NICK anna", "PRIVMSG rob :three");

  const answer = await server.ask(ann, "CHATHISTORY LATEST rob * 9");
  assertEquals(answer.map((line) => line.split(" ").slice(1).join(" ")), [
    ":test.chat BATCH +test-9 chathistory rob",
    ":ann!ann@192.0.2.1 PRIVMSG rob :one",
    ":rob!bob@192.0.2.1 PRIVMSG anna :two",
    ":anna!ann@192.0.2.1 PRIVMSG rob :three",
    ":test.chat BATCH -test-9",
  ]);
  const said = ["one", "two", "three"];
  assertEquals(await latest(server, bob, "anna"), said);
  assertEquals(await latest(server, eve, "rob"), []);
  assertEquals(await latest(server, eve, "bob"), refused("bob"));
  assertEquals(await latest(server, ann, "bob"), refused("bob"));
});

Deno.test("who takes the nick of another reads nothing of theirs", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const capabilities = HISTORY;
  const ann = await server.join("ann", { capabilities });
  const bob = await server.join("bob", { capabilities });
  await server.ask(ann, "PRIVMSG bob :for bob alone");
  await server.ask(bob, "PRIVMSG ann :for ann alone", "NICK rob");
  const thief = await server.join("bob", { capabilities });
  await server.ask(ann, "QUIT");
  const again = await server.join("ann", { capabilities });

  assertEquals(await latest(server, thief, "ann"), []);
  assertEquals(await latest(server, again, "rob"), []);
  assertEquals(await latest(server, again, "bob"), []);
});

Deno.test("what was said with who is gone is read by the nick that it had last, be it another's now", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await server.join("ann", { capabilities: HISTORY });
  const bob = await server.join("bob");
  await server.ask(ann, "PRIVMSG bob :one");
  await server.ask(bob, "QUIT");
  const second = await server.join("bob");
  await server.ask(second, "PRIVMSG ann :two");
  await server.ask(second, "QUIT");

  assertEquals(await latest(server, ann, "BOB"), ["one", "two"]);
  const third = await server.join("bob", { capabilities: HISTORY });
  assertEquals(await latest(server, ann, "bob"), ["one", "two"]);
  assertEquals(await latest(server, third, "ann"), []);
  await server.ask(third, "PRIVMSG ann :three");
  assertEquals(await latest(server, ann, "bob"), ["one", "two", "three"]);
  assertEquals(await latest(server, third, "ann"), ["three"]);
});

Deno.test("what one says to oneself is read once", async () => {
  await using server = new TestServer();
  const ann = await server.join("ann", { capabilities: HISTORY });
  await server.ask(ann, "PRIVMSG ann :note to self");

  assertEquals(await latest(server, ann, "ann"), ["note to self"]);
});

Deno.test("what was said is there after a restart", async () => {
  const store = new MemoryStore();
  {
    await using server = new TestServer({}, { store });
    const ann = await server.join("ann", { channels: "#lobby" });
    await server.ask(ann, "PRIVMSG #lobby :before");
  }
  await using server = new TestServer({}, { store, idPrefix: "next" });
  const bob = await server.join("bob", { capabilities: HISTORY });
  await server.ask(bob, "PRIVMSG #lobby :after");

  assertEquals(await latest(server, bob, "#lobby"), ["before", "after"]);
});

Deno.test("who is gone is found by the last of its nicks, whoever asked before", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await server.join("ann", { capabilities: HISTORY });
  const bob = await server.join("bob");
  await server.ask(bob, "PRIVMSG ann :one", "QUIT");
  assertEquals(await latest(server, ann, "bob"), ["one"]);
  const eve = await server.join("eve");
  await server.ask(eve, "PRIVMSG ann :two", "NICK eva");
  await server.ask(ann, "PRIVMSG eva :three");
  await server.ask(eve, "QUIT");
  assertEquals(await latest(server, ann, "eve"), refused("eve"));
  assertEquals(await latest(server, ann, "eva"), ["two", "three"]);
});
