import type { Client } from "./client.ts";
import { Entering } from "./entering.ts";
import {
  type ByteWriter,
  EventOutput,
  toJoinError,
  writeLine,
} from "./event_output.ts";
import type { ChatEvent } from "./events.ts";
import { JoinError } from "./join_error.ts";
import { formatProblem } from "./line_output.ts";
import { numberedNicks } from "./numbered_nicks.ts";
import { type ClientDeps, openClient } from "./open_client.ts";
import type { JoinOptions } from "./options.ts";
import { MAX_INPUT_LINE_BYTES } from "./read_lines.ts";
import type { Credentials } from "./sasl.ts";

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
export interface LineModeDeps extends ClientDeps {
  /**
   * What to say, a message each, until it leaves at the end; `undefined` stands
   * for one that is too long.
   */
  readonly input: AsyncIterable<string | undefined>;
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
  readonly #output: EventOutput;
  readonly #entering: Entering;
  readonly #decided = Promise.withResolvers<void>();
  #exitCode = 0;
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
    this.#output = new EventOutput(deps.stdout, {
      ...options,
      showChannel: options.channels.length > 1,
    });
    this.#entering = new Entering(options.channels);
    if (this.#entering.isDecided) this.#decided.resolve();
  }

  async run(): Promise<number> {
    for (const channel of this.#options.channels) {
      this.#client.send("JOIN", channel);
    }
    // Not awaited: when the connection ends there may be no end of input.
    void this.#sendInput();
    for await (const event of this.#client.events()) {
      // What is old is nothing to answer; a script asks for it if it wants it.
      if (event.replayed) continue;
      await this.#show(event);
      this.#noteJoin(event);
      if (this.#failure !== undefined) this.#client.quit();
    }
    if (this.#failure !== undefined) throw this.#failure;
    const count = this.#client.waiting.length;
    if (count > 0 && !this.#output.isGone) {
      await this.#report(undelivered(count, "you left"));
    }
    return this.#exitCode;
  }

  async #sendInput(): Promise<void> {
    const { channels, target = channels[0] ?? "" } = this.#options;
    try {
      await this.#decided.promise;
      for await (const line of this.#deps.input) {
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
    await this.#output.print(event);
    if (!this.#output.isGone) return;
    this.#failure ??= this.#output.failure;
    this.#client.quit();
  }

  #noteJoin(event: ChatEvent): void {
    if (!this.#entering.apply(event) || !this.#entering.isDecided) return;
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
