import type { Oper } from "./opers.ts";
import { isPasswordHash, verifyPassword } from "./password_hash.ts";

/** Somebody's wish to become operator of the server. */
export interface Login {
  readonly name: string;
  readonly password: string;
  /** Where it comes from. */
  readonly address: string;
  /** Whether anybody still waits for the answer. */
  readonly isWanted: () => boolean;
}

/** Checks that may wait, so that who knows the password is not kept for long. */
const MAX_WAITING = 16;

/**
 * Checks the passwords of operators, one after the other: a hash takes much
 * memory and time, and nobody may have the server work out many at once. Each
 * address has one check at a time; more are wrong by themselves.
 *
 * A name that nobody has takes as long as any other, so that it cannot be told
 * apart.
 */
export class OperLogins {
  readonly #passwords: ReadonlyMap<string, string>;
  /** What the passwords of unknown names are compared with. */
  readonly #decoy: string;
  /** The addresses whose checks are under way or wait. */
  readonly #addresses = new Set<string>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(opers: readonly Oper[]) {
    this.#passwords = new Map(
      opers.map(({ name, password }) => [name, password]),
    );
    const passwords = [...this.#passwords.values()];
    this.#decoy = passwords.find(isPasswordHash) ?? passwords[0] ?? "";
  }

  /** The names of all operators. */
  get names(): readonly string[] {
    return [...this.#passwords.keys()];
  }

  /** Whether name and password are right. */
  check({ name, password, address, isWanted }: Login): Promise<boolean> {
    const addresses = this.#addresses;
    if (addresses.has(address) || addresses.size >= MAX_WAITING) {
      return Promise.resolve(false);
    }
    addresses.add(address);
    const known = this.#passwords.get(name);
    const verify = async () =>
      isWanted() && await verifyPassword(password, known ?? this.#decoy) &&
      known !== undefined;
    const result = this.#last.then(verify)
      .finally(() => addresses.delete(address));
    this.#last = result.catch(() => {});
    return result;
  }
}
