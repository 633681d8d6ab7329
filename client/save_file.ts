import type { UserFiles } from "./settings_store.ts";

/**
 * Writes a file that is not there yet.
 *
 * @param file `~/` stands for the home folder.
 * @returns Its path.
 */
export type SaveFile = (file: string, text: string) => Promise<string>;

/** What `saveFile` needs. */
export interface SaveFileDeps {
  readonly files: UserFiles;
  /** The home folder; missing: there is none. */
  readonly home?: string | undefined;
}

/**
 * As `SaveFile`.
 *
 * @throws {RangeError} If the file is there already.
 */
export async function saveFile(
  file: string,
  text: string,
  { files, home }: SaveFileDeps,
): Promise<string> {
  const path = home === undefined ? file : file.replace(/^~(?=[\\/])/, home);
  try {
    await files.writeTextFile(path, text, { createNew: true });
  } catch (error) {
    const isThere = error instanceof Error && error.name === "AlreadyExists";
    throw isThere
      ? new RangeError("it is there already: choose another name")
      : error;
  }
  return path;
}

/** As `SaveFile`, where no file may be written. */
export function saveNothing(): Promise<never> {
  return Promise.reject(new RangeError("this session writes no files"));
}
