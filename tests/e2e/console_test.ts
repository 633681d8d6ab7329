import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import {
  programArguments,
  type RunningServer,
  startListening,
  startServer,
} from "./program.ts";
import { RawClient } from "./raw_client.ts";

function startWithConsole(): Promise<RunningServer> {
  const args = programArguments(["serve", "--port", "0", "--name", "class-5b"]);
  return startListening({ args, stdin: "piped" });
}

Deno.test("serve says what is typed to everybody once and shows the lobby", async () => {
  await using server = await startWithConsole();
  await using ann = await RawClient.join(server.port, "ann");
  await using away = await RawClient.connect(server.port);
  await away.sendLines("NICK bob", "USER b 0 * :b");
  await away.waitFor(/ 422 /);
  await using plain = await RawClient.connect(server.port);
  await plain.send("nina\n");
  await plain.waitFor(/^class-5b\n/);

  await server.type("good morning\n/announce lunch\n");
  await ann.waitFor(/NOTICE ann :lunch/);
  await away.waitFor(/NOTICE bob :lunch/);
  await plain.waitFor(/class-5b: lunch/);
  await ann.sendLines("PRIVMSG #lobby :morning");
  await plain.waitFor(/ann: morning/);
  await server.endInput();
  await ann.sendLines("PRIVMSG #lobby :the input has ended");
  await plain.waitFor(/ann: the input has ended/);

  const mornings = (client: RawClient) =>
    client.lines.filter((line) => line.includes("good morning"));
  assertEquals(mornings(ann), [
    ":class-5b.chat PRIVMSG #lobby :good morning",
  ]);
  assertEquals(mornings(away), [":class-5b.chat NOTICE bob :good morning"]);
  assertEquals(mornings(plain), ["class-5b: good morning"]);
  const shown = server.lines.join("\n");
  assertMatch(shown, /^-- ann joined #lobby$/m);
  assertMatch(shown, /^class-5b: good morning$/m);
  assertMatch(shown, /^ann: morning$/m);
});

Deno.test("serve kicks from its console and stops on /quit", async () => {
  await using server = await startWithConsole();
  await using ann = await RawClient.join(server.port, "ann");
  await using bob = await RawClient.join(server.port, "bob");

  await server.type("/kick bob spam\n");
  await bob.waitFor(/^ERROR :.*Kicked: spam/m);
  await bob.ended;
  await ann.waitFor(/:bob!\S+ QUIT :Kicked: spam/);
  await server.type("/quit see you\n");
  await ann.waitFor(/^ERROR :.*shutting down.*see you/m);
  await ann.ended;
  const { code } = await server.ended;

  assertEquals(code, 0);
});

Deno.test({
  name: "serve tells everybody why it ends when it is sent SIGTERM",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using server = await startServer();
    await using ann = await RawClient.join(server.port, "ann");
    await using plain = await RawClient.connect(server.port);
    await plain.send("nina\n");
    await plain.waitFor(/\n/);

    const { code } = await server.stop();
    await Promise.all([ann.ended, plain.ended]);

    assertEquals(code, 0);
    assertMatch(ann.text, /^ERROR :Closing link: Server is shutting down/m);
    assertMatch(plain.text, /^-- Closing link: Server is shutting down/m);
  },
});

Deno.test("serve prints its addresses and the line to join by", async () => {
  await using server = await startServer(["--name", "class-5b"]);

  await server.waitForLine(
    new RegExp(`^  chat join localhost:${server.port}$`),
  );

  assertMatch(
    server.lines[0] ?? "",
    /^class-5b is listening on \S+:\d+.*\(host name \S+\)$/,
  );
});

Deno.test("serve tells the client that is one too many", async () => {
  await using server = await startServer(["--max-clients", "1"]);
  await using _ann = await RawClient.join(server.port, "ann");
  await using bob = await RawClient.connect(server.port);

  await bob.ended;

  assertMatch(bob.text, /^ERROR :Closing link: Server is full \(1 clients\)/);
});
