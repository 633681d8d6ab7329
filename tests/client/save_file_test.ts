import { assertEquals } from "@std/assert/equals";
import { assertRejects } from "@std/assert/rejects";
import { saveFile } from "../../client/save_file.ts";
import { FakeUserFiles } from "../fakes/fake_user_files.ts";

Deno.test("saveFile() writes a new file", async () => {
  const files = new FakeUserFiles();
  const home = "/home/ann";

  assertEquals(
    await saveFile("~/a.txt", "x", { files, home }),
    `${home}/a.txt`,
  );
  assertEquals(await saveFile("b~/c", "y", { files, home }), "b~/c");
  assertEquals(await saveFile("~/d", "z", { files }), "~/d");
  assertEquals([...files.files], [
    [`${home}/a.txt`, "x"],
    ["b~/c", "y"],
    ["~/d", "z"],
  ]);
});

Deno.test("saveFile() writes over no file", async () => {
  const files = new FakeUserFiles();
  files.files.set("a", "old");

  await assertRejects(
    () => saveFile("a", "new", { files }),
    RangeError,
    "it is there already",
  );
  assertEquals(files.files.get("a"), "old");
});
