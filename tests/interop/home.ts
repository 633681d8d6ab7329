/** Where temporary folders are; tests may write nowhere else. */
const TEMPORARY = "/tmp";

/**
 * Makes a temporary folder in which a client keeps its settings.
 *
 * @param name Of the client.
 * @param files The text of each of its files, by name.
 * @returns Its path.
 */
export async function createHome(
  name: string,
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const prefix = `chat-interop-${name}-`;
  const home = await Deno.makeTempDir({ dir: TEMPORARY, prefix });
  for (const [file, text] of Object.entries(files)) {
    await Deno.writeTextFile(`${home}/${file}`, text);
  }
  return home;
}

/** Removes it. */
export function removeHome(home: string): Promise<void> {
  return Deno.remove(home, { recursive: true });
}
