/** Where the files of a person belong. */
export interface UserFolders {
  /** Settings; missing: nowhere, they are not kept. */
  readonly config?: string;
  /** What a program notes by itself, such as the input history. */
  readonly state?: string;
  /** What `~` stands for. */
  readonly home?: string;
}

/**
 * Finds the folders of a person: those of the XDG Base Directory Specification
 * (0.8), of which "all paths [...] must be absolute", or `%APPDATA%` on Windows.
 *
 * @param env Reads a variable of the environment.
 */
export function findUserFolders(
  env: (name: string) => string | undefined,
  isWindows: boolean,
): UserFolders {
  if (isWindows) {
    const folder = env("APPDATA");
    if (!folder) return {};
    return { config: `${folder}\\chat`, state: `${folder}\\chat` };
  }
  const home = env("HOME");
  const find = (name: string, standard: string) => {
    const folder = env(name);
    if (folder?.startsWith("/")) return `${folder}/chat`;
    return home?.startsWith("/") ? `${home}/${standard}/chat` : undefined;
  };
  const config = find("XDG_CONFIG_HOME", ".config");
  const state = find("XDG_STATE_HOME", ".local/state");
  return {
    ...(home?.startsWith("/") && { home }),
    ...(config !== undefined && { config }),
    ...(state !== undefined && { state }),
  };
}
