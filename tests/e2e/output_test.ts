import { assertEquals } from "@std/assert/equals";
import { programArguments, RunningProgram, startServer } from "./program.ts";
import { RawClient } from "./raw_client.ts";

Deno.test("serve serves on when nobody reads what it prints", async () => {
  await using server = new Deno.Command("deno", {
    args: programArguments(["serve", "--port", "0"]),
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const output = server.stdout.getReader();
  let text = "";
  while (!/join localhost:\d+/.test(text)) {
    text += new TextDecoder().decode((await output.read()).value);
  }
  const port = Number(/join localhost:(\d+)/.exec(text)?.[1]);
  await using ann = await RawClient.join(port, "ann");
  await using bob = await RawClient.join(port, "bob");
  const line = `PRIVMSG #lobby :${"x".repeat(400)}`;
  const count = 5_000;

  await ann.sendLines(...Array.from({ length: count }, () => line), "PING 1");
  await ann.waitFor(/ PONG /);
  await bob.waitFor(/ PRIVMSG /, count);

  server.kill("SIGTERM");
  const { code } = await server.status;
  await output.cancel();
  assertEquals(code, 0);
});

Deno.test({
  name: "serve --no-console outlives its terminal",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using server = await startServer();

    server.process.kill("SIGHUP");

    await using ann = await RawClient.join(server.port, "ann");
    await ann.sendLines("PING 1");
    await ann.waitFor(/ PONG /);
  },
});

Deno.test("join leaves at the end of an input that holds nothing", async () => {
  await using server = await startServer();
  await using ann = await RawClient.join(server.port, "ann");
  await using join = new RunningProgram({
    args: programArguments(["join", `127.0.0.1:${server.port}`, "-n", "bob"]),
    stdin: "piped",
  });
  await ann.waitFor(/:bob!\S+ JOIN/);

  await join.endInput();
  const { code } = await join.ended;

  assertEquals(code, 0);
  assertEquals(join.errorLines, []);
});
