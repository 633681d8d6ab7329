import { foldName } from "../protocol/names.ts";
import type { Client } from "./client.ts";
import type { ConnectionDeps } from "./connect.ts";
import type { ChatEvent } from "./events.ts";
import { JoinError } from "./join_error.ts";
import { formatJson } from "./json_output.ts";
import { formatLine, formatProblem } from "./line_output.ts";
import { numberedNicks } from "./numbered_nicks.ts";
import { openClient } from "./open_client.ts";
import type { JoinOptions } from "./options.ts";
import { MAX_INPUT_LINE_BYTES } from "./read_lines.ts";
import type { Credentials } from "./sasl.ts";

/** Where bytes go; `Deno.stdout` is one. */
export interface ByteWriter {
  write(bytes: Uint8Array): Promise<number>;
}

/** What line mode is told: `JoinOptions` with nothing missing. */
export interface LineModeOptions
  extends
    Required<Pick<JoinOptions, "address" | "json" | "name">>,
    Pick<JoinOptions, "once" | "password" | "quiet"> {
  /** May be none, to talk to one person. */
  readonly channels: readonly string[];
  /** The account to log in to. */
  readonly sasl?: Credentials;
  /** Whom the input is said to; missing: the first channel. */
  readonly target?: string;
}

/** What line mode needs from outside. */
export interface LineModeDeps extends ConnectionDeps {
  /**
   * What to say, a message each, until it leaves at the end; `undefined` stands
   * for one that is too long. Missing: says nothing, and stays.
   */
  readonly input?: AsyncIterable<string | undefined>;
  readonly stdout: ByteWriter;
  readonly stderr: ByteWriter;
  /** Takes leave when aborted. */
  readonly signal: AbortSignal;
}

/** Own messages that may wait for the server at the same time. */
const MAX_WAITING = 200;

/**
 * Joins a chat with pipes: each line of the input is a message to the first
 * channel, each message of others a line on standard output.
 *
 * At the end of input it waits until every message was delivered, and leaves.
 * It does not connect anew: a script is to learn that something was lost.
 *
 * @returns The exit code: 1 if a message was refused, else 0.
 * @throws {JoinError} If the chat cannot be joined, or the connection is lost.
 */
export async function runLineMode(
  options: LineModeOptions,
  deps: LineModeDeps,
): Promise<number> {
  const { signal } = deps;
  const report = (text: string) => writeLine(deps.stderr, text);
  const client = await openClient({
    address: options.address,
    nick: options.name,
    ...(options.password !== undefined && { password: options.password }),
    ...(options.sasl && { sasl: options.sasl }),
    nextNick: numberedNicks(options.name),
    signal,
  }, deps);
  const { nick } = client.state;
  if (nick !== options.name && !options.quiet) {
    await report(`The name ${options.name} is taken: you are ${nick}`);
  }
  const leave = () => client.quit();
  signal.addEventListener("abort", leave);
  if (signal.aborted) leave();
  try {
    return await new LineMode(client, options, deps, report).run();
  } catch (error) {
    throw withUndelivered(error, client);
  } finally {
    signal.removeEventListener("abort", leave);
  }
}

class LineMode {
  readonly #client: Client;
  readonly #options: LineModeOptions;
  readonly #deps: LineModeDeps;
  readonly #report: (text: string) => Promise<void>;
  /** Folded names of the channels of which we do not know whether we got in. */
  readonly #undecided: Set<string>;
  readonly #decided = Promise.withResolvers<void>();
  #exitCode = 0;
  #isOutputGone = false;
  #failure: JoinError | undefined;

