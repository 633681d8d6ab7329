/** A file that is being written. */
export interface SaveFile {
  /** Where it is, from the root. */
  readonly path: string;
  write(text: string): Promise<void>;
  /** Ends it. */
  close(): Promise<void>;
  /** Ends it, and takes it away again. */
  discard(): Promise<void>;
}

/** Where a person may save what was said. */
export interface SaveFiles {
  /**
   * Makes a new file that only the person can read.
   *
   * @param path As it was typed: `~/` is the person's own folder.
   * @throws {RangeError} If there is one already, or none can be made.
   */
  create(path: string): Promise<SaveFile>;
}

/** The files of this machine; `home`: what `~` is. */
export function systemSaveFiles(home: string | undefined): SaveFiles {
  return { create: (path) => createFile(path, home) };
}

async function createFile(
  typed: string,
  home: string | undefined,
): Promise<SaveFile> {
  const path = expandHome(typed, home);
  const explain = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw new RangeError(`Cannot save to ${typed} as ${reasonOf(error)}`, {
        cause: error,
      });
    }
  };
  // Looked for and made in one step: nothing is ever written over.
  const file = await explain(
    Deno.open(path, { write: true, createNew: true, mode: 0o600 }),
  );
  const encoder = new TextEncoder();
  return {
    path: await Deno.realPath(path).catch(() => path),
    async write(text) {
      const bytes = encoder.encode(text);
      for (let at = 0; at < bytes.length;) {
        at += await explain(file.write(bytes.subarray(at)));
      }
    },
    async close() {
      await explain(file.sync());
      file.close();
    },
    async discard() {
      file.close();
      await Deno.remove(path).catch(() => {});
    },
  };
}

/** Puts the person's own folder in place of a `~` in front. */
export function expandHome(path: string, home: string | undefined): string {
  if (!/^~(?=$|[/\\])/.test(path)) return path;
  if (home !== undefined && home !== "") return home + path.slice(1);
  throw new RangeError(
    `Cannot save to ${path} as it is not known where ~ is: ` +
      "write the whole path",
  );
}

function reasonOf(error: unknown): string {
  const { errors } = Deno;
  if (error instanceof errors.AlreadyExists) {
    return "there is such a file already: choose another name";
  }
  if (
    error instanceof errors.NotFound || error instanceof errors.NotADirectory
  ) {
    return "there is no such folder";
  }
  if (
    error instanceof errors.PermissionDenied ||
    error instanceof errors.NotCapable
  ) return "you may not write there";
  if (error instanceof TypeError) return "its name holds what no name can";
  return error instanceof Error ? error.message : String(error);
}
