import { assertEquals } from "@std/assert/equals";
import { assertMatch } from "@std/assert/match";
import { programArguments, RunningProgram, startServer } from "./program.ts";

/** Windows has them for administrators alone. */
const HAS_LINKS = Deno.build.os !== "windows";

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

/** Makes symbolic links: in a process of its own, as tests may not. */
async function link(
  links: readonly (readonly [to: string, path: string])[],
): Promise<void> {
  const code = links
    .map((pair) => `Deno.symlinkSync(...${JSON.stringify(pair)});`).join("");
  const args = ["eval", "--no-config", "--no-lock", code];
  await using program = new RunningProgram({ args });
  assertEquals((await program.ended).code, 0);
}

/** Gives what `chat serve` says about a file that it cannot use. */
async function refusalOf(path: string): Promise<string> {
  const command = ["serve", "--port", "0", "--no-console", "--db", path];
  await using program = new RunningProgram({ args: programArguments(command) });
  const { code } = await program.ended;
  assertEquals(code, 1);
  assertEquals(program.lines, []);
  return program.errorLines.join("\n");
}

Deno.test("chat serve says that a link leads to no file", {
  ignore: !HAS_LINKS,
}, async (t) => {
  await inFolder(async (folder) => {
    await link([
      [`${folder}/gone`, `${folder}/nothing.db`],
      [`${folder}/two.db`, `${folder}/one.db`],
      [`${folder}/one.db`, `${folder}/two.db`],
      [`${folder}/circle`, `${folder}/circle`],
      ["/dev/null", `${folder}/device.db`],
    ]);
    const rows: readonly (readonly [name: string, want: RegExp])[] = [
      ["nothing.db", /as it is a link to nothing: take it away, or .*--db$/],
      ["one.db", /as the links in its path go round in a circle: /],
      ["circle/a.db", /as a part of its path is no folder: /],
      ["device.db", /as it is no file: name another file with --db$/],
    ];
    for (const [name, want] of rows) {
      await t.step(name, async () => {
        const error = await refusalOf(`${folder}/${name}`);

        assertMatch(error, want);
        assertEquals(error.startsWith(`chat: Cannot open "`), true);
        assertEquals(error.split("\n").length, 1);
      });
    }
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
    assertEquals(names.filter((name) => name.endsWith(".lock")), []);
  });
});

Deno.test("chat serve knows a file that another one uses by any link to it", {
  ignore: !HAS_LINKS,
}, () =>
  inFolder(async (folder) => {
    const path = `${folder}/chat.db`;
    await link([[path, `${folder}/link.db`], [folder, `${folder}/same`]]);
    await using _ = await startServer(["--db", path]);

    for (const name of ["link.db", "same/chat.db", "same/link.db"]) {
      const error = await refusalOf(`${folder}/${name}`);

      assertMatch(
        error,
        /^chat: Cannot open .* as another chat serve uses it: /,
      );
    }
  }));
