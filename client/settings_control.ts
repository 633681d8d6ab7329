import { DEFAULT_SETTINGS, type Settings } from "./settings.ts";

/** The settings that hold now, and what changes them. */
export class SettingsControl {
  #settings: Settings;
  readonly #save: (settings: Settings, changes: Partial<Settings>) => void;

  /** @param save Called with the settings after each change, and with it. */
  constructor(
    settings: Settings = DEFAULT_SETTINGS,
    save: (settings: Settings, changes: Partial<Settings>) => void = () => {},
  ) {
    this.#settings = settings;
    this.#save = save;
  }

  get now(): Settings {
    return this.#settings;
  }

  /** Changes some of them. */
  update(changes: Partial<Settings>): void {
    this.#settings = { ...this.#settings, ...changes };
    this.#save(this.#settings, changes);
  }
}
