import { settle } from "./fake_clock.ts";
import type { UserFiles, WriteOptions } from "../../client/settings_store.ts";

/** Files that are in memory, and what is done to them. */
export class FakeUserFiles implements UserFiles {
  readonly files = new Map<string, string>();
  /** What was done, in order. */
  readonly done: string[] = [];
  readonly unique = "1";
  /** What the next writes fail with. */
  error: Error | undefined;

  readTextFile = async (path: string): Promise<string> => {
    await settle();
    const text = this.files.get(path);
    if (text === undefined) throw new Deno.errors.NotFound("no such file");
    return text;
  };

  writeTextFile = async (
    path: string,
    text: string,
    { append = false }: WriteOptions = {},
  ): Promise<void> => {
    await settle();
    if (this.error) throw this.error;
    this.done.push(`${append ? "append" : "write"} ${path}`);
    this.files.set(path, (append ? this.files.get(path) ?? "" : "") + text);
  };

  rename = async (from: string, to: string): Promise<void> => {
    await settle();
    this.done.push(`rename ${from} ${to}`);
    this.files.set(to, this.files.get(from) ?? "");
    this.files.delete(from);
  };

  mkdir = (path: string): Promise<void> => {
    this.done.push(`mkdir ${path}`);
    return Promise.resolve();
  };

  isMissing = (error: unknown): boolean =>
    error instanceof Deno.errors.NotFound;
}
