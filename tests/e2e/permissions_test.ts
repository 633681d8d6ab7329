import { assertEquals } from "@std/assert/equals";
import config from "../../deno.json" with { type: "json" };
import { programArguments, RunningProgram, toPath } from "./program.ts";

/** The kinds of permission in a task of deno.json. */
function kindsOf(task: string): string[] {
  return [...task.matchAll(/--allow-(\w+)/g)].map(([, kind = ""]) => kind)
    .sort();
}

const CASES = [
  { name: "a command gives up what it does not need", command: "probe" },
  { name: "join gives up on pipes what a terminal needs", command: "join" },
];

for (const { name, command } of CASES) {
  Deno.test(name, async () => {
    const args = programArguments([command])
      .filter((arg) => !arg.startsWith("--allow-"))
      .map((arg) =>
        arg === toPath("main.ts")
          ? toPath("tests/e2e/permissions_program.ts")
          : arg
      );
    const all = ["env", "net", "read", "run", "sys", "write"];
    const flags = all.map((kind) => `--allow-${kind}`);
    await using program = new RunningProgram({
      args: ["run", ...flags, ...args.slice(1)],
    });
    const { code } = await program.ended;

    assertEquals(program.errorLines, []);
    assertEquals(code, 0);
    assertEquals(program.lines, [
      "env granted",
      "net granted",
      "read prompt",
      "run prompt",
      "sys prompt",
      "write prompt",
    ]);
  });
}

Deno.test("the tasks allow each command what it needs, and no more", () => {
  const { compile, hash, join, send, serve, tail } = config.tasks;

  assertEquals(kindsOf(serve), ["env", "net", "read", "sys", "write"]);
  assertEquals(kindsOf(join), ["env", "net", "read", "run", "sys", "write"]);
  assertEquals(kindsOf(send), ["env", "net"]);
  assertEquals(kindsOf(tail), ["env", "net"]);
  assertEquals(kindsOf(hash), []);
  assertEquals(
    kindsOf(compile),
    [...new Set([serve, join].flatMap(kindsOf))].sort(),
  );
  const isPrompting = Object.values(config.tasks)
    .filter((task) => task.includes("main.ts") && !task.includes("no-prompt"));
  assertEquals(isPrompting, []);
});
