import { assertEquals } from "@std/assert/equals";
import { SERVER_CAPABILITIES } from "../protocol/capabilities.ts";
import * as numerics from "../protocol/numerics.ts";
import { COMMANDS } from "../server/command_table.ts";
import { supportTokens } from "../server/isupport.ts";
import { TEST_OPTIONS } from "./fakes/test_server.ts";

const ROOT = new URL("../", import.meta.url);

/** One row of a table: what stands in its first cell, and its tests. */
interface DocsRow {
  readonly subject: string;
  readonly tests: readonly string[];
}

/** Reads the table below a heading of docs/irc.md. */
function readTable(text: string, heading: string): DocsRow[] {
  const [, section = ""] = text.split(`\n## ${heading}\n`);
  const [body = ""] = section.split("\n## ");
  const rows = body.split("\n").filter((line) => line.startsWith("| `"));
  return rows.map((line) => {
    const cells = line.split("|").slice(1, -1);
    const subject = /`([^`]+)`/.exec(cells[0] ?? "")?.[1] ?? "";
    const tests = [...(cells.at(-1) ?? "").matchAll(/`([^`]+)`/g)]
      .map(([, name = ""]) => name);
    return { subject, tests };
  });
}

/** Whether a test is there, and speaks of what it stands beside. */
function isAbout(test: string, subject: string): boolean {
  try {
    return Deno.readTextFileSync(new URL(`tests/${test}.ts`, ROOT))
      .includes(subject);
  } catch {
    return false;
  }
}

const tables = [
  { heading: "Commands", want: [...COMMANDS.keys()] },
  { heading: "Capabilities", want: [...SERVER_CAPABILITIES.keys()] },
  { heading: "Numerics", want: Object.values(numerics) },
  {
    heading: "ISUPPORT",
    want: supportTokens(TEST_OPTIONS).map((token) => token.split("=", 1)[0]!),
  },
] as const;

Deno.test("docs/irc.md lists all that the server speaks, each with a test", async (t) => {
  const text = Deno.readTextFileSync(new URL("docs/irc.md", ROOT));
  for (const { heading, want } of tables) {
    await t.step(heading, () => {
      const rows = readTable(text, heading);

      assertEquals(
        rows.map(({ subject }) => subject).sort(),
        [...want].sort(),
      );
      const untested = rows.filter(({ subject, tests }) =>
        !tests.some((test) => isAbout(test, subject))
      );
      assertEquals(untested, []);
    });
  }
});
