import { assertEquals } from "@std/assert/equals";
import { HistoryStore, MAX_HISTORY_LINES } from "../../client/history_store.ts";
import { FakeUserFiles } from "../fakes/fake_user_files.ts";

const PATH = "/home/ann/.local/state/chat/history";

async function reload(files: FakeUserFiles): Promise<readonly string[]> {
  const store = new HistoryStore(PATH, files, () => false);
  await store.load();
  return store.lines;
}

Deno.test("HistoryStore keeps lines for the next session", async () => {
  const files = new FakeUserFiles();
  const store = new HistoryStore(PATH, files, () => false);
  await store.load();
  for (const line of ["one", "one", "two\nthree", "\\n four \\", " "]) {
    store.add(line);
  }
  await store.flush();

  assertEquals(await reload(files), ["one", "two\nthree", "\\n four \\"]);
  assertEquals(files.files.get(PATH), "one\ntwo\\nthree\n\\\\n four \\\\\n");
});

Deno.test("HistoryStore keeps no secrets, and no long texts", async () => {
  const files = new FakeUserFiles();
  const store = new HistoryStore(PATH, files, (line) => line === "s3cret");
  for (const line of ["s3cret", "x".repeat(5_000), "hello"]) store.add(line);
  await store.flush();

  assertEquals(await reload(files), ["hello"]);
});

Deno.test("HistoryStore.load() cuts a file that has grown", async () => {
  const files = new FakeUserFiles();
  const lines = Array.from({ length: MAX_HISTORY_LINES + 5 }, (_, n) => `${n}`);
  files.files.set(PATH, lines.map((line) => `${line}\n`).join(""));
  const read = await reload(files);

  assertEquals([read.length, read[0]], [MAX_HISTORY_LINES, "5"]);
  assertEquals(files.files.get(PATH)?.startsWith("5\n6\n"), true);
  assertEquals([...files.files.keys()], [PATH]);
});

Deno.test("HistoryStore goes on where nothing can be written", async () => {
  const files = new FakeUserFiles();
  files.error = new Error("Disk full");
  const store = new HistoryStore(PATH, files, () => false);
  store.add("one");
  await store.flush();

  assertEquals(store.lines, ["one"]);
});
