/**
 * Starts `chat`, and other programs of this repository, as processes of their
 * own: for the end-to-end tests and for `bench/`.
 *
 * @module
 */

import config from "../../deno.json" with { type: "json" };

const ROOT = new URL("../../", import.meta.url);

/** How long a program may take to say what is waited for, in milliseconds. */
const DEADLINE_MS = 30_000;

/** Where the first start-up line names the port. */
const JOIN_LINE = /\bchat join \S*:(\d+)/;

/**
 * Gives the arguments of `deno` that run a command of `chat`.
 *
 * Packages come through the same front door as those of the caller.
 *
 * @param command Such as `["serve", "--port", "0"]`.
 */
export function programArguments(command: readonly string[]): string[] {
  const isNpmDoor = import.meta.resolve("@cliffy/command")
    .startsWith(new URL("npm/", ROOT).href);
  const door = isNpmDoor
    ? [
      `--import-map=${new URL("npm/import_map.json", ROOT)}`,
      `--lock=${toPath("npm/deno.lock")}`,
      "--frozen",
    ]
    : [];
  const [name = ""] = command;
  return [
    "run",
    ...door,
    ...permissionsOf(name),
    toPath("main.ts"),
    ...command,
  ];
}

/** Gives what the task of deno.json that runs a command allows it. */
function permissionsOf(name: string): readonly string[] {
  const tasks = new Map<string, string>(Object.entries(config.tasks));
  const { groups } = /^deno run (?<flags>.*) main\.ts \S+$/
    .exec(tasks.get(name) ?? tasks.get("hash") ?? "") ?? {};
  return (groups?.["flags"] ?? "").replaceAll('"', "").split(" ");
}

/** Gives the path of one of the repository's files. */
export function toPath(name: string): string {
  const { pathname } = new URL(name, ROOT);
  const path = decodeURIComponent(pathname);
  return Deno.build.os === "windows" ? path.slice(1) : path;
}

/** How to start a program. */
export interface ProgramOptions {
  /** The executable; `deno` by default. */
  readonly command?: string;
  readonly args: readonly string[];
  /** `null`, the default, gives it no input. */
  readonly stdin?: "piped" | "null";
  /** Set in its environment, besides what is there. */
  readonly env?: Readonly<Record<string, string>>;
  /** Ends the program when it is aborted. */
  readonly signal?: AbortSignal | undefined;
}

/** A process whose output is read line by line; stopped on disposal. */
export class RunningProgram implements AsyncDisposable {
  readonly process: Deno.ChildProcess;
  /** What it has said on standard output so far. */
  readonly lines: string[] = [];
  /** What it has said on standard error so far. */
  readonly errorLines: string[] = [];
  /** Resolves when it has ended and all that it said was read. */
  readonly ended: Promise<Deno.CommandStatus>;
  readonly #checks = new Set<() => void>();
  readonly #input: WritableStreamDefaultWriter<Uint8Array> | undefined;
  #isAlive = true;
  #hasEnded = false;

  constructor(
    { command = "deno", args, stdin = "null", env = {}, signal }:
      ProgramOptions,
  ) {
    this.process = new Deno.Command(command, {
      args: [...args],
      ...(signal && { signal }),
      env: { ...env },
      stdin,
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#input = stdin === "piped"
      ? this.process.stdin.getWriter()
      : undefined;
    this.ended = this.#run();
  }

  /** Writes to its standard input, which has to be piped. */
  async type(text: string): Promise<void> {
    await this.#input?.write(new TextEncoder().encode(text));
  }

  /** Ends its standard input; harmless if it has ended. */
  async endInput(): Promise<void> {
    await this.#input?.close().catch(() => {});
  }

  /**
   * Resolves to the match of the first line that fits.
   *
   * @param from Where it is looked for: `lines` or `errorLines`.
   * @throws {Error} If the program ends, or 30 seconds pass, without one.
   */
  async waitForLine(
    pattern: RegExp,
    from: readonly string[] = this.lines,
  ): Promise<RegExpExecArray> {
    const { promise, resolve, reject } = Promise.withResolvers<
      RegExpExecArray
    >();
    const fail = (state: string) => {
      const output = [...this.lines, ...this.errorLines].join("\n");
      reject(new Error(`Cannot find ${pattern} as ${state}:\n${output}`));
    };
    const check = () => {
      const match = from.map((line) => pattern.exec(line)).find(Boolean);
      if (match) resolve(match);
      else if (this.#hasEnded) fail("the program has ended");
    };
    const deadline = setTimeout(() => fail("its time is over"), DEADLINE_MS);
    this.#checks.add(check);
    check();
    try {
      return await promise;
    } finally {
      clearTimeout(deadline);
      this.#checks.delete(check);
    }
  }

  /** Asks it to end, insists after ten seconds, and waits for it. */
  async stop(): Promise<Deno.CommandStatus> {
    this.#kill("SIGTERM");
    const insist = setTimeout(() => this.#kill("SIGKILL"), 10_000);
    try {
      return await this.ended;
    } finally {
      clearTimeout(insist);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #run(): Promise<Deno.CommandStatus> {
    const [status] = await Promise.all([
      this.process.status.finally(() => this.#isAlive = false),
      this.#collect(this.process.stdout, this.lines),
      this.#collect(this.process.stderr, this.errorLines),
    ]);
    this.#hasEnded = true;
    this.#check();
    await this.endInput();
    return status;
  }

  async #collect(
    stream: ReadableStream<Uint8Array<ArrayBuffer>>,
    lines: string[],
  ): Promise<void> {
    let rest = "";
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      const parts = (rest + text).split(/\r?\n/);
      rest = parts.pop() ?? "";
      lines.push(...parts);
      this.#check();
    }
    if (rest !== "") lines.push(rest);
  }

  #check(): void {
    for (const check of this.#checks) check();
  }

  #kill(signal: Deno.Signal): void {
    if (this.#isAlive) this.process.kill(signal);
  }
}

/** A server that accepts connections. */
export type RunningServer = RunningProgram & { readonly port: number };

/**
 * Starts `chat serve` on a free port, without console, and waits until it says
 * how to join.
 *
 * @param flags More flags of `chat serve`.
 * @param options `signal`: ends it when it is aborted.
 * @throws {Error} If it does not start.
 */
export function startServer(
  flags: readonly string[] = [],
  { signal }: Pick<ProgramOptions, "signal"> = {},
): Promise<RunningServer> {
  const command = ["serve", "--port", "0", "--no-console", ...flags];
  return startListening({ args: programArguments(command), signal });
}

/**
 * Starts a program that says how to join as `chat serve` does.
 *
 * @throws {Error} If it does not.
 */
export async function startListening(
  options: ProgramOptions,
): Promise<RunningServer> {
  const program = new RunningProgram(options);
  try {
    const match = await program.waitForLine(JOIN_LINE);
    return Object.assign(program, { port: Number(match[1]) });
  } catch (error) {
    await program.stop();
    throw error;
  }
}
