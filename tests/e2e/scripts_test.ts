import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import { programArguments, RunningProgram, startServer } from "./program.ts";
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

Deno.test("tail fails in a sentence when the server goes", async () => {
  await using server = await startServer();
  await using tail = start("tail", server.port, "--json");
  await tail.waitForLine(/"type":"names"/);
  await server.stop();
  const { code } = await tail.ended;

  assertEquals(code, 1);
  assertEquals(tail.errorLines.length, 1);
  assertMatch(tail.errorLines[0] ?? "", /^chat: Cannot stay at /);
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
