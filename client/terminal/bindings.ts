import type { Composer } from "./composer.ts";

/** When a key does what it is bound to. */
export interface BindOptions {
  /** Only where nothing is typed. Default: always. */
  readonly whenEmpty?: boolean;
}

/** What a key is bound to; `false`: it does what it would do without that. */
export type BoundAction = () => boolean | void;

/** Keys that do something else than to change what is typed. */
export class Bindings {
  readonly #bound = new Map<string, { act: BoundAction } & BindOptions>();

  /** Has a key do something. */
  bind(name: string, act: BoundAction, options: BindOptions = {}): void {
    this.#bound.set(name, { act, ...options });
  }

  /**
   * Does what a key is bound to.
   *
   * @param composer Where one types; missing: that is not touched.
   * @returns Whether that is all that it does.
   */
  run(
    name: string,
    composer?: Pick<Composer, "isEmpty" | "settle">,
  ): boolean {
    const bound = this.#bound.get(name);
    if (!bound || (bound.whenEmpty && !composer?.isEmpty)) return false;
    composer?.settle();
    return bound.act() !== false;
  }
}
