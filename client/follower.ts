import { Entering } from "./entering.ts";
import { type ByteWriter, EventOutput, writeLine } from "./event_output.ts";
import type { ChatEvent, ReconnectedEvent } from "./events.ts";
import { JoinError } from "./join_error.ts";
import type { LineModeOptions } from "./line_mode.ts";
import { formatProblem } from "./line_output.ts";
import type { Link, LinkDeps } from "./link.ts";
import { openLink } from "./open_link.ts";
import { numberedNicks } from "./numbered_nicks.ts";

/** What a `Follower` is told. */
export type FollowerOptions = Omit<LineModeOptions, "once" | "target">;

/** What a `Follower` needs from outside. */
export interface FollowerDeps extends LinkDeps {
  readonly stdout: ByteWriter;
  readonly stderr: ByteWriter;
  /** Takes leave when aborted. */
  readonly signal: AbortSignal;
}

/**
 * Prints what happens in channels, without a gap: what is missed while the
 * connection is lost is printed when it is back, as far as the server keeps it.
 * That it is lost, and back, is said on standard error.
 *
 * @returns The exit code.
 * @throws {JoinError} If the chat cannot be joined at first, the server does not
 * let us in any more, or we are in none of the channels.
 */
export async function runFollower(
  options: FollowerOptions,
  deps: FollowerDeps,
): Promise<number> {
  const { name, password, sasl, address } = options;
  const link = await openLink({
    address,
    nick: name,
    ...(password !== undefined && { password }),
    ...(sasl && { sasl }),
    nextNick: numberedNicks(name),
    signal: deps.signal,
    // What was said before is a matter of those who ask for it.
  }, { ...deps, earlier: () => 0 });
  const leave = () => link.quit();
  deps.signal.addEventListener("abort", leave);
  if (deps.signal.aborted) leave();
  try {
    return await new Follower(link, options, deps).run();
  } finally {
    deps.signal.removeEventListener("abort", leave);
  }
}

class Follower {
  readonly #link: Link;
  readonly #options: FollowerOptions;
  readonly #stderr: ByteWriter;
  readonly #output: EventOutput;
  readonly #entering: Entering;
  /** When we were let into a channel first, ms since 1970. */
  #since: number | undefined;
  /** Whether the connection was lost since. */
  #wasLost = false;
  #failure: JoinError | undefined;

  constructor(
    link: Link,
    options: FollowerOptions,
    { stdout, stderr }: FollowerDeps,
  ) {
    this.#link = link;
    this.#options = options;
    this.#stderr = stderr;
    this.#output = new EventOutput(stdout, {
      ...options,
      showChannel: options.channels.length > 1,
    });
    this.#entering = new Entering(options.channels);
  }

  async run(): Promise<number> {
    await this.#reportNick();
    for (const channel of this.#options.channels) {
      this.#link.send("JOIN", channel);
    }
    for await (const event of this.#link.events()) {
      await this.#apply(event);
      if (this.#failure || this.#output.isGone) this.#link.quit();
    }
    const failure = this.#failure ?? this.#output.failure;
    if (failure !== undefined) throw failure;
    return 0;
  }

  async #apply(event: ChatEvent): Promise<void> {
    if (this.#isOld(event)) return;
    const problem = formatProblem(event);
    if (problem !== undefined) await this.#report(problem);
    // That we are back in a channel is said on standard error.
    const isAgain = event.type === "join" && event.again;
    if (!isAgain) await this.#output.print(event);
    if (event.type === "join" && event.own) this.#since ??= event.time;
    if (event.type === "disconnected") {
      this.#wasLost = true;
      await this.#report(
        `The connection to ${this.#link.address} is lost as ${event.reason}; ` +
          "it is being made anew",
      );
    }
    if (event.type === "reconnected") await this.#reportBack(event);
    this.#entering.apply(event);
    if (this.#entering.isDecided) this.#checkPlaces(event);
  }

  /** Whether it was said before we came. */
  #isOld({ replayed, time }: ChatEvent): boolean {
    if (!replayed) return false;
    return !this.#wasLost || time < (this.#since ?? Infinity);
  }

  /** Gives up where nothing will be said to us any more. */
  #checkPlaces(event: ChatEvent): void {
    if (this.#failure || this.#link.state.channels.size > 0) return;
    this.#failure = new JoinError(
      `follow ${this.#options.channels.join(", ")}`,
      event.type === "error"
        ? event.text
        : event.type === "kick"
        ? `${event.from} has put you out`
        : "the server has put you out",
    );
  }

  async #reportBack({ time, lostAt }: ReconnectedEvent): Promise<void> {
    const seconds = Math.max(1, Math.round((time - lostAt) / 1000));
    const isKept = this.#link.uses("draft/chathistory");
    const missing = isKept
      ? ""
      : "; what was said meanwhile is missing, as the server keeps no history";
    await this.#report(`The connection is back after ${seconds} s${missing}`);
    await this.#reportNick();
  }

  async #reportNick(): Promise<void> {
    const { name, quiet } = this.#options;
    const { nick } = this.#link.state;
    if (nick === name || quiet) return;
    await this.#report(`The name ${name} is taken: you are ${nick}`);
  }

  async #report(text: string): Promise<void> {
    await writeLine(this.#stderr, text);
  }
}
