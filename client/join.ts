import { systemClock } from "./clock.ts";
import { listAddresses } from "./list_addresses.ts";
import type { JoinOptions } from "./options.ts";
import { runPiped } from "./piped.ts";
import { readLines } from "./read_lines.ts";
import type { SendDeps } from "./send.ts";
import { openTerminal } from "./terminal/terminal.ts";
import { systemSaveFiles } from "./save_files.ts";
import { systemFiles } from "./system_files.ts";
import { runTerminalMode, type TerminalModeDeps } from "./terminal_mode.ts";
import { findUserFolders } from "./user_folders.ts";

/** What a terminal needs: settings, history, editor, and a look at networks. */
const TERMINAL_PERMISSIONS = ["read", "run", "sys", "write"] as const;

type TerminalPermission = typeof TERMINAL_PERMISSIONS[number];

/** What `chat join` needs from outside. */
export interface JoinDeps extends SendDeps, TerminalModeDeps {
  /** Whether a person sits at a terminal that understands cursor movements. */
  readonly interactive: boolean;
  /** Gives up a permission that is not needed any more. */
  readonly revoke: (name: TerminalPermission) => void;
  readonly signal: AbortSignal;
}

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
  if (deps.interactive && !isForScripts(options)) {
    return runTerminalMode(options, deps);
  }
  for (const name of TERMINAL_PERMISSIONS) deps.revoke(name);
  return await runPiped(options, { ...deps, input: readLines(deps.stdin) });
}

function isForScripts({ json, once, quiet }: JoinOptions): boolean {
  return json || Boolean(once) || Boolean(quiet);
}

/** What `systemJoinDeps` is told. */
export interface SystemJoinOptions {
  readonly signal: AbortSignal;
  /** Reads a variable of the environment. */
  readonly env: (name: string) => string | undefined;
  /** Told when an editor gets the terminal, and when it is back. */
  readonly onLend: (isLent: boolean) => void;
}

/** The network, the clock and the terminal of this machine. */
export function systemJoinDeps(
  { signal, env, onLend }: SystemJoinOptions,
): JoinDeps {
  const loginName = env("USER") ?? env("LOGNAME") ?? env("USERNAME");
  return {
    connect: (options) => Deno.connect(options),
    clock: systemClock,
    random: () => Math.random(),
    listAddresses,
    stdin: Deno.stdin,
    stdout: Deno.stdout,
    stderr: Deno.stderr,
    interactive: isInteractive(env),
    revoke: (name) => void Deno.permissions.revokeSync({ name }),
    openTerminal: (options) =>
      openTerminal({
        ...options,
        clock: systemClock,
        canSuspend: true,
        onLend,
      }),
    userFiles: () => ({
      files: systemFiles(),
      folders: findUserFolders(env, Deno.build.os === "windows"),
    }),
    // Asked for only then: not every command may read it.
    saveFiles: {
      create: (path) => systemSaveFiles(env("HOME")).create(path),
    },
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
