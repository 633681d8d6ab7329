import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import config from "../deno.json" with { type: "json" };

const ROOT = new URL("../", import.meta.url);

/** What sources read, each by its name in a call. */
const READ = /\b(?:env|readEnv|find|env\.get)\(\s*"([A-Z][A-Z0-9_]*)"/g;

function readSources(folder: string): string {
  return [...Deno.readDirSync(new URL(folder, ROOT))]
    .map(({ name, isDirectory }) =>
      isDirectory
        ? readSources(`${folder}/${name}`)
        : Deno.readTextFileSync(new URL(`${folder}/${name}`, ROOT))
    ).join("\n");
}

/** The names of variables that a text reads. */
function variablesOf(text: string): string[] {
  return [...new Set([...text.matchAll(READ)].map(([, name = ""]) => name))];
}

/** The variables that a task of deno.json allows. */
function allowedBy(task: string): Set<string> {
  const [, list = ""] = /--allow-env="([^"]*)"/.exec(task) ?? [];
  return new Set(list.split(","));
}

/** Read by std and commander, not by name in our sources. */
const OF_OTHERS = ["CHAT_*", "NO_COLOR"];

Deno.test("the tasks allow each variable that is read, and no other", () => {
  const read = (...folders: readonly string[]) =>
    variablesOf(
      folders.map(readSources).join("\n") +
        Deno.readTextFileSync(new URL("main.ts", ROOT)),
    );
  const { compile, join } = config.tasks;
  const cases = [
    { task: join, variables: read("client") },
    { task: compile, variables: read("client", "server") },
  ];

  for (const { task, variables } of cases) {
    assert(variables.length > 5);
    assertEquals(
      [...allowedBy(task)].sort(),
      [...variables, ...OF_OTHERS].sort(),
    );
  }
});

Deno.test("serve is allowed what its console reads of the terminal", () => {
  const text = readSources("client/terminal")
    // Nobody opens an editor there.
    .replace(/.*\b(?:VISUAL|EDITOR)\b.*/g, "");
  const missing = variablesOf(text)
    .filter((name) => !allowedBy(config.tasks.serve).has(name));

  assertEquals(missing, []);
});
