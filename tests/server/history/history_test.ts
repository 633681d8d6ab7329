import { assertEquals } from "@std/assert/equals";
import { parseMessage } from "../../../protocol/message.ts";
import { dispatchCommand } from "../../../server/commands.ts";
import { MemoryStore } from "../../../server/history/memory_store.ts";
import { parseMessageId } from "../../../server/history/message_ids.ts";
import { FailingStore } from "../../fakes/failing_store.ts";
import { settle } from "../../fakes/fake_clock.ts";
import { TestServer } from "../../fakes/test_server.ts";

const REASON = "Cannot store what is said as the disk is full";

/** All messages of a store, as `command text`. */
function storedTexts(store: MemoryStore): string[] {
  return store.list({
    places: [1, 2, 3],
    kinds: ["event", "said", "tags"],
    limit: 100,
    end: "oldest",
  }).map(({ message: { command, params } }) =>
    [command, ...params.slice(1)].join(" ")
  );
}

Deno.test("what is said is stored before anybody is told of it", async () => {
  const store = new FailingStore();
  await using server = new TestServer({}, { store });
  const capabilities = "echo-message";
  const ann = await server.join("ann", { capabilities });
  const bob = await server.join("bob");
  const told: number[] = [];
  store.onCommit = () => void told.push(ann.writes.length, bob.writes.length);
  const before = [ann.writes.length, bob.writes.length];

  const echo = await server.ask(ann, "PRIVMSG #lobby :hi");

  assertEquals(told, before);
  assertEquals(echo, [":ann!ann@192.0.2.1 PRIVMSG #lobby :hi"]);
  assertEquals(bob.takeLines(), echo);
});

Deno.test("what is said in one turn is stored in one go", async () => {
  const store = new FailingStore();
  await using server = new TestServer({}, { store });
  const ann = await server.join("ann");
  let count = 0;
  store.onCommit = () => void count++;

  await server.ask(ann, "PRIVMSG #lobby,ann :hi");

  assertEquals(count, 1);
  assertEquals(storedTexts(store).slice(-2), ["PRIVMSG hi", "PRIVMSG hi"]);
});

Deno.test("what waits behind a slow write is not sent before it is stored", async () => {
  const store = new FailingStore();
  await using server = new TestServer({}, { store });
  const ann = await server.join("ann");
  const bob = await server.join("bob");
  bob.takeLines();
  bob.stall();
  await server.ask(ann, "PRIVMSG #lobby :1");
  store.onCommit = () => bob.unstall();

  await server.ask(ann, "PRIVMSG #lobby :2");

  assertEquals(bob.takeLines(), [
    ":ann!ann@192.0.2.1 PRIVMSG #lobby :1",
    ":ann!ann@192.0.2.1 PRIVMSG #lobby :2",
  ]);
});

Deno.test("what cannot be stored is said to nobody, and its sender is told why", async (t) => {
  const rows = [
    { line: "PRIVMSG #lobby :hi", want: "PRIVMSG NOT_STORED #lobby" },
    { line: "NOTICE #lobby hi", want: "NOTICE NOT_STORED #lobby" },
    { line: "PRIVMSG bob :hi", want: "PRIVMSG NOT_STORED bob" },
    { line: "@+draft/react=x TAGMSG #lobby", want: "TAGMSG NOT_STORED #lobby" },
    { line: "TOPIC #lobby :news", want: "TOPIC NOT_STORED #lobby" },
  ];
  const capabilities = "echo-message message-tags labeled-response batch";
  for (const { line, want } of rows) {
    await t.step(line, async () => {
      const store = new FailingStore();
      await using server = new TestServer({}, { store });
      const ann = await server.join("ann", { capabilities });
      const bob = await server.join("bob", { capabilities });
      bob.takeLines();
      store.isFull = true;
      const labelled = line.startsWith("@")
        ? line.replace("@", "@label=7;")
        : `@label=7 ${line}`;

      const answer = await server.ask(ann, labelled);

      assertEquals(answer, [`@label=7 :test.chat FAIL ${want} :${REASON}`]);
      assertEquals(bob.takeLines(), []);
      assertEquals(server.server.hub.lobby.topic, undefined);
    });
  }
});

Deno.test("who comes and goes is told of, though it cannot be stored", async () => {
  const store = new FailingStore();
  await using server = new TestServer({}, { store });
  const ann = await server.join("ann");
  store.isFull = true;

  const bob = await server.join("bob");
  await server.ask(bob, "NICK rob", "PART #lobby :good bye");

  assertEquals(ann.takeLines(), [
    ":bob!bob@192.0.2.1 JOIN #lobby",
    ":bob!bob@192.0.2.1 NICK rob",
    ":rob!bob@192.0.2.1 PART #lobby :good bye",
  ]);
});