  constructor(
    client: Client,
    options: LineModeOptions,
    deps: LineModeDeps,
    report: (text: string) => Promise<void>,
  ) {
    this.#client = client;
    this.#options = options;
    this.#deps = deps;
    this.#report = report;
    this.#undecided = new Set(options.channels.map(foldName));
    if (this.#undecided.size === 0) this.#decided.resolve();
  }

  async run(): Promise<number> {
    for (const channel of this.#options.channels) {
      this.#client.send("JOIN", channel);
    }
    // Not awaited: when the connection ends there may be no end of input.
    if (this.#deps.input) void this.#sendInput(this.#deps.input);
    for await (const event of this.#client.events()) {
      await this.#show(event);
      this.#noteJoin(event);
      if (this.#failure !== undefined) this.#client.quit();
    }
    if (this.#failure !== undefined) throw this.#failure;
    const count = this.#client.waiting.length;
    if (count > 0 && !this.#isOutputGone) {
      await this.#report(undelivered(count, "you left"));
    }
    return this.#exitCode;
  }

  async #sendInput(
    input: AsyncIterable<string | undefined>,
  ): Promise<void> {
    const { channels, target = channels[0] ?? "" } = this.#options;
    try {
      await this.#decided.promise;
      for await (const line of input) {
        if (line === undefined) {
          await this.#fail(
            `Cannot send a line as it is longer than ${
              MAX_INPUT_LINE_BYTES / 1024 / 1024
            } MiB`,
          );
        } else if (line !== "") this.#client.say(target, line);
        await this.#client.settled(MAX_WAITING);
      }
      await this.#client.settled(0);
    } catch (error) {
      this.#failure ??= toJoinError("read standard input", error);
    }
    this.#client.quit();
  }

  async #show(event: ChatEvent): Promise<void> {
    const problem = formatProblem(event);
    if (problem !== undefined) {
      if (event.type === "refused") await this.#fail(problem);
      else await this.#report(problem);
    }
    if (this.#isOutputGone || !isWanted(event, this.#options)) return;
    const line = this.#options.json ? formatJson(event) : formatLine(event, {
      showChannel: this.#options.channels.length > 1,
    });
    if (line === undefined) return;
    try {
      await writeLine(this.#deps.stdout, line);
    } catch (error) {
      // Whoever read what we write has had enough, such as `head -1`.
      if (!(error instanceof Deno.errors.BrokenPipe)) {
        this.#failure ??= toJoinError("write to standard output", error);
      }
      this.#isOutputGone = true;
      this.#client.quit();
    }
  }

  #noteJoin(event: ChatEvent): void {
    const isJoined = event.type === "join" && event.own;
    const name = isJoined
      ? event.channel
      : event.type === "error"
      ? event.subject
      : undefined;
    if (name === undefined || !this.#undecided.delete(foldName(name))) return;
    if (this.#undecided.size > 0) return;
    if (this.#client.state.channels.size > 0) this.#decided.resolve();
    else {
      this.#failure = new JoinError(
        `join ${this.#options.channels.join(", ")}`,
        event.type === "error" ? event.text : "the server refuses it",
      );
    }
  }

  async #fail(problem: string): Promise<void> {
    this.#exitCode = 1;
    await this.#report(problem);
  }
}

/** Whether an event is to be printed, if anything of it is. */
function isWanted(
  event: ChatEvent,
  { once, quiet }: Pick<LineModeOptions, "once" | "quiet">,
): boolean {
  const isSaid = event.type === "action" || event.type === "message" ||
    event.type === "notice";
  if (once) return event.type === "refused" || isSaid && event.own;
  return isSaid || !quiet;
}

async function writeLine(writer: ByteWriter, line: string): Promise<void> {
  const bytes = new TextEncoder().encode(`${line}\n`);
  let written = 0;
  while (written < bytes.length) {
    written += await writer.write(bytes.subarray(written));
  }
}

function toJoinError(act: string, cause: unknown): JoinError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new JoinError(act, `the system reports: ${reason}`, { cause });
}

/** Says of a lost connection also what it took with it. */
function withUndelivered(error: unknown, client: Client): unknown {
  const count = client.waiting.length;
  if (count === 0 || !(error instanceof JoinError)) return error;
  return new JoinError(
    `deliver ${messages(count)} to ${client.address}`,
    error.reason,
    { cause: error },
  );
}

function undelivered(count: number, reason: string): string {
  return `Cannot deliver ${messages(count)} as ${reason}`;
}

function messages(count: number): string {
  return count === 1 ? "1 message" : `${count} messages`;
}
