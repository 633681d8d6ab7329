import { assertEquals } from "@std/assert/equals";
import { assertStringIncludes } from "@std/assert/string-includes";
import { programArguments, RunningProgram, startServer } from "./program.ts";
import { RawClient } from "./raw_client.ts";

/** Starts `chat join` in line mode. */
function join(port: number, ...flags: readonly string[]): RunningProgram {
  const args = programArguments(["join", `127.0.0.1:${port}`, ...flags]);
  return new RunningProgram({ args, stdin: "piped" });
}

/** Gives a program its whole standard input. */
async function type(program: RunningProgram, text: string): Promise<void> {
  await program.type(text);
  await program.endInput();
}

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name} ${index}`);
}

Deno.test("clients of every kind get every message once, in one order", async () => {
  const count = 200;
  await using server = await startServer();
  await using irc = await RawClient.join(server.port, "irc", "echo-message");
  await using plain = await RawClient.connect(server.port);
  await plain.send("plain\n");
  await plain.waitFor(/^[^-\n]+\n/);
  await using listener = join(server.port, "--name", "listener");
  await irc.waitFor(/:listener!\S+ JOIN/);
  await using talker = join(server.port, "--name", "talker");
  await irc.waitFor(/:talker!\S+ JOIN/);

  await Promise.all([
    irc.sendLines(
      ...numbered("irc", count).map((text) => `PRIVMSG #lobby :${text}`),
    ),
    plain.send(numbered("plain", count).map((text) => `${text}\n`).join("")),
    type(talker, numbered("talker", count).map((text) => `${text}\n`).join("")),
  ]);
  await irc.waitFor(/PRIVMSG #lobby :/, 3 * count);
  await plain.waitFor(/^(?:irc|talker): /m, 2 * count);
  const { code } = await talker.ended;
  await type(listener, "");
  await listener.ended;

  assertEquals(code, 0);
  const order = irc.lines.flatMap((line) =>
    /PRIVMSG #lobby :(.*)/.exec(line)?.[1] ?? []
  );
  for (const name of ["irc", "plain", "talker"]) {
    const own = order.filter((text) => text.startsWith(`${name} `));
    assertEquals(own, numbered(name, count));
  }
  const heard = (lines: readonly string[]) =>
    lines.flatMap((line) =>
      /^(?:irc|plain|talker): (.*)/.exec(line)?.[1] ?? []
    );
  const without = (name: string) =>
    order.filter((text) => !text.startsWith(`${name} `));
  assertEquals(heard(listener.lines), order);
  assertEquals(heard(plain.lines), without("plain"));
});

Deno.test("join sends a script's line and loses nothing, also twice at once", async () => {
  await using server = await startServer();
  await using irc = await RawClient.join(server.port, "ann");
  const programs = ["one", "two"].map((text) => ({
    program: join(server.port, "--name", "ci"),
    text: `deployed ${text}`,
  }));

  await Promise.all(programs.map(({ program, text }) => type(program, text)));
  const ends = await Promise.all(programs.map(({ program }) => program.ended));
  await irc.waitFor(/:ci2?!\S+ QUIT/, 2);

  assertEquals(ends.map(({ code }) => code), [0, 0]);
  const said = irc.lines.flatMap((line) =>
    /PRIVMSG #lobby :(.*)/.exec(line)?.[1] ?? []
  );
  assertEquals(said.sort(), ["deployed one", "deployed two"]);
  // One of them may be gone before the other comes.
  for (const error of programs.flatMap(({ program }) => program.errorLines)) {
    assertEquals(error, "The name ci is taken: you are ci2");
  }
});

Deno.test("a text of 30,000 characters arrives whole everywhere", async () => {
  await using server = await startServer();
  await using listener = join(server.port, "--name", "listener");
  await using plain = await RawClient.connect(server.port);
  await plain.send("plain\n");
  await using irc = await RawClient.join(server.port, "irc");
  await irc.waitFor(/ 353 .*listener|:listener!\S+ JOIN/);
  const text = Array.from({ length: 3_000 }, (_, n) => `wörd${n}`).join(" ")
    .slice(0, 30_000);
  await using talker = join(server.port, "--name", "talker");

  await type(talker, text);
  await talker.ended;
  await plain.waitFor(/^talker: .*\n/m);
  await irc.waitFor(/:talker!\S+ QUIT/);
  await type(listener, "");
  await listener.ended;

  assertEquals(listener.lines, [`talker: ${text}`]);
  assertStringIncludes(plain.text, `talker: ${text}\n`);
  const pieces = irc.lines.flatMap((line) =>
    /^:talker!\S+ PRIVMSG #lobby :(.*)/.exec(line)?.[1] ?? []
  );
  assertEquals(pieces.join(""), text);
});

Deno.test("those who stay are told why a broken client left", async () => {
  await using server = await startServer();
  await using irc = await RawClient.join(server.port, "ann");
  await using program = join(server.port, "--name", "bob");
  await irc.waitFor(/:bob!\S+ JOIN/);

  program.process.kill("SIGKILL");

  await irc.waitFor(/:bob!\S+ QUIT :Connection (?:closed|reset)/);
});
