import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import { DatabaseSync } from "node:sqlite";
import { programArguments, RunningProgram, startServer } from "./program.ts";
import { RawClient } from "./raw_client.ts";

/** Runs a test with a folder of its own. */
async function inFolder(
  test: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Runs `chat serve` where it cannot start. */
async function runServe(
  flags: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number; errors: string }> {
  const command = ["serve", "--port", "0", "--no-console", ...flags];
  const args = programArguments(command);
  await using program = new RunningProgram({ args, env });
  const { code } = await program.ended;
  assertEquals(program.lines, []);
  return { code, errors: program.errorLines.join("\n") };
}

Deno.test("chat serve says where what is said is kept, for its owner alone", () =>
  inFolder(async (folder) => {
    const path = `${folder}/new/chat.db`;
    await using server = await startServer(["--db", path]);

    const [line] = await server.waitForLine(/^History: .*/);

    assertEquals(
      line,
      `History: ${path}, 365 days, 100,000 messages a channel`,
    );
    if (Deno.build.os === "windows") return;
    assertEquals((await Deno.stat(path)).mode! & 0o777, 0o600);
    assertEquals((await Deno.stat(`${folder}/new`)).mode! & 0o777, 0o700);
  }));

Deno.test("chat serve --port 0 keeps nothing", async () => {
  await using server = await startServer();

  await server.waitForLine(/^History: in memory only/);
});

Deno.test("chat serve keeps by default in the data folder, by its port", () =>
  inFolder(async (folder) => {
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = listener.addr;
    listener.close();
    const command = ["serve", "--port", `${port}`, "--no-console"];
    await using server = new RunningProgram({
      args: programArguments([...command, "--host", "127.0.0.1"]),
      env: { XDG_DATA_HOME: folder, HOME: folder, LOCALAPPDATA: folder },
    });

    const [line] = await server.waitForLine(/^History: .*/);

    const file = `chat/server-${port}.db`;
    assertMatch(line.replaceAll("\\", "/"), RegExp(`^History: .*${file}, 365`));
  }));

Deno.test("chat serve says in a sentence that the file cannot be used", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/diary.txt`, "my diary\n");
    await Deno.writeTextFile(`${folder}/damaged.db`, "SQLite format 3\0 x");
    await Deno.mkdir(`${folder}/folder`);
    using other = new DatabaseSync(`${folder}/other.db`);
    other.exec("CREATE TABLE a (b)");
    const rows: readonly (readonly [string, RegExp])[] = [
      ["diary.txt", /as it is no database: .*--db$/],
      ["damaged.db", /as the file is damaged: /],
      ["folder", /as it is a folder: /],
      ["other.db", /as it is the database of another program: /],
      ["diary.txt/a.db", /as a part of its path is no folder: /],
    ];
    for (const [name, want] of rows) {
      const { code, errors } = await runServe(["--db", `${folder}/${name}`]);

      assertMatch(errors, /^chat: Cannot open "/);
      assertMatch(errors, want);
      assertEquals(errors.split("\n").length, 1);
      assertEquals(code, 1);
    }
  }));

Deno.test("chat serve says that another one uses the file", () =>
  inFolder(async (folder) => {
    const path = `${folder}/chat.db`;
    await using _ = await startServer(["--db", path]);

    const { code, errors } = await runServe(["--db", path]);

    assertEquals(code, 1);
    assertMatch(
      errors,
      /^chat: Cannot open .* as another chat serve uses it: /,
    );
  }));

Deno.test("chat serve gives people the same hosts after a restart", () =>
  inFolder(async (folder) => {
    const hosts: string[] = [];
    for (let start = 0; start < 2; start++) {
      await using server = await startServer(["--db", `${folder}/chat.db`]);
      await using client = await RawClient.join(server.port, "ann");
      hosts.push(/^:ann!\S+@(\S+) JOIN/m.exec(client.text)![1]!);
    }

    assertEquals(hosts[0], hosts[1]);
  }));
