import { Command, ValidationError } from "@cliffy/command";
import config from "./deno.json" with { type: "json" };
import { JOIN_FLAGS } from "./client/flags.ts";
import { isInteractive, runJoin, systemJoinDeps } from "./client/join.ts";
import { JoinError } from "./client/join_error.ts";
import {
  type JoinFlags,
  readPassword,
  resolveJoinOptions,
} from "./client/options.ts";
import { readSecret } from "./client/terminal/read_secret.ts";
import { openTerminal } from "./client/terminal/terminal.ts";
import { settledWithin, systemClock } from "./server/clock.ts";
import { SERVE_FLAGS } from "./server/flags.ts";
import { LinePrinter } from "./server/line_printer.ts";
import { ListenError } from "./server/listen.ts";
import {
  readMotd,
  resolveServerOptions,
  type ServeFlags,
} from "./server/options.ts";
import { hashPassword } from "./server/password_hash.ts";
import { readLines } from "./client/read_lines.ts";
import { runServe } from "./server/serve.ts";
import { onSignals } from "./server/signals.ts";

/** Exit codes: a failure, a command line that makes no sense, and Ctrl-C. */
const FAILURE = 1;
const WRONG_USAGE = 2;
const INTERRUPTED = 130;

/** How long the last lines may take to be read, in milliseconds. */
const LAST_LINES_MS = 1_000;

/** One option of a command, in Cliffy's notation. */
interface OptionRow {
  readonly flags: string;
  readonly description: string;
  readonly default?: unknown;
  readonly collect?: boolean;
}

/** Adds options, each with its environment variable. */
function addOptions(
  command: Command,
  prefix: string,
  rows: readonly OptionRow[],
): void {
  for (const { flags, description, ...settings } of rows) {
    command.option(flags, description, settings);
    const [, name = "", type = "boolean"] = /--([a-z-]+)(?:.*:(\w+)>)?/
      .exec(flags) ?? [];
    const variable = prefix + name.toUpperCase().replaceAll("-", "_");
    const definition: string = `${variable}=<value:${type}>`;
    command.env(definition, description, { prefix });
  }
}

function createProgram(): Command {
  const serve = new Command();
  addOptions(serve, "CHAT_SERVE_", SERVE_FLAGS);
  serve
    .description("Run a chat server on this machine.")
    .example("On port 8080", "chat serve")
    .example(
      "With a name and a password",
      "CHAT_SERVE_PASSWORD=s3cret chat serve --name class-5b",
    )
    .example("On any free port", "chat serve --port 0")
    .example("In the background", "chat serve --no-console > chat.log 2>&1 &")
    .example("With an operator", "chat serve --oper 'ann:$scrypt$ln=15,...'")
    .action((flags: unknown) => serveChat(flags as ServeFlags));

  const join = new Command();
  addOptions(join, "CHAT_JOIN_", JOIN_FLAGS);
  join
    .description(
      "Join a chat. The address is host, host:port, [IPv6]:port or " +
        "irc://host:port/channel.",
    )
    .example("Ask for address and name", "chat join")
    .example("Join a server", "chat join 192.168.1.5:8080 --name ann")
    .example("Send from a script", "echo done | chat join ci.lan --name ci")
    .example("Follow as JSON", "tail -f /dev/null | chat join ci.lan --json")
    .example("With a password", "CHAT_JOIN_PASSWORD=s3cret chat join ci.lan")
    .arguments("[address:string]")
    .action((flags: unknown, address?: string) =>
      joinChat(flags as JoinFlags, address)
    );

  const hash = new Command();
  hash
    .description(
      "Make a hash of an operator's password, for chat serve --oper. The " +
        "password is read from standard input.",
    )
    .example("Ask for it, unseen", "chat hash")
    .example("From a script", "echo s3cret | chat hash")
    .action(printHash);

  const program = new Command();
  program
    .name("chat")
    .version(config.version)
    .description("Group chat in one file: a server, and a client for it.")
    .throwErrors()
    .action(() => program.showHelp())
    .example("On one machine", "chat serve --port 8080")
    .example("On the others", "chat join host:8080")
    .command("serve", serve)
    .command("join", join)
    .command("hash", hash);
  return program;
}

async function serveChat(flags: ServeFlags): Promise<void> {
  const readTextFile = (path: string) => Deno.readTextFileSync(path);
  const options = checkUsage(() =>
    resolveServerOptions(flags, { hostname: Deno.hostname, readTextFile })
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
  }, endAtOnce);
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

async function joinChat(flags: JoinFlags, address?: string): Promise<void> {
  // Cliffy takes an option that it does not know for an argument.
  if (address?.startsWith("-")) {
    throw new ValidationError(`Unknown option "${address}".`);
  }
  const options = checkUsage(() => resolveJoinOptions(address, flags));
  const stop = new AbortController();
  const stopListening = onSignals((signal) => stop.abort(signal), endAtOnce);
  try {
    const deps = systemJoinDeps({ signal: stop.signal, env: readEnv });
    Deno.exitCode = await runJoin(options, deps);
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

function readEnv(name: string): string | undefined {
  return Deno.env.get(name);
}

/** Prints what went wrong: a sentence where it is expected, else where. */
function fail(error: unknown): never {
  if (error instanceof ValidationError) {
    console.error(`chat: ${error.message}`);
    Deno.exit(WRONG_USAGE);
  }
  const isExpected = error instanceof JoinError || error instanceof ListenError;
  console.error(isExpected ? `chat: ${error.message}` : error);
  Deno.exit(FAILURE);
}

if (import.meta.main) {
  await createProgram().parse(Deno.args).catch(fail);
}
