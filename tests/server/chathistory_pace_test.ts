import { assertEquals } from "@std/assert/equals";
import { FailingStore } from "../fakes/failing_store.ts";
import { TestServer } from "../fakes/test_server.ts";
import { HISTORY, textsIn } from "./history_talk.ts";

/** What waits for a client at the most while it reads nothing: see `ANSWER_BYTES`. */
const MOST_BYTES = 80 * 1024;

Deno.test("who does not read what it asked for is sent no more, and the rest once it reads", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await server.join("ann", { capabilities: HISTORY });
  const bob = await server.join("bob");
  const texts = Array.from(
    { length: 400 },
    (_, index) => `${index} ${"x".repeat(400)}`,
  );
  for (const text of texts) await server.ask(bob, `PRIVMSG #lobby :${text}`);
  ann.takeLines();
  ann.stall();

  await server.ask(ann, "CHATHISTORY LATEST #lobby * 500", "PING 1");

  const { outbox } = server.server.hub.registry.session("ann")!;
  assertEquals(outbox.queuedBytes < MOST_BYTES, true);
  ann.unstall();
  const read = await server.ask(ann);
  assertEquals(textsIn(read), texts);
  assertEquals(read.at(-1)!.endsWith(" PONG test.chat :1"), true);
});

Deno.test("who leaves while it is sent history harms nobody", async () => {
  await using server = new TestServer({ hasThrottle: false });
  const ann = await server.join("ann", { capabilities: HISTORY });
  const bob = await server.join("bob");
  for (let count = 0; count < 400; count++) {
    await server.ask(bob, `PRIVMSG #lobby :${"x".repeat(400)}`);
  }
  ann.stall();
  await server.ask(ann, "CHATHISTORY LATEST #lobby * 500");

  ann.fail(new Deno.errors.ConnectionReset("gone"));
  ann.unstall();
  await server.clock.advance(5_000);

  assertEquals(server.log.filter(({ level }) => level === "error"), []);
  assertEquals(
    (await server.ask(bob, "PING 1")).at(-1),
    ":test.chat PONG test.chat :1",
  );
});

Deno.test("what is said in the turn of the request is given if it could be stored", async (t) => {
  for (const isFull of [false, true]) {
    await t.step(isFull ? "it could not" : "it could", async () => {
      const store = new FailingStore();
      await using server = new TestServer({ hasThrottle: false }, { store });
      const ann = await server.join("ann", { capabilities: HISTORY });
      const bob = await server.join("bob");
      await server.ask(bob, "PRIVMSG #lobby :before");
      ann.takeLines();
      store.isFull = isFull;

      bob.sendLines("PRIVMSG #lobby :now");
      const answer = await server.ask(ann, "CHATHISTORY LATEST #lobby * 5");

      const batch = answer.filter((line) => line.startsWith("@batch="));
      assertEquals(textsIn(batch), isFull ? ["before"] : ["before", "now"]);
    });
  }
});
