import { assertEquals } from "@std/assert/equals";
import { findUserFolders } from "../../client/user_folders.ts";

Deno.test("findUserFolders() finds where files belong", async (t) => {
  const cases = [
    {
      name: "at home",
      env: { HOME: "/home/ann" },
      want: {
        home: "/home/ann",
        config: "/home/ann/.config/chat",
        state: "/home/ann/.local/state/chat",
      },
    },
    {
      name: "where XDG says",
      env: { HOME: "/h", XDG_CONFIG_HOME: "/c", XDG_STATE_HOME: "/s" },
      want: { home: "/h", config: "/c/chat", state: "/s/chat" },
    },
    {
      name: "not where a path is relative",
      env: { HOME: "/h", XDG_CONFIG_HOME: "c", XDG_STATE_HOME: "" },
      want: {
        home: "/h",
        config: "/h/.config/chat",
        state: "/h/.local/state/chat",
      },
    },
    { name: "nowhere", env: {}, want: {} },
    {
      name: "on Windows",
      env: { APPDATA: "C:\\Users\\ann\\AppData\\Roaming" },
      isWindows: true,
      want: {
        config: "C:\\Users\\ann\\AppData\\Roaming\\chat",
        state: "C:\\Users\\ann\\AppData\\Roaming\\chat",
      },
    },
    { name: "nowhere on Windows", env: {}, isWindows: true, want: {} },
  ];
  for (const { name, env, isWindows = false, want } of cases) {
    await t.step(name, () => {
      const values = new Map<string, string>(Object.entries(env));

      assertEquals(
        findUserFolders((name) => values.get(name), isWindows),
        want,
      );
    });
  }
});
