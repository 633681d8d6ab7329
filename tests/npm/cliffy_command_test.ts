import { Command, ValidationError } from "@cliffy/command";
import { assertEquals } from "@std/assert/equals";
import { assertRejects } from "@std/assert/rejects";
import { assertStringIncludes } from "@std/assert/string-includes";
import { createProgram, type Invocation, parse } from "./program.ts";

// Under the Deno door these tests hold Cliffy itself to what main.ts relies on.

Deno.test("Command.parse() gives an action its options", async (t) => {
  const preset = { port: 8080, console: true };
  const cases: (Invocation & { want: unknown })[] = [
    { name: "defaults alone", args: [], want: preset },
    {
      name: "typed values",
      args: ["--port", "1", "--rate", "1.5", "--name", "2", "--strict", "0"],
      want: { ...preset, port: 1, rate: 1.5, name: "2", strict: false },
    },
    { name: "a short flag", args: ["-p", "1"], want: { ...preset, port: 1 } },
    { name: "a flag with =", args: ["--port=1"], want: { ...preset, port: 1 } },
    { name: "a short with =", args: ["-p=1"], want: { ...preset, port: 1 } },
    { name: "a glued flag", args: ["-p1"], want: { ...preset, port: 1 } },
    {
      name: "a value with = in it",
      args: ["--name=a=b"],
      want: { ...preset, name: "a=b" },
    },
    {
      name: "a repeated option",
      args: ["--tag", "a", "-t", "b"],
      want: { ...preset, tag: ["a", "b"] },
    },
    { name: "a switch", args: ["--plain"], want: { ...preset, plain: true } },
    {
      name: "a negated switch",
      args: ["--no-console"],
      want: { ...preset, console: false },
    },
    {
      name: "a name of two words",
      args: ["--max-clients", "3"],
      want: { ...preset, maxClients: 3 },
    },
    {
      name: "a variable before the default",
      env: { PORT: "2" },
      args: [],
      want: { ...preset, port: 2 },
    },
    {
      name: "a flag before the variable",
      env: { PORT: "2" },
      args: ["--port", "3"],
      want: { ...preset, port: 3 },
    },
    {
      name: "no variable that is empty",
      env: { PORT: "" },
      args: [],
      want: preset,
    },
    {
      name: "a variable of two words",
      env: { MAX_CLIENTS: "3" },
      args: [],
      want: { ...preset, maxClients: 3 },
    },
    ...["1", "true", "0", "false"].map((text) => ({
      name: `a variable that is ${text}`,
      env: { NO_CONSOLE: text },
      args: [],
      want: { ...preset, noConsole: text === "1" || text === "true" },
    })),
  ];
  for (const { want, ...input } of cases) {
    await t.step(input.name, async () => {
      const args = ["serve", ...input.args];

      assertEquals(await parse({ ...input, args }), [want]);
    });
  }
});

Deno.test("Command.parse() gives an action its arguments", async () => {
  const given = await parse({ name: "", args: ["join", "a:1", "--name", "b"] });

  assertEquals(given, [{ name: "b" }, "a:1"]);
});

Deno.test("Command.parse() gives an action each of several arguments", async () => {
  const given: unknown[] = [];
  const send = new Command()
    .arguments("<target:string> [text...:string]")
    .option("--json", "JSON.");
  send.action((options: unknown, ...args: unknown[]) =>
    given.push([options, ...args], send.getLiteralArgs())
  );
  const root = new Command().command("send", send as unknown as Command);

  await root.parse(["send", "a", "-", "b c", "--json", "d", "--", "-e", "--"]);

  assertEquals(given, [
    [{ json: true }, "a", "-", "b c", "d"],
    ["-e", "--"],
  ]);
});

Deno.test("Command.parse() rejects wrong usage with one line", async (t) => {
  const cases: (Invocation & { want: string })[] = [
    {
      name: "an unknown option",
      args: ["serve", "--prot", "80"],
      want: 'Unknown option "--prot". Did you mean option "--port"?',
    },
    {
      name: "an unknown command",
      args: ["sevre"],
      want: 'Unknown command "sevre". Did you mean command "serve"?',
    },
    {
      name: "no value",
      args: ["serve", "-p"],
      want: 'Missing value for option "--port".',
    },
    {
      name: "a value too many",
      args: ["serve", "--plain=yes"],
      want: 'Option "--plain" doesn\'t take a value, but got "yes".',
    },
    {
      name: "a value of another type",
      args: ["serve", "--port", "8O80"],
      want: 'Option "--port" must be of type "integer", but got "8O80".',
    },
    {
      name: "a variable of another type",
      env: { PORT: "1.5" },
      args: ["serve"],
      want:
        'Environment variable "CHAT_TEST_PORT" must be of type "integer", but got "1.5".',
    },
    {
      name: "a variable that is neither true nor false",
      env: { NO_CONSOLE: "yes" },
      args: ["serve"],
      want:
        'Environment variable "CHAT_TEST_NO_CONSOLE" must be of type "boolean", but got "yes".',
    },
    {
      name: "an option twice",
      args: ["serve", "--port", "1", "--port", "2"],
      want: 'Option "--port" can only occur once, but was found several times.',
    },
    {
      name: "a negated switch twice",
      args: ["serve", "--no-console", "--no-console"],
      want:
        'Option "--console" can only occur once, but was found several times.',
    },
    {
      name: "an argument where none may be",
      args: ["serve", "here"],
      want: 'No arguments allowed for command "chat serve".',
    },
    {
      name: "an argument too many",
      args: ["join", "a", "b"],
      want: "Too many arguments: b",
    },
  ];
  for (const { want, ...input } of cases) {
    await t.step(input.name, async () => {
      const error = await assertRejects(() => parse(input), ValidationError);

      assertStringIncludes(error.message, want);
      assertEquals(error.message.includes("\n"), false);
      assertEquals(error.exitCode, 2);
    });
  }
});

Deno.test("Command.parse() rejects with the very error of an action", async () => {
  const failure = new TypeError("out of order");
  const program = createProgram(() => {
    throw failure;
  });

  const error = await assertRejects(() => program.parse(["serve"]));

  assertEquals(error === failure, true);
});
