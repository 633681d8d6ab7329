/** What `findDataFolder` asks the machine for. */
export interface DataFolderDeps {
  /** Reads a variable of the environment. */
  readonly env: (name: string) => string | undefined;
  /** As `Deno.build.os`. */
  readonly os: string;
}

/**
 * Finds the folder for what the server keeps: that of the XDG Base Directory
 * Specification (0.8), of which "all paths [...] must be absolute", or where
 * macOS and Windows have such things.
 *
 * @returns `undefined` if this person has no home.
 */
export function findDataFolder(
  { env, os }: DataFolderDeps,
): string | undefined {
  if (os === "windows") {
    const folder = env("LOCALAPPDATA");
    return folder ? `${folder}\\chat` : undefined;
  }
  const home = env("HOME");
  const hasHome = home?.startsWith("/");
  if (os === "darwin") {
    return hasHome ? `${home}/Library/Application Support/chat` : undefined;
  }
  const folder = env("XDG_DATA_HOME");
  if (folder?.startsWith("/")) return `${folder}/chat`;
  return hasHome ? `${home}/.local/share/chat` : undefined;
}
