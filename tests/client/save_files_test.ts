import { assertEquals } from "@std/assert/equals";
import { assertRejects } from "@std/assert/rejects";
import { expandHome, systemSaveFiles } from "../../client/save_files.ts";

/** A folder of its own, which is `~`. */
class Folder {
  readonly path = Deno.makeTempDirSync({ prefix: "chat-save-" });
  readonly files = systemSaveFiles(this.path);

  [Symbol.dispose](): void {
    Deno.removeSync(this.path, { recursive: true });
  }
}

Deno.test("SaveFiles.create() makes a file that others cannot read", async () => {
  using folder = new Folder();
  const file = await folder.files.create("~/my chat.txt");
  await file.write("one\n");
  await file.write("two ü\n");
  await file.close();

  const path = `${Deno.realPathSync(folder.path)}/my chat.txt`;
  assertEquals(file.path, path);
  assertEquals(Deno.readTextFileSync(path), "one\ntwo ü\n");
  assertEquals((Deno.statSync(path).mode ?? 0) & 0o777, 0o600);
});

Deno.test("SaveFiles.create() writes over nothing, and says why", async (t) => {
  using folder = new Folder();
  Deno.writeTextFileSync(`${folder.path}/there.txt`, "mine");
  Deno.mkdirSync(`${folder.path}/folder`);
  const exists = "there is such a file already: choose another name";
  const cases = [
    { path: "~/there.txt", want: exists },
    { path: "~/folder", want: exists },
    { path: "~/no/a.txt", want: "there is no such folder" },
    { path: "~/there.txt/a", want: "there is no such folder" },
    { path: "/etc/a.txt", want: "you may not write there" },
    { path: "~/\0", want: "its name holds what no name can" },
  ];
  for (const { path, want } of cases) {
    await t.step(path, async () => {
      await assertRejects(
        () => folder.files.create(path),
        RangeError,
        `Cannot save to ${path} as ${want}`,
      );
    });
  }

  assertEquals(Deno.readTextFileSync(`${folder.path}/there.txt`), "mine");
  assertEquals(
    [...Deno.readDirSync(folder.path)].map(({ name }) => name).sort(),
    ["folder", "there.txt"],
  );
});

Deno.test("SaveFile.discard() takes the file away", async () => {
  using folder = new Folder();
  const file = await folder.files.create("~/a.txt");
  await file.write("half");
  await file.discard();

  assertEquals([...Deno.readDirSync(folder.path)], []);
});

Deno.test("expandHome() puts the person's folder in place of ~", async (t) => {
  const cases = [
    { path: "~/a", want: "/home/ann/a" },
    { path: "~", want: "/home/ann" },
    { path: "a/~/b", want: "a/~/b" },
    { path: "~bob/a", want: "~bob/a" },
  ];
  for (const { path, want } of cases) {
    await t.step(path, () => {
      assertEquals(expandHome(path, "/home/ann"), want);
    });
  }
  await t.step("unless it is not known", async () => {
    await assertRejects(
      () => systemSaveFiles(undefined).create("~/a"),
      RangeError,
      "it is not known where ~ is: write the whole path",
    );
  });
});
