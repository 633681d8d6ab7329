import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import {
  programArguments,
  RunningProgram,
  startListening,
  startServer,
} from "./program.ts";
import { RawClient } from "./raw_client.ts";

/** Starts `chat send` or `chat tail` on this machine's port. */
function start(
  command: string,
  port: number,
  ...rest: readonly string[]
): RunningProgram {
  const args = programArguments([command, `127.0.0.1:${port}`, ...rest]);
  return new RunningProgram({ args, stdin: "piped" });
}

Deno.test("send delivers a message that tail prints as JSON", async () => {
  await using server = await startServer();
  await using tail = start("tail", server.port, "#ops", "--json", "-n", "t");
  await tail.waitForLine(/"type":"names"/);
  await using send = start("send", server.port, "#ops", "up", "2 h", "-n", "s");
  const { code } = await send.ended;
  await tail.waitForLine(/"type":"quit"/);

  assertEquals(code, 0);
  assertEquals([...send.lines, ...send.errorLines], []);
  const events = tail.lines.map((line) => JSON.parse(line));
  const [message, ...others] = events.filter(({ type }) => type === "message");
  assertEquals(others, []);
  const { time, id, ...rest } = message;
  assertEquals(rest, {
    type: "message",
    from: "s",
    channel: "#ops",
    to: "#ops",
    text: "up 2 h",
    own: false,
  });
  assertEquals(new Date(time).toISOString(), time);
  assertMatch(id, /./);
});

Deno.test("send takes its text from standard input, and tells one person", async () => {
  await using server = await startServer();
  await using ann = await RawClient.join(server.port, "ann");
  await using send = start("send", server.port, "ann", "-", "-n", "s");
  await send.type("only you");
  await send.endInput();
  const { code } = await send.ended;

  assertEquals(code, 0);
  await ann.waitFor(/:s!\S+ PRIVMSG ann :only you\r/);
  assertEquals(ann.text.includes(":s!s@") && ann.text.includes("JOIN"), true);
  assertEquals(/:s!\S+ JOIN/.test(ann.text), false);
});

Deno.test("send says the text behind --, whatever it starts with", async () => {
  await using server = await startServer();
  await using ann = await RawClient.join(server.port, "ann");
  await using send = start("send", server.port, "#lobby", "--", "-5", "--x");
  const { code } = await send.ended;

  assertEquals(code, 0);
  await ann.waitFor(/ PRIVMSG #lobby :-5 --x\r/);
});

Deno.test("send fails when nobody has the name", async () => {
  await using server = await startServer();
  await using send = start("send", server.port, "nobody", "hi", "-n", "s");
  const { code } = await send.ended;

  assertEquals(code, 1);
  assertEquals(send.errorLines.length, 1);
  assertMatch(send.errorLines[0] ?? "", /^Cannot deliver "hi" to nobody as /);
});

Deno.test("tail is back when the server is, and has missed nothing", async () => {
  const folder = await Deno.makeTempDir({ prefix: "chat-tail-" });
  await using cleanUp = new AsyncDisposableStack();
  cleanUp.defer(() => Deno.remove(folder, { recursive: true }));
  const kept = ["--db", `${folder}/chat.db`];
  const server = await startServer(kept);
  const { port } = server;
  cleanUp.defer(() => server.stop().then(() => {}));
  await using tail = start("tail", port, "--json", "-n", "t");
  await tail.waitForLine(/"type":"join"/);
  await using one = start("send", port, "#lobby", "one", "-n", "s");
  assertEquals((await one.ended).code, 0);
  await tail.waitForLine(/"text":"one"/);
  server.process.kill("SIGKILL");
  await server.ended;
  await tail.waitForLine(/ is lost as /, tail.errorLines);
  await using _again = await startListening({
    args: programArguments([
      "serve",
      "--port",
      `${port}`,
      "--no-console",
      ...kept,
    ]),
  });
  await using two = start("send", port, "#lobby", "two", "-n", "s");
  assertEquals((await two.ended).code, 0);
  await tail.waitForLine(/"text":"two"/);

  assertEquals(
    tail.lines.map((text) => JSON.parse(text))
      .filter(({ type }) => type === "message").map(({ text }) => text),
    ["one", "two"],
  );
  assertEquals(
    tail.errorLines.map((text) => text.replace(/\d+ s$/, "n s")),
    [
      `The connection to 127.0.0.1:${port} is lost as it closed the ` +
      "connection; it is being made anew",
      "The connection is back after n s",
    ],
  );
});

Deno.test("tail fails at once, in a sentence, where there is no server", async () => {
  const server = await startServer();
  await server.stop();
  await using tail = start("tail", server.port);
  const { code } = await tail.ended;

  assertEquals(code, 1);
  assertEquals(tail.errorLines.length, 1);
  assertMatch(tail.errorLines[0] ?? "", /^chat: Cannot reach /);
});

Deno.test({
  name: "tail ends with the code of the signal, and says goodbye",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using server = await startServer();
    await using ann = await RawClient.join(server.port, "ann");
    await using tail = start("tail", server.port, "-n", "t");
    await ann.waitFor(/:t!\S+ JOIN/);
    tail.process.kill("SIGINT");
    const { code } = await tail.ended;

    assertEquals(code, 130);
    assertEquals(tail.errorLines, []);
    await ann.waitFor(/:t!\S+ QUIT/);
  },
});

Deno.test("join --once delivers its lines, and prints nothing of others", async () => {
  await using server = await startServer();
  await using ann = await RawClient.join(server.port, "ann");
  await using join = start("join", server.port, "--once", "-n", "s");
  await ann.waitFor(/:s!\S+ JOIN/);
  await ann.sendLines("PRIVMSG #lobby :hello", "PRIVMSG s :psst");
  await join.type("one\ntwo\n");
  await join.endInput();
  const { code } = await join.ended;

  assertEquals(code, 0);
  assertEquals([...join.lines, ...join.errorLines], []);
  await ann.waitFor(/:s!\S+ PRIVMSG #lobby :two\r/);
});
