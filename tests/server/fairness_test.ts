import { assertEquals } from "@std/assert/equals";
import { settle } from "../fakes/fake_clock.ts";
import { TestServer } from "../fakes/test_server.ts";

/** A server on which others are served when the test says so. */
function createPaused(): { server: TestServer; goOn: () => Promise<void> } {
  const server = new TestServer({ hasThrottle: false });
  const waiting: (() => void)[] = [];
  server.clock.pause = () => new Promise((resolve) => waiting.push(resolve));
  const goOn = () => {
    for (const resolve of waiting.splice(0)) resolve();
    return settle();
  };
  return { server, goOn };
}

Deno.test("a client whose lines take long lets others be served in between", async () => {
  const { server, goOn } = createPaused();
  await using _ = server;
  const ann = await server.join("ann", { channels: "" });

  const first = await server.ask(ann, "PING 1", "PING 2");
  server.clock.sleep(10);
  const second = await server.ask(ann, "PING 3", "PING 4");
  await goOn();
  const third = ann.takeLines();

  const pong = (token: number) => `:test.chat PONG test.chat :${token}`;
  assertEquals(first, [pong(1), pong(2)]);
  assertEquals(second, [pong(3)]);
  assertEquals(third, [pong(4)]);
});

Deno.test("an answer that takes long lets others be served in between", async () => {
  const { server, goOn } = createPaused();
  await using _ = server;
  const ann = await server.join("ann", { channels: "#a,#b" });

  server.clock.sleep(10);
  const first = await server.ask(ann, "NAMES #a,#b");
  await goOn();
  const rest = ann.takeLines();

  assertEquals([first.length > 0, rest.length > 0], [true, true]);
  assertEquals([...first, ...rest], [
    ":test.chat 353 ann = #a :@ann",
    ":test.chat 366 ann #a :End of /NAMES list",
    ":test.chat 353 ann = #b :@ann",
    ":test.chat 366 ann #b :End of /NAMES list",
  ]);
});

Deno.test("plain text whose lines take long lets others be served in between", async () => {
  const { server, goOn } = createPaused();
  await using _ = server;
  const ann = await server.join("ann");
  const bob = await server.connect();
  await server.clock.advance(300);
  bob.send("bob\n");
  await settle();
  await goOn();
  ann.takeLines();

  server.clock.sleep(10);
  bob.send("one\ntwo\n");
  await settle();
  const first = ann.takeLines();
  await goOn();
  const second = ann.takeLines();

  assertEquals(first, [":bob!bob@192.0.2.1 PRIVMSG #lobby :one"]);
  assertEquals(second, [":bob!bob@192.0.2.1 PRIVMSG #lobby :two"]);
});
