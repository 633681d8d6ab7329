import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import { assertStringIncludes } from "@std/assert/string-includes";
import config from "../../deno.json" with { type: "json" };
import { readOpers } from "../../server/opers.ts";
import { verifyPassword } from "../../server/password_hash.ts";
import { programArguments, RunningProgram, startServer } from "./program.ts";

/** Runs `chat` to its end. */
async function run(
  ...command: readonly string[]
): Promise<{ code: number; output: string; errors: string }> {
  await using program = new RunningProgram({ args: programArguments(command) });
  const { code } = await program.ended;
  const output = program.lines.join("\n");
  const errors = program.errorLines.join("\n");
  return { code, output, errors };
}

Deno.test("chat prints its help when it is told nothing", async () => {
  const { code, output } = await run();

  assertEquals(code, 0);
  for (const command of ["serve", "join", "send", "tail", "hash"]) {
    assertMatch(output, new RegExp(`^  ${command} `, "m"));
  }
});

for (const command of ["serve", "join", "send", "tail"]) {
  Deno.test(`chat ${command} --help shows every option's variable and examples`, async () => {
    const { code, output } = await run(command, "--help");

    assertEquals(code, 0);
    assertStringIncludes(output, `chat ${command}`);
    assertStringIncludes(output, "Examples:");
    const options = [...output.matchAll(/^ +(?:-\w, )?--([a-z-]+)/gm)]
      .map(([, name = ""]) => name).filter((name) => name !== "help");
    assertEquals(options.length >= 3, true);
    for (const name of options) {
      const variable = name.toUpperCase().replaceAll("-", "_");
      assertStringIncludes(output, `CHAT_${command.toUpperCase()}_${variable}`);
    }
  });
}

Deno.test("chat --version prints the version", async () => {
  const { code, output } = await run("--version");

  assertEquals(code, 0);
  assertStringIncludes(output, config.version);
});

const WRONG_USAGES: readonly { command: string[]; want: RegExp }[] = [
  { command: ["serv"], want: /serv.*serve/ },
  { command: ["serve", "--prot", "1"], want: /--prot.*--port/ },
  { command: ["serve", "--port", "http"], want: /--port.*http/ },
  { command: ["serve", "--port", "65536"], want: /65536.*0 to 65535/ },
  { command: ["serve", "--backlog", "0"], want: /--backlog 0/ },
  { command: ["serve", "--log-level", "loud"], want: /loud.*error, warn/ },
  { command: ["serve", "--motd", "@no-such-file"], want: /no-such-file/ },
  { command: ["serve", "--oper", "s3cret"], want: /--oper number 1 .*:/ },
  { command: ["serve", "--admin", "a\tb"], want: /--admin .* one line/ },
  { command: ["serve", "--db", "a", "--ephemeral"], want: /--db and --eph/ },
  { command: ["serve", "--history-days", "0"], want: /--history-days 0/ },
  { command: ["serve", "--history-messages", "x"], want: /--history-mess/ },
  { command: ["serve", "--hold", "soon"], want: /--hold "soon" .* 2m/ },
  { command: ["serve", "extra"], want: /extra|argument/ },
  { command: ["hash"], want: /password as it is empty/ },
  { command: ["hash", "s3cret"], want: /argument/i },
  { command: ["join"], want: /address.*chat join/ },
  { command: ["join", "host:0"], want: /host:0|port/ },
  { command: ["join", "host", "--name", "a b"], want: /a b.*a_b/ },
  { command: ["join", "host", "--channel", "#a b"], want: /#a b/ },
  { command: ["join", "ircs://host"], want: /ircs|TLS/ },
  { command: ["send"], want: /Missing argument.*address/ },
  { command: ["send", "host"], want: /Missing argument.*target/ },
  { command: ["send", "host", "#a"], want: /no text.*standard input/ },
  { command: ["send", "host", "a b", "hi"], want: /neither a channel nor/ },
  { command: ["send", "host", "#a", "--jason"], want: /--jason.*--json/ },
  { command: ["send", "host", "#a", "-5"], want: /Unknown option "-5"/ },
  { command: ["tail"], want: /Missing argument.*address/ },
  { command: ["tail", "host", "#a b"], want: /#a b/ },
  { command: ["tail", "host", "--once"], want: /Unknown option "--once"/ },
];

for (const { command, want } of WRONG_USAGES) {
  Deno.test(`chat ${command.join(" ")} is one line about wrong usage`, async () => {
    const { code, output, errors } = await run(...command);

    assertEquals(code, 2);
    assertEquals(output, "");
    assertMatch(errors, want);
    assertEquals(errors.split("\n").length, 1);
  });
}

Deno.test("chat hash makes what --oper takes of a password on its input", async () => {
  await using program = new RunningProgram({
    args: programArguments(["hash"]),
    stdin: "piped",
  });

  await program.type("open sesame\n");
  const { code } = await program.ended;

  assertEquals(code, 0);
  assertEquals(program.errorLines, []);
  const [hash = "", ...rest] = program.lines;
  assertEquals(rest, []);
  assertEquals(await verifyPassword("open sesame", hash), true);
  const [oper] = readOpers([`ann:${hash}`]);
  assertEquals(oper, { name: "ann", password: hash });
});

Deno.test("chat serve says what to do when the port is in use", async () => {
  await using server = await startServer();

  const { code, errors } = await run("serve", "--port", `${server.port}`);

  assertEquals(code, 1);
  assertMatch(
    errors,
    /^chat: Cannot listen on .* as the port is in use: .*--port$/,
  );
});

Deno.test("chat serve says what to do when the host is unknown", async () => {
  const { code, errors } = await run("serve", "--host", "no.such.host.invalid");

  assertEquals(code, 1);
  assertMatch(
    errors,
    /^chat: Cannot listen on no\.such\.host\.invalid:8080 as .*--host/,
  );
  assertEquals(errors.split("\n").length, 1);
});

Deno.test("chat join says in a sentence that nobody listens", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();

  const { code, errors } = await run("join", `127.0.0.1:${port}`);

  assertEquals(code, 1);
  assertMatch(errors, new RegExp(`^chat: Cannot .*127\\.0\\.0\\.1:${port}`));
  assertEquals(errors.split("\n").length, 1);
});

Deno.test("chat join says in a sentence that the password is wrong", async () => {
  await using server = await startServer(["--password", "right"]);

  const { code, errors } = await run(
    "join",
    `127.0.0.1:${server.port}`,
    "--password",
    "wrong",
  );

  assertEquals(code, 1);
  assertMatch(errors, /^chat: Cannot .*password/i);
  assertEquals(errors.split("\n").length, 1);
});
