import { dim, red } from "@std/fmt/colors";
import { formatAddress } from "../protocol/address.ts";
import { numberedNick, toNick } from "../protocol/names.ts";
import { type Address, parseAddress } from "./address.ts";
import type { Client } from "./client.ts";
import type { ConnectionDeps } from "./connect.ts";
import { JoinError } from "./join_error.ts";
import { openClient } from "./open_client.ts";
import { checkName, type JoinOptions, readPassword } from "./options.ts";
import { Session } from "./session.ts";
import type { AskOptions, Terminal } from "./terminal/terminal.ts";

/** What terminal mode needs from outside. */
export interface TerminalModeDeps extends ConnectionDeps {
  readonly openTerminal: () => Terminal;
  /** The name that the person has on this machine. */
  readonly loginName?: string;
  /** Takes leave when aborted. */
  readonly signal: AbortSignal;
}

/** As if by SIGINT: 128 and its number, as shells have it. */
const URGENT_EXIT_CODE = 130;

const DEFAULT_ADDRESS = "localhost:8080";

/**
 * Joins a chat on a terminal, and asks there for what is missing.
 *
 * Whoever asks to leave a second time is not kept waiting, be it by the server
 * or by the terminal.
 *
 * @returns The exit code: 130 after a second Ctrl-C, else 0.
 * @throws {JoinError} If the chat cannot be joined, or the connection is lost;
 * the terminal has been given back then.
 */
export async function runTerminalMode(
  options: JoinOptions,
  deps: TerminalModeDeps,
): Promise<number> {
  const terminal = deps.openTerminal();
  const { urgent } = terminal;
  const signal = AbortSignal.any([deps.signal, terminal.signal]);
  try {
    const dialogue = new Dialogue(options, { ...deps, signal }, terminal);
    const opened = await dialogue.open();
    if (opened) {
      const { client, channels } = opened;
      const close = () => client.close();
      urgent.addEventListener("abort", close);
      if (urgent.aborted) close();
      await new Session(client, terminal, signal).run(channels);
    }
  } finally {
    await terminal.close();
  }
  return urgent.aborted ? URGENT_EXIT_CODE : 0;
}

interface Opened {
  readonly client: Client;
  readonly channels: readonly string[];
}

/** Asks until there is a connection; `undefined` always means: leave. */
class Dialogue {
  readonly #options: JoinOptions;
  readonly #deps: TerminalModeDeps;
  readonly #terminal: Terminal;

  constructor(
    options: JoinOptions,
    deps: TerminalModeDeps,
    terminal: Terminal,
  ) {
    this.#options = options;
    this.#deps = deps;
    this.#terminal = terminal;
  }

  async open(): Promise<Opened | undefined> {
    const address = this.#options.address
      ? { ...this.#options.address, channels: [] }
      : await this.#askAddress();
    if (!address) return undefined;
    let name = this.#options.name ?? await this.#askName("Your name", {
      default: toNick(this.#deps.loginName ?? "") ?? "guest",
    });
    let { password } = this.#options;
    for (let tries = 2; name !== undefined; tries++) {
      const client = await this.#connect(address, name, password);
      if (this.#deps.signal.aborted) break;
      if (!(client instanceof JoinError)) {
        const { channels } = address.channels.length > 0
          ? address
          : this.#options;
        return { client, channels };
      }
      this.#print(capitalise(client.reason), red);
      if (client.kind === "nick") {
        name = await this.#askName("Another name", {
          default: numberedNick(name, tries),
        });
      } else {
        password = await this.#askFor(
          "Password",
          { secret: true },
          readPassword,
        );
        if (password === undefined) break;
      }
    }
    return undefined;
  }

  /** Gives back the failures that an answer of the person can mend. */
  async #connect(
    address: Address,
    nick: string,
    password: string | undefined,
  ): Promise<Client | JoinError> {
    this.#print(
      `Connecting to ${formatAddress(address.host, address.port)} …`,
      dim,
    );
    try {
      return await openClient({
        address,
        nick,
        ...(password !== undefined && password !== "" && { password }),
        signal: this.#deps.signal,
      }, this.#deps);
    } catch (error) {
      const isMendable = error instanceof JoinError && error.kind !== "failed";
      if (
        isMendable || (this.#deps.signal.aborted && error instanceof JoinError)
      ) {
        return error;
      }
      throw error;
    }
  }

  #askAddress(): Promise<Address | undefined> {
    return this.#askFor("Server", { default: DEFAULT_ADDRESS }, parseAddress);
  }

  #askName(question: string, options: AskOptions): Promise<string | undefined> {
    return this.#askFor(question, options, (text) => {
      const name = text.trim();
      checkName(name);
      return name;
    });
  }

  /** Asks again as long as `read` finds the answer wrong. */
  async #askFor<T>(
    question: string,
    options: AskOptions,
    read: (text: string) => T,
  ): Promise<T | undefined> {
    while (true) {
      const answer = await this.#terminal.ask(question, options);
      if (answer === undefined) return undefined;
      try {
        return read(answer);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        this.#print(error.message, red);
      }
    }
  }

  #print(text: string, style: (text: string) => string): void {
    this.#terminal.print([{ text, style }]);
  }
}

function capitalise(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
