import { toNick } from "../protocol/names.ts";
import { systemClock } from "./clock.ts";
import { type LineModeDeps, runLineMode } from "./line_mode.ts";
import type { JoinOptions } from "./options.ts";
import { openTerminal } from "./terminal/terminal.ts";
import { runTerminalMode, type TerminalModeDeps } from "./terminal_mode.ts";

/** What `chat join` needs from outside. */
export interface JoinDeps extends LineModeDeps, TerminalModeDeps {
  /** Whether a person sits at a terminal that understands cursor movements. */
  readonly interactive: boolean;
  /**
   * Takes leave when aborted. Its reason is the name of the signal that was
   * received, which gives line mode its exit code.
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
 * Runs `chat join`: on a terminal for a person, else with pipes.
 *
 * Input may still be waited for when it returns: the program has to be ended by
 * `Deno.exit` with what it returns.
 *
 * @returns The exit code.
 * @throws {JoinError} For a failure that has to be expected; exit code 1.
 * @throws {RangeError} If nobody can be asked for the address; exit code 2.
 */
export async function runJoin(
  options: JoinOptions,
  deps: JoinDeps,
): Promise<number> {
  if (deps.interactive && !options.json) return runTerminalMode(options, deps);
  const { address } = options;
  if (!address) {
    throw new RangeError(
      "Cannot join as there is no address: write chat join host:8080",
    );
  }
  const name = options.name ?? toNick(deps.loginName ?? "") ?? "guest";
  try {
    const exitCode = await runLineMode({ ...options, address, name }, deps);
    if (!deps.signal.aborted) return exitCode;
  } catch (error) {
    if (!deps.signal.aborted) throw error;
  }
  return SIGNAL_EXIT_CODES.get(deps.signal.reason) ?? 1;
}

/** What `systemJoinDeps` is told. */
export interface SystemJoinOptions {
  readonly signal: AbortSignal;
  /** Reads a variable of the environment. */
  readonly env: (name: string) => string | undefined;
}

/** The network, the clock and the terminal of this machine. */
export function systemJoinDeps({ signal, env }: SystemJoinOptions): JoinDeps {
  const loginName = env("USER") ?? env("LOGNAME") ?? env("USERNAME");
  return {
    connect: (options) => Deno.connect(options),
    clock: systemClock,
    stdin: Deno.stdin,
    stdout: Deno.stdout,
    stderr: Deno.stderr,
    interactive: isInteractive(env),
    openTerminal: () => openTerminal({ clock: systemClock }),
    signal,
    ...(loginName !== undefined && { loginName }),
  };
}

/**
 * Whether a person sits at a terminal on which text can be moved about.
 *
 * @param env Reads a variable of the environment.
 */
export function isInteractive(
  env: (name: string) => string | undefined,
): boolean {
  return Deno.stdin.isTerminal() && Deno.stdout.isTerminal() &&
    env("TERM") !== "dumb";
}
