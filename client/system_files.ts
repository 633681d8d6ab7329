import type { UserFiles } from "./settings_store.ts";

/** The files of this machine. */
export function systemFiles(): UserFiles {
  return {
    readTextFile: (path) => Deno.readTextFile(path),
    writeTextFile: (path, text, options = {}) =>
      Deno.writeTextFile(path, text, { ...options, mode: 0o600 }),
    rename: (from, to) => Deno.rename(from, to),
    mkdir: (path) => Deno.mkdir(path, { recursive: true, mode: 0o700 }),
    isMissing: (error) => error instanceof Deno.errors.NotFound,
    unique: String(Deno.pid),
  };
}
