import { assertEquals } from "@std/assert/equals";
import { isInstalled } from "./installed.ts";
import { RunningProgram, startServer, toPath } from "./program.ts";
import { RawClient } from "./raw_client.ts";

const hasPython = await isInstalled("python3");

Deno.test({
  name: "serve serves a Python socket client that knows no line ends",
  ignore: !hasPython,
  async fn() {
    await using server = await startServer(["--name", "class-5b"]);
    await using irc = await RawClient.join(server.port, "ann");
    const start = (name: string, ...texts: string[]) =>
      new RunningProgram({
        command: "python3",
        args: [
          toPath("tests/e2e/tutorial_client.py"),
          `${server.port}`,
          name,
          ...texts,
        ],
        stdin: "piped",
      });

    await using bob = start("bob", "hello", "how are you?");
    await bob.waitForLine(/^server: /);
    await using cleo = start("cleo");
    await cleo.waitForLine(/^server: /);
    await irc.waitFor(/:cleo!\S+ JOIN #lobby/);
    await bob.type("\n");
    await irc.waitFor(/PRIVMSG #lobby :how are you\?/);
    await cleo.waitForLine(/how are you/);
    await irc.sendLines("PRIVMSG #lobby :fine");
    await bob.waitForLine(/ann: fine/);
    await bob.type("\n");
    await irc.waitFor(/:bob!\S+ QUIT/);
    await cleo.type("\n");
    await cleo.type("\n");
    await bob.ended;
    await cleo.ended;

    assertEquals(bob.lines[0], `server: 'class-5b\\n'`);
    assertEquals(cleo.lines.filter((line) => line.includes("bob: ")), [
      `received: 'bob: hello\\n'`,
      `received: 'bob: how are you?\\n'`,
    ]);
  },
});
