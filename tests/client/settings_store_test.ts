import { assert } from "@std/assert/assert";
import { assertEquals } from "@std/assert/equals";
import { DEFAULT_SETTINGS } from "../../client/settings.ts";
import { SettingsControl } from "../../client/settings_control.ts";
import { SettingsStore } from "../../client/settings_store.ts";
import { FakeUserFiles } from "../fakes/fake_user_files.ts";

const PATH = "/home/ann/.config/chat/settings.json";

Deno.test("SettingsStore keeps settings so that none is ever half written", async () => {
  const files = new FakeUserFiles();
  const store = new SettingsStore(PATH, files);
  store.save({ ...DEFAULT_SETTINGS, bell: false });
  await store.flush();

  assertEquals(files.done, [
    "mkdir /home/ann/.config/chat",
    `write ${PATH}.1.tmp`,
    `rename ${PATH}.1.tmp ${PATH}`,
  ]);
  assertEquals([...files.files.keys()], [PATH]);
  assertEquals(await new SettingsStore(PATH, files).load(), {
    settings: { ...DEFAULT_SETTINGS, bell: false },
    notices: [],
  });
});

Deno.test("SettingsStore writes the last of several changes", async () => {
  const files = new FakeUserFiles();
  const store = new SettingsStore(PATH, files);
  for (const theme of ["dark", "light", "mono"] as const) {
    store.save({ ...DEFAULT_SETTINGS, theme });
  }
  await store.flush();

  assert(files.done.length <= 5);
  assertEquals((await store.load()).settings.theme, "mono");
});

Deno.test("SettingsStore.load() gives the defaults where there is no file", async () => {
  assertEquals(await new SettingsStore(PATH, new FakeUserFiles()).load(), {
    settings: DEFAULT_SETTINGS,
    notices: [],
  });
});

Deno.test("SettingsStore.load() sets a broken file aside", async () => {
  const files = new FakeUserFiles();
  files.files.set(PATH, "{");
  const { settings, notices } = await new SettingsStore(PATH, files).load();

  assertEquals(settings, DEFAULT_SETTINGS);
  assertEquals(notices, [
    `Cannot read ${PATH} as it is broken: it is ${PATH}.broken now, and ` +
    "everything is as at first",
  ]);
  assertEquals([...files.files], [[`${PATH}.broken`, "{"]]);
});

Deno.test("SettingsStore.load() names a value that makes no sense", async () => {
  const files = new FakeUserFiles();
  files.files.set(PATH, '{"theme":"pink"}');

  assertEquals((await new SettingsStore(PATH, files).load()).notices, [
    `Cannot use "theme" of ${PATH} as its value makes no sense`,
  ]);
});

Deno.test("SettingsStore says that settings cannot be kept, and goes on", async () => {
  const files = new FakeUserFiles();
  files.error = new Error(
    `Disk full (os error 28): writefile '${PATH}.1.tmp'`,
  );
  const said: string[] = [];
  const store = new SettingsStore(PATH, files, (text) => said.push(text));
  store.save(DEFAULT_SETTINGS);
  await store.flush();
  assertEquals(said, [`Cannot keep the settings in ${PATH}: Disk full`]);
  files.error = undefined;
  store.save(DEFAULT_SETTINGS);
  await store.flush();

  assertEquals(files.files.has(PATH), true);
});

Deno.test("SettingsStore leaves what another session and a newer version wrote", async () => {
  const files = new FakeUserFiles();
  const store = new SettingsStore(PATH, files);
  await store.load();
  files.files.set(PATH, '{"quiet":true,"future":{"x":1},"theme":"pink"}');
  store.save({ bell: false });
  store.save({ typing: false });
  await store.flush();

  assertEquals(JSON.parse(files.files.get(PATH) ?? ""), {
    quiet: true,
    future: { x: 1 },
    theme: "pink",
    bell: false,
    typing: false,
  });
});

Deno.test("SettingsStore writes over no broken file that was set aside", async () => {
  const files = new FakeUserFiles();
  files.files.set(`${PATH}.broken`, "[");
  files.files.set(PATH, "{");
  const said: string[] = [];
  const store = new SettingsStore(PATH, files, (text) => said.push(text));
  store.save({ bell: false });
  await store.flush();

  assertEquals(said.length, 1);
  assertEquals(files.files.get(`${PATH}.broken`), "[");
  assertEquals(files.files.get(`${PATH}.broken.2`), "{");
  assertEquals((await store.load()).settings.bell, false);
});

Deno.test("SettingsStore loses nothing of what two sessions change in one list", async () => {
  const files = new FakeUserFiles();
  const open = async () => {
    const store = new SettingsStore(PATH, files);
    const { settings } = await store.load();
    return {
      store,
      control: new SettingsControl(
        settings,
        (changes, before) => store.save(changes, before),
      ),
    };
  };
  const [one, other] = [await open(), await open()];
  one.control.update({ aliases: { hi: "/me says hi" }, ignored: ["eve"] });
  await one.store.flush();
  other.control.update({ aliases: { bye: "/quit bye" }, ignored: ["Mallory"] });
  other.control.update({ muted: ["#a"] });
  await other.store.flush();
  one.control.update({ ignored: [] });
  await one.store.flush();

  const { settings } = await new SettingsStore(PATH, files).load();
  assertEquals(settings, {
    ...DEFAULT_SETTINGS,
    aliases: { hi: "/me says hi", bye: "/quit bye" },
    ignored: ["Mallory"],
    muted: ["#a"],
  });
});
