import { assertEquals } from "@std/assert/equals";
import { createLog, LOG_LEVELS } from "../../server/log.ts";
import { TestServer } from "../fakes/test_server.ts";

/** As the log names her: with the address that others do not see. */
const ANN = "ann!ann@192.0.2.1 (192.0.2.1)";

Deno.test("createLog() writes what is at most as talkative as its level", async (t) => {
  const rows = [
    ["error", ["error: x"]],
    ["warn", ["error: x", "warn: x"]],
    ["info", ["error: x", "warn: x", "info: x"]],
    ["debug", ["error: x", "warn: x", "info: x", "debug: x"]],
  ] as const;
  for (const [level, want] of rows) {
    await t.step(level, () => {
      const lines: string[] = [];
      const log = createLog(level, (line) => void lines.push(line));

      for (const of of LOG_LEVELS) log(of, "x");

      assertEquals<readonly string[]>(lines, want);
    });
  }
});

Deno.test("createLog() writes nothing that controls a terminal", () => {
  const lines: string[] = [];
  createLog("info", (line) => void lines.push(line))("info", "a\x1b[2J\nb");

  assertEquals(lines, ["info: a␛[2J␊b"]);
});

Deno.test("a server without a console logs who comes and goes", async (t) => {
  for (const hasConsole of [true, false]) {
    await t.step(`hasConsole: ${hasConsole}`, async () => {
      await using server = new TestServer({ hasConsole });
      const ann = await server.join("ann");

      await server.ask(ann, "QUIT");

      assertEquals(
        server.log.flatMap(({ level, text }) => level === "info" ? text : []),
        hasConsole ? [] : [`${ANN} came`, `${ANN} left: Quit`],
      );
    });
  }
});
