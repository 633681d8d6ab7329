import { ValidationError } from "@cliffy/command";
import { type CommandRow, createProgram } from "./command_line.ts";
import config from "./deno.json" with { type: "json" };
import {
  isInteractive,
  type JoinDeps,
  runJoin,
  systemJoinDeps,
} from "./client/join.ts";
import { JoinError } from "./client/join_error.ts";
import { readPassword, resolveJoinOptions } from "./client/options.ts";
import { readEnv } from "./client/read_env.ts";
import { readLines } from "./client/read_lines.ts";
import { resolveSendOptions, runSend } from "./client/send.ts";
import { resolveTailOptions, runTail } from "./client/tail.ts";
import { readSecret } from "./client/terminal/read_secret.ts";
import { openTerminal } from "./client/terminal/terminal.ts";
import { JOIN_USAGE, SEND_USAGE, TAIL_USAGE } from "./client/usage.ts";
import { settledWithin, systemClock } from "./server/clock.ts";
import { LinePrinter } from "./server/line_printer.ts";
import { findDataFolder } from "./server/data_folder.ts";
import { OpenError } from "./server/history/open_error.ts";
import { StoreError } from "./server/history/store_error.ts";
import { ListenError } from "./server/listen.ts";
import {
  readMotd,
  resolveServerOptions,
  type ServeFlags,
} from "./server/options.ts";
import { hashPassword } from "./server/password_hash.ts";
import { runServe } from "./server/serve.ts";
import { onSignals } from "./server/signals.ts";
import { HASH_USAGE, SERVE_USAGE } from "./server/usage.ts";

/** Exit codes: a failure, a command line that makes no sense, and Ctrl-C. */
const FAILURE = 1;
const WRONG_USAGE = 2;
const INTERRUPTED = 130;

/** How long the last lines may take to be read, in milliseconds. */
const LAST_LINES_MS = 1_000;

const COMMANDS: Readonly<Record<string, CommandRow>> = {
  serve: {
    ...SERVE_USAGE,
    needs: ["net", "read", "sys", "write"],
    run: (flags) => serveChat(flags as ServeFlags),
  },
  join: {
    ...JOIN_USAGE,
    needs: ["net", "read", "run", "sys", "write"],
    run: (flags, [address]) =>
      runClient((deps) =>
        runJoin(resolveJoinOptions(address || undefined, flags), deps)
      ),
  },
  send: {
    ...SEND_USAGE,
    needs: ["net"],
    run: (flags, [address, target, ...words]) =>
      runClient((deps) =>
        runSend(resolveSendOptions({ address, target, words }, flags), deps)
      ),
  },
  tail: {
    ...TAIL_USAGE,
    needs: ["net"],
    run: (flags, [address, ...channels]) =>
      runClient((deps) =>
        runTail(resolveTailOptions({ address, channels }, flags), deps)
      ),
  },
  hash: { ...HASH_USAGE, needs: [], run: printHash },
};

async function serveChat(flags: ServeFlags): Promise<void> {
  const readTextFile = (path: string) => Deno.readTextFileSync(path);
  const options = checkUsage(() =>
    resolveServerOptions(flags, {
      hostname: Deno.hostname,
      readTextFile,
      dataFolder: () => findDataFolder({ env: readEnv, os: Deno.build.os }),
    })
  );
  const stop = new AbortController();
  const terminal = options.hasConsole && isInteractive(readEnv)
    ? openTerminal({ clock: systemClock })
    : undefined;
  let rehash = () => {};
  const stopListening = onSignals((signal) => {
    // In the background it outlives the terminal that it was started in. What
    // reads no terminal is told by this signal to read its files anew.
    if (signal === "SIGHUP" && terminal === undefined) rehash();
    else stop.abort("");
  }, { endAtOnce });
  terminal?.urgent.addEventListener("abort", async () => {
    await terminal.close();
    Deno.exit(FAILURE);
  });
  const output = new LinePrinter(Deno.stdout);
  const errors = new LinePrinter(Deno.stderr);
  const print = (line: string) => (terminal ?? output).print(line);
  const lines = terminal?.lines ?? readLines(Deno.stdin);
  try {
    await runServe(options, {
      ...(options.hasConsole && { io: { lines, print } }),
      endsWithConsole: terminal !== undefined,
      readMotd: () => readMotd(flags.motd ?? "", { readTextFile }),
      onRehash: (callback) => rehash = callback,
      print,
      printLog: (line) => (terminal ?? errors).print(line),
      stop,
    });
  } finally {
    await terminal?.close();
    await flushed(output, errors);
    stopListening();
  }
  // A read of standard input may still be under way.
  Deno.exit(0);
}

async function printHash(): Promise<void> {
  const text = Deno.stdin.isTerminal()
    ? await readSecret("Password: ", { input: Deno.stdin, output: Deno.stderr })
    : (await readLines(Deno.stdin).next()).value ?? "";
  if (text === undefined) Deno.exit(INTERRUPTED);
  const password = checkUsage(() => readPassword(text));
  if (password === "") {
    throw new ValidationError("Cannot hash the password as it is empty");
  }
  console.log(await hashPassword(password));
  // A read of standard input may still be under way.
  Deno.exit(0);
}

/** Waits until all is printed, or whoever should read it does not. */
async function flushed(...printers: readonly LinePrinter[]): Promise<void> {
  await settledWithin(
    Promise.all(printers.map((printer) => printer.flushed())),
    { clock: systemClock, ms: LAST_LINES_MS },
  );
}

/**
 * Runs a command of the client until it ends, or a signal ends it.
 *
 * @param run Gives the exit code; throws `RangeError` for wrong usage.
 */
async function runClient(
  run: (deps: JoinDeps) => Promise<number>,
): Promise<void> {
  const stop = new AbortController();
  let isLent = false;
  const stopListening = onSignals((signal) => stop.abort(signal), {
    endAtOnce,
    isForOther: (signal) => isLent && signal === "SIGINT",
  });
  try {
    const deps = systemJoinDeps({
      signal: stop.signal,
      env: readEnv,
      onLend: (isNowLent) => isLent = isNowLent,
    });
    Deno.exitCode = await run(deps);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ValidationError(error.message);
  } finally {
    stopListening();
  }
  // A read of standard input may still be under way.
  Deno.exit();
}

/** Takes what the check of flags says against them for wrong usage. */
function checkUsage<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ValidationError(error.message);
  }
}

/** Whoever asks twice is not kept waiting. */
function endAtOnce(): never {
  Deno.exit(FAILURE);
}

/** Prints what went wrong: a sentence where it is expected, else where. */
function fail(error: unknown): never {
  if (error instanceof ValidationError) {
    console.error(`chat: ${error.message}`);
    Deno.exit(WRONG_USAGE);
  }
  const expected = [JoinError, ListenError, OpenError, StoreError]
    .find((type) => error instanceof type);
  console.error(
    expected === undefined ? error : `chat: ${(error as Error).message}`,
  );
  Deno.exit(FAILURE);
}

if (import.meta.main) {
  await createProgram(COMMANDS, config.version).parse(Deno.args).catch(fail);
}
