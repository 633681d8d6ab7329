import { assertEquals } from "@std/assert/equals";
import { SettingsStore } from "../../client/settings_store.ts";
import { DEFAULT_SETTINGS } from "../../client/settings.ts";
import { systemFiles } from "../../client/system_files.ts";

Deno.test("systemFiles() keeps files that only their owner can read", async () => {
  const folder = await Deno.makeTempDir({ dir: "/tmp", prefix: "chat-files-" });
  try {
    const path = `${folder}/config/chat/settings.json`;
    const store = new SettingsStore(path, systemFiles());
    assertEquals((await store.load()).notices, []);
    store.save({ ...DEFAULT_SETTINGS, theme: "dark" });
    await store.flush();
    assertEquals((await store.load()).settings.theme, "dark");
    const { mode } = await Deno.stat(path);
    assertEquals((mode ?? 0) & 0o777, 0o600);

    await Deno.writeTextFile(path, "{");
    assertEquals((await store.load()).settings, DEFAULT_SETTINGS);
    const names = await Array.fromAsync(
      Deno.readDir(`${folder}/config/chat`),
      ({ name }) => name,
    );
    assertEquals(names, ["settings.json.broken"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("systemFiles().writeTextFile() adds to a file when told to", async () => {
  const path = await Deno.makeTempFile({ dir: "/tmp", prefix: "chat-files-" });
  try {
    const { readTextFile, writeTextFile } = systemFiles();
    await writeTextFile(path, "one\n", { append: true });
    await writeTextFile(path, "two\n", { append: true });

    assertEquals(await readTextFile(path), "one\ntwo\n");
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("systemFiles() names the settings, and no other file, where they cannot be kept", async () => {
  const file = await Deno.makeTempFile({ dir: "/tmp", prefix: "chat-files-" });
  try {
    const path = `${file}/chat/settings.json`;
    const said: string[] = [];
    const store = new SettingsStore(
      path,
      systemFiles(),
      (text) => said.push(text),
    );
    store.save({ bell: false });
    await store.flush();

    assertEquals(said, [
      `Cannot keep the settings in ${path}: Not a directory`,
    ]);
  } finally {
    await Deno.remove(file);
  }
});
