import { DEFAULT_SETTINGS, type Settings } from "./settings.ts";

/** Keeps a change of the settings, given what held before it. */
export type SaveSettings = (
  changes: Partial<Settings>,
  before: Settings,
) => void;

/** The settings that hold now, and what changes them. */
export class SettingsControl {
  #settings: Settings;
  readonly #save: SaveSettings;

  /** @param save Called after each change. */
  constructor(
    settings: Settings = DEFAULT_SETTINGS,
    save: SaveSettings = () => {},
  ) {
    this.#settings = settings;
    this.#save = save;
  }

  get now(): Settings {
    return this.#settings;
  }

  /** Changes some of them. */
  update(changes: Partial<Settings>): void {
    const before = this.#settings;
    this.#settings = { ...before, ...changes };
    this.#save(changes, before);
  }
}
