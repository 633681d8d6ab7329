import { Command, ValidationError } from "@cliffy/command";
import config from "./deno.json" with { type: "json" };
import { isInteractive, runJoin, systemJoinDeps } from "./client/join.ts";
import { JoinError } from "./client/join_error.ts";
import { type JoinFlags, resolveJoinOptions } from "./client/options.ts";
import { openTerminal } from "./client/terminal/terminal.ts";
import { systemClock } from "./server/clock.ts";
import { ListenError } from "./server/listen.ts";
import { resolveServerOptions, type ServeFlags } from "./server/options.ts";
import { readLines } from "./client/read_lines.ts";
import { runServe } from "./server/serve.ts";

/** Exit codes: a failure, and a command line that makes no sense. */
const FAILURE = 1;
const WRONG_USAGE = 2;

/**
 * Signals closer together than this are one: to a whole process group, and
 * passed on by the launcher, one may come twice.
 */
const SAME_SIGNAL_MS = 200;

/** One option of a command, in Cliffy's notation. */
interface OptionRow {
  readonly flags: string;
  readonly description: string;
  readonly default?: unknown;
  readonly collect?: boolean;
}

const SERVE_OPTIONS: readonly OptionRow[] = [
  {
    flags: "-p, --port <port:integer>",
    description: "Port to listen on; 0 picks a free one.",
    default: 8080,
  },
  {
    flags: "--host <host:string>",
    description: "Listen on this name or address only, not on all interfaces.",
  },
  {
    flags: "--name <name:string>",
    description: "The server's name, as people see it (default: the host's).",
  },
  {
    flags: "--password <password:string>",
    description: "Let in only those who know it; better set by its variable.",
  },
  {
    flags: "--motd <text:string>",
    description: "Message of the day, or @file to read it from a file.",
  },
  {
    flags: "--max-clients <count:integer>",
    description: "Clients that may be connected at once.",
    default: 10_000,
  },
  {
    flags: "--backlog <count:integer>",
    description: "Connections that may wait to be accepted.",
    default: 511,
  },
  {
    flags: "--no-console",
    description: "Never read standard input; for a server in the background.",
  },
  {
    flags: "--no-throttle",
    description: "Let clients send as fast as they like; for trusted networks.",
  },
  {
    flags: "--log-level <level:string>",
    description: "How much to tell: error, warn, info or debug.",
    default: "info",
  },
];

const JOIN_OPTIONS: readonly OptionRow[] = [
  {
    flags: "-n, --name <name:string>",
    description: "Your name; asked for on a terminal, else your login name.",
  },
  {
    flags: "-c, --channel <channel:string>",
    description: "Channel to enter (default: #lobby); may be repeated.",
    collect: true,
  },
  {
    flags: "--password <password:string>",
    description:
      "The server's password; better set by its variable, as others can see " +
      "the command line.",
  },
  {
    flags: "--json",
    description: "Print one JSON object for each event, for scripts.",
  },
];

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
  addOptions(serve, "CHAT_SERVE_", SERVE_OPTIONS);
  serve
    .description("Run a chat server on this machine.")
    .example("On port 8080", "chat serve")
    .example(
      "With a name and a password",
      "CHAT_SERVE_PASSWORD=s3cret chat serve --name class-5b",
    )
    .example("On any free port", "chat serve --port 0")
    .example("In the background", "chat serve --no-console > chat.log 2>&1 &")
    .action((flags: unknown) => serveChat(flags as ServeFlags));

  const join = new Command();
  addOptions(join, "CHAT_JOIN_", JOIN_OPTIONS);
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
    .command("join", join);
  return program;
}

async function serveChat(flags: ServeFlags): Promise<void> {
  const options = checkUsage(() =>
    resolveServerOptions(flags, {
      hostname: () => Deno.hostname(),
      readTextFile: (path) => Deno.readTextFileSync(path),
    })
  );
  const stop = new AbortController();
  const stopListening = onSignals(() => stop.abort(""));
  const terminal = options.hasConsole && isInteractive(readEnv)
    ? openTerminal({ clock: systemClock })
    : undefined;
  try {
    const io = terminal ??
      (options.hasConsole
        ? { lines: readLines(Deno.stdin), print }
        : undefined);
    await runServe(options, {
      ...(io && { io }),
      endsWithConsole: terminal !== undefined,
      print: terminal ? (line) => terminal.print(line) : print,
      printLog: terminal ? (line) => terminal.print(line) : console.error,
      stop,
    });
  } finally {
    terminal?.close();
    stopListening();
  }
  // A read of standard input may still be under way.
  Deno.exit(0);
}

async function joinChat(flags: JoinFlags, address?: string): Promise<void> {
  const options = checkUsage(() => resolveJoinOptions(address, flags));
  const stop = new AbortController();
  const stopListening = onSignals((signal) => stop.abort(signal));
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

/**
 * Listens for what asks a program to end; the second one ends it at once.
 *
 * @returns What stops listening.
 */
function onSignals(end: (signal: Deno.Signal) => void): () => void {
  const signals: readonly Deno.Signal[] = Deno.build.os === "windows"
    ? ["SIGINT", "SIGBREAK"]
    : ["SIGINT", "SIGTERM", "SIGHUP"];
  let firstAt: number | undefined;
  const handlers = signals.map((signal) => {
    const handle = () => {
      const now = performance.now();
      if (firstAt === undefined) end(signal);
      else if (now - firstAt > SAME_SIGNAL_MS) Deno.exit(FAILURE);
      firstAt ??= now;
    };
    Deno.addSignalListener(signal, handle);
    return () => Deno.removeSignalListener(signal, handle);
  });
  return () => handlers.forEach((stopListening) => stopListening());
}

function readEnv(name: string): string | undefined {
  return Deno.env.get(name);
}

function print(line: string): void {
  console.log(line);
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
