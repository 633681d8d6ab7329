import { assertEquals } from "@std/assert/equals";
import { findDataFolder } from "../../server/data_folder.ts";

Deno.test("findDataFolder() finds the folder for what a program keeps", async (t) => {
  const rows: readonly {
    os: string;
    env: Readonly<Record<string, string>>;
    want: string | undefined;
  }[] = [
    {
      os: "linux",
      env: { HOME: "/home/ann" },
      want: "/home/ann/.local/share/chat",
    },
    {
      os: "linux",
      env: { HOME: "/home/ann", XDG_DATA_HOME: "/data" },
      want: "/data/chat",
    },
    {
      os: "linux",
      env: { HOME: "/home/ann", XDG_DATA_HOME: "data" },
      want: "/home/ann/.local/share/chat",
    },
    {
      os: "freebsd",
      env: { HOME: "/home/ann", XDG_DATA_HOME: "" },
      want: "/home/ann/.local/share/chat",
    },
    { os: "linux", env: { XDG_DATA_HOME: "/data" }, want: "/data/chat" },
    { os: "linux", env: { HOME: "home" }, want: undefined },
    { os: "linux", env: {}, want: undefined },
    {
      os: "darwin",
      env: { HOME: "/Users/ann", XDG_DATA_HOME: "/data" },
      want: "/Users/ann/Library/Application Support/chat",
    },
    { os: "darwin", env: {}, want: undefined },
    {
      os: "windows",
      env: { LOCALAPPDATA: "C:\\Users\\ann\\Local", HOME: "/home/ann" },
      want: "C:\\Users\\ann\\Local\\chat",
    },
    { os: "windows", env: { HOME: "/home/ann" }, want: undefined },
  ];
  for (const { os, env, want } of rows) {
    await t.step(`${os} ${JSON.stringify(env)}`, () => {
      assertEquals(findDataFolder({ env: (name) => env[name], os }), want);
    });
  }
});
