import { HistoryStore } from "./history_store.ts";
import { isSecretInput, type SecretContext } from "./secret_input.ts";
import { SettingsControl } from "./settings_control.ts";
import { SettingsStore, type UserFiles } from "./settings_store.ts";
import type { UserFolders } from "./user_folders.ts";

/** What `UserData.load` needs. */
export interface UserDataDeps {
  readonly files: UserFiles;
  readonly folders: UserFolders;
  /** Called with a sentence if something cannot be kept. */
  readonly onError: (text: string) => void;
}

/** What is kept for a person from one session to the next. */
export class UserData {
  readonly settings: SettingsControl;
  /** Missing: what is typed is not kept. */
  readonly history: HistoryStore | undefined;
  /** What the person should know; mostly nothing. */
  readonly notices: readonly string[];
  /** Tells where the person is when a line is typed. */
  place: () => Omit<SecretContext, "aliases"> = () => ({});
  readonly #flush: () => Promise<void>;

  private constructor(
    { settings, history, notices, flush }: Pick<
      UserData,
      "flush" | "history" | "notices" | "settings"
    >,
  ) {
    this.settings = settings;
    this.history = history;
    this.notices = notices;
    this.#flush = flush;
  }

  /** Reads it; what cannot be read is as at first. */
  static async load(
    { files, folders, onError }: UserDataDeps,
  ): Promise<UserData> {
    const store = folders.config === undefined
      ? undefined
      : new SettingsStore(`${folders.config}/settings.json`, files, onError);
    const loaded = await store?.load();
    const settings = new SettingsControl(
      loaded?.settings,
      (changes, before) => store?.save(changes, before),
    );
    const isSecret = (line: string): boolean =>
      isSecretInput(line, { ...data.place(), aliases: settings.now.aliases });
    const history = folders.state === undefined
      ? undefined
      : new HistoryStore(`${folders.state}/history`, files, isSecret);
    await history?.load();
    const data = new UserData({
      settings,
      history,
      notices: loaded?.notices ?? [],
      async flush() {
        await store?.flush();
        await history?.flush();
      },
    });
    return data;
  }

  /** What is kept nowhere. */
  static none(): UserData {
    return new UserData({
      settings: new SettingsControl(),
      history: undefined,
      notices: [],
      flush: () => Promise.resolve(),
    });
  }

  /** Waits until everything is written. */
  flush(): Promise<void> {
    return this.#flush();
  }
}
