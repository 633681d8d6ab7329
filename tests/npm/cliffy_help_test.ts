import { assertEquals } from "@std/assert/equals";
import { assertStringIncludes } from "@std/assert/string-includes";
import { stripAnsiCode } from "@std/fmt/colors";
import { createProgram } from "./program.ts";

/** Runs the program and gives what it prints and the code it exits with. */
async function run(args: string[]): Promise<{ text: string; code?: number }> {
  const { log } = console;
  const { exit } = Deno;
  const exited = new Error("exited");
  const lines: string[] = [];
  let code: number | undefined;
  console.log = (text: string) => lines.push(stripAnsiCode(text));
  Deno.exit = (given) => {
    code = given ?? 0;
    throw exited;
  };
  try {
    await createProgram(() => {}).parse(args);
  } catch (error) {
    if (error !== exited) throw error;
  } finally {
    console.log = log;
    Deno.exit = exit;
  }
  const text = lines.join("\n");
  return code === undefined ? { text } : { text, code };
}

Deno.test("Command.parse() prints the help when asked", async (t) => {
  const cases = [
    {
      args: ["--help"],
      want: ["Usage:", "chat", "A group chat.", "serve", "Serves a chat."],
    },
    { args: ["join", "-h"], want: ["Usage:", "chat join", "[address]"] },
    {
      args: ["serve", "--help"],
      want: [
        "chat serve",
        "-p, --port",
        "8080",
        "--no-console",
        "Environment variables:",
        "CHAT_TEST_MAX_CLIENTS",
        "Examples:",
        "chat serve --port 8080",
      ],
    },
  ];
  for (const { args, want } of cases) {
    await t.step(args.join(" "), async () => {
      const { text, code } = await run(args);

      for (const part of want) assertStringIncludes(text, part);
      assertEquals(code, 0);
    });
  }
});

Deno.test("Command.parse() prints the version when asked", async () => {
  assertEquals(await run(["--version"]), { text: "chat 0.1.0", code: 0 });
  assertEquals(await run(["-V"]), { text: "0.1.0", code: 0 });
});

Deno.test("Command.showHelp() prints the help when an action calls it", async () => {
  const { text, code } = await run([]);

  assertStringIncludes(text, "A group chat.");
  assertEquals(code, undefined);
});
