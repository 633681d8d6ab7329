import { toNick } from "../protocol/names.ts";
import {
  type LineModeDeps,
  type LineModeOptions,
  runLineMode,
} from "./line_mode.ts";
import type { Account } from "./options.ts";
import type { Credentials } from "./sasl.ts";

/** What line mode is told where not all is known. */
export interface PipedOptions
  extends Omit<LineModeOptions, "address" | "name" | "sasl"> {
  /** Missing: wrong usage. */
  readonly address?: LineModeOptions["address"];
  /** Missing: the login name. */
  readonly name?: string;
  /** Without its password: wrong usage. */
  readonly sasl?: Account;
}

/** What line mode needs from outside, as a command. */
export interface PipedDeps extends LineModeDeps {
  /** The name that the user of this machine has there, if it is known. */
  readonly loginName?: string;
  /**
   * Takes leave when aborted. Its reason is the name of the signal that was
   * received, which gives the exit code.
   */
  readonly signal: AbortSignal;
}

/** 128 and the signal's number, as shells have it. */
const SIGNAL_EXIT_CODES: ReadonlyMap<unknown, number> = new Map([
  ["SIGHUP", 129],
  ["SIGINT", 130],
  ["SIGTERM", 143],
]);

/**
 * Runs line mode as a command of its own.
 *
 * @returns The exit code.
 * @throws {JoinError} For a failure that has to be expected; exit code 1.
 * @throws {RangeError} If the address or a password is missing; exit code 2.
 */
export async function runPiped(
  options: PipedOptions,
  deps: PipedDeps,
): Promise<number> {
  const known = completeOptions(options, deps.loginName);
  return await untilSignal(() => runLineMode(known, deps), deps.signal);
}

/**
 * Adds what is missing as far as nobody has to be asked for it.
 *
 * @param loginName As `PipedDeps` has it.
 * @throws {RangeError} If the address or a password is missing.
 */
export function completeOptions(
  { address, name, sasl, ...rest }: PipedOptions,
  loginName: string | undefined,
): LineModeOptions {
  if (!address) {
    throw new RangeError(
      "Cannot join as there is no address: write chat join host:8080",
    );
  }
  return {
    ...rest,
    address,
    name: name ?? toNick(loginName ?? "") ?? "guest",
    ...(sasl && { sasl: toCredentials(sasl) }),
  };
}

function toCredentials({ account, password }: Account): Credentials {
  if (password !== undefined) return { account, password };
  throw new RangeError(
    `Cannot log in to the account "${account}" as nobody can be asked for its ` +
      "password: write --sasl account:password",
  );
}

/**
 * Does what gives an exit code; that of the signal if one has come meanwhile.
 *
 * @param signal As `PipedDeps` says of it.
 */
export async function untilSignal(
  run: () => Promise<number>,
  signal: AbortSignal,
): Promise<number> {
  try {
    const exitCode = await run();
    if (!signal.aborted) return exitCode;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return SIGNAL_EXIT_CODES.get(signal.reason) ?? 1;
}
