import type { SaveFile, SaveFiles } from "../../client/save_files.ts";

/** Files in memory. */
export class FakeSaveFiles implements SaveFiles {
  readonly texts = new Map<string, string>();
  /** Thrown when something is written. */
  failure: Error | undefined;

  create(path: string): Promise<SaveFile> {
    this.texts.set(path, "");
    return Promise.resolve({
      path: `/full/${path}`,
      write: (text: string) => {
        if (this.failure) return Promise.reject(this.failure);
        this.texts.set(path, `${this.texts.get(path)}${text}`);
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
      discard: () => {
        this.texts.delete(path);
        return Promise.resolve();
      },
    });
  }
}