Deno.test("the log tells once that nothing can be stored, and once that it can again", async () => {
  const store = new FailingStore();
  await using server = new TestServer({}, { store });
  const ann = await server.join("ann");
  server.log.length = 0;
  store.isFull = true;
  for (const text of ["1", "2"]) {
    await server.ask(ann, `PRIVMSG #lobby ${text}`);
  }
  store.isFull = false;

  const answer = await server.ask(ann, "PRIVMSG #lobby 3", "PRIVMSG #lobby 4");

  assertEquals(answer, []);
  assertEquals(server.log, [
    { level: "error", text: `${REASON}: nothing can be said until it can` },
    { level: "info", text: "What is said can be stored again" },
  ]);
  assertEquals(storedTexts(store).slice(-2), ["PRIVMSG 3", "PRIVMSG 4"]);
});

Deno.test("that somebody types is not stored", async () => {
  const store = new MemoryStore();
  await using server = new TestServer({}, { store });
  const ann = await server.join("ann", { capabilities: "message-tags" });

  await server.ask(ann, "@+typing=active TAGMSG #lobby", "PRIVMSG #lobby hi");

  assertEquals(storedTexts(store), ["JOIN * ann", "PRIVMSG hi"]);
});

Deno.test("membership and topic are stored in each channel where they happen", async () => {
  const store = new MemoryStore();
  await using server = new TestServer({}, { store });
  const ann = await server.join("ann", { channels: "#a" });
  await server.join("bob", { channels: "#a" });

  await server.ask(
    ann,
    "TOPIC #a :news",
    "MODE #a +v bob",
    "NICK anna",
    "KICK #a bob :out",
    "JOIN #b",
    "QUIT :bye",
  );

  assertEquals(storedTexts(store), [
    "JOIN * ann",
    "JOIN * bob",
    "TOPIC news",
    "MODE +v bob",
    "NICK",
    "KICK bob out",
    "JOIN * ann",
    "QUIT",
    "QUIT",
  ]);
});

Deno.test("message ids go on rising on the next start with the same store", async () => {
  const store = new MemoryStore();
  const options = { capabilities: "echo-message message-tags" };
  const say = async (idPrefix: string) => {
    await using server = new TestServer({}, { store, idPrefix });
    const ann = await server.join("ann", options);
    const [line = ""] = await server.ask(ann, "PRIVMSG #lobby hi");
    return parseMessageId(/msgid=([^; ]+)/.exec(line)?.[1] ?? "")!;
  };

  const first = await say("one");
  const second = await say("two");

  assertEquals(second > first, true);
  assertEquals(store.find(second)?.message.msgid.startsWith("two-"), true);
});

Deno.test("History.commit() lets nobody see what a later part of the turn loses", async () => {
  const store = new FailingStore();
  await using server = new TestServer({}, { store });
  await server.join("ann");
  const bob = await server.join("bob");
  bob.takeLines();
  const { hub } = server.server;
  const say = (text: string) => {
    const message = hub.create("PRIVMSG", ["#lobby", text], {
      msgid: hub.nextMessageId(),
      isStored: true,
    });
    hub.history.note(message, hub.lobby);
    hub.lobby.broadcast(message);
  };

  say("kept");
  hub.history.commit();
  store.isFull = true;
  say("lost");
  await server.ask(bob, "PING 1");

  assertEquals(storedTexts(store).at(-1), "PRIVMSG kept");
  assertEquals(bob.writes.filter((text) => text.includes("lost")), []);
  assertEquals(bob.writes.filter((text) => text.includes("kept")).length, 1);
});

Deno.test("topics of a turn that is lost leave the one that was there before it", async () => {
  const store = new FailingStore();
  await using server = new TestServer({}, { store });
  const ann = await server.join("ann");
  await server.ask(ann, "TOPIC #lobby :old");
  const { hub } = server.server;
  const session = hub.registry.session("ann")!;
  store.isFull = true;

  for (const text of ["new", "newer"]) {
    void dispatchCommand(hub, session, parseMessage(`TOPIC #lobby :${text}`));
  }
  await settle();

  assertEquals(ann.takeLines(), [
    `:test.chat FAIL TOPIC NOT_STORED #lobby :${REASON}`,
    `:test.chat FAIL TOPIC NOT_STORED #lobby :${REASON}`,
  ]);
  assertEquals(hub.lobby.topic?.text, "old");
});
