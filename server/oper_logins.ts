import type { Oper } from "./opers.ts";
import { verifyPassword } from "./password_hash.ts";

/** Somebody's wish to become operator of the server. */
export interface Login {
  readonly name: string;
  readonly password: string;
  /** Whether anybody still waits for the answer. */
  readonly isWanted: () => boolean;
}

/**
 * Checks the passwords of operators, one after the other: a hash takes much
 * memory and time, and nobody may have the server work out many at once.
 */
export class OperLogins {
  readonly #passwords: ReadonlyMap<string, string>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(opers: readonly Oper[]) {
    this.#passwords = new Map(
      opers.map(({ name, password }) => [name, password]),
    );
  }

  /** The names of all operators. */
  get names(): readonly string[] {
    return [...this.#passwords.keys()];
  }

  /** Whether name and password are right. */
  check({ name, password, isWanted }: Login): Promise<boolean> {
    const known = this.#passwords.get(name);
    if (known === undefined) return Promise.resolve(false);
    const verify = () => isWanted() && verifyPassword(password, known);
    const result = this.#last.then(verify);
    this.#last = result.catch(() => {});
    return result;
  }
}
