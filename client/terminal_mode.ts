import { dim, red } from "@std/fmt/colors";
import { formatAddress } from "../protocol/address.ts";
import { numberedNick, toNick } from "../protocol/names.ts";
import { type Address, parseAddress } from "./address.ts";
import { JoinError } from "./join_error.ts";
import type { Link, LinkDeps } from "./link.ts";
import { openLink } from "./open_link.ts";
import {
  type Account,
  checkName,
  type JoinOptions,
  readPassword,
} from "./options.ts";
import type { SaveFiles } from "./save_files.ts";
import type { Credentials } from "./sasl.ts";
import { Session } from "./ui/session.ts";
import type {
  AskOptions,
  Terminal,
  TerminalDeps,
} from "./terminal/terminal.ts";
import { UserData, type UserDataDeps } from "./user_data.ts";

/** What a terminal is opened with. */
export type OpenTerminalOptions = Pick<TerminalDeps, "history">;

/** What terminal mode needs from outside. */
export interface TerminalModeDeps extends LinkDeps {
  readonly openTerminal: (options: OpenTerminalOptions) => Terminal;
  /** Missing: neither settings nor history are kept. */
  readonly userFiles?: () => Pick<UserDataDeps, "files" | "folders">;
  /** Missing: nothing can be saved. */
  readonly saveFiles?: SaveFiles;
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
  let complain = (_text: string) => {};
  const userData = deps.userFiles
    ? await UserData.load({
      ...deps.userFiles(),
      onError: (text) => complain(text),
    })
    : UserData.none();
  const { history, notices, settings } = userData;
  const terminal = deps.openTerminal({ ...(history && { history }) });
  complain = (text) => terminal.print([{ text, style: red }]);
  const { urgent } = terminal;
  const signal = AbortSignal.any([deps.signal, terminal.signal]);
  try {
    const dialogue = new Dialogue(
      options,
      { ...deps, signal, earlier: () => Number(settings.now.earlier) },
      terminal,
    );
    const opened = await dialogue.open();
    if (opened) {
      const { link, channels } = opened;
      const close = () => link.close();
      urgent.addEventListener("abort", close);
      if (urgent.aborted) close();
      const session = new Session({
        link,
        terminal,
        clock: deps.clock,
        signal,
        settings,
        notices,
        ...(deps.saveFiles && { files: deps.saveFiles }),
      });
      userData.place = () => session.place;
      await session.run(channels);
    }
  } finally {
    await terminal.close();
    await userData.flush();
  }
  return urgent.aborted ? URGENT_EXIT_CODE : 0;
}

/** What the person has said so far. */
interface Answers {
  readonly name: string;
  readonly password: string | undefined;
  readonly sasl: Credentials | undefined;
}

interface Opened {
  readonly link: Link;
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
    let sasl = await this.#askAccount(this.#options.sasl);
    for (let tries = 2; name !== undefined; tries++) {
      if (this.#options.sasl && !sasl) break;
      const client = await this.#connect(address, { name, password, sasl });
      if (this.#deps.signal.aborted) break;
      if (!(client instanceof JoinError)) {
        const { channels } = address.channels.length > 0
          ? address
          : this.#options;
        return { link: client, channels };
      }
      this.#print(capitalise(client.reason), red);
      if (client.kind === "nick") {
        name = await this.#askName("Another name", {
          default: numberedNick(name, tries),
        });
      } else if (client.kind === "account" && sasl) {
        sasl = await this.#askAccount({ account: sasl.account });
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
    { name, password, sasl }: Answers,
  ): Promise<Link | JoinError> {
    this.#print(
      `Connecting to ${formatAddress(address.host, address.port)} …`,
      dim,
    );
    try {
      return await openLink({
        address,
        nick: name,
        ...(sasl && { sasl }),
        ...(password !== undefined && password !== "" && { password }),
        signal: this.#deps.signal,
      }, this.#deps);
    } catch (error) {
      const isMendable = error instanceof JoinError &&
        error.kind !== "failed" && error.kind !== "banned";
      if (
        isMendable || (this.#deps.signal.aborted && error instanceof JoinError)
      ) {
        return error;
      }
      throw error;
    }
  }

  /** Asks for the password of an account that has none. */
  async #askAccount(
    account: Account | undefined,
  ): Promise<Credentials | undefined> {
    if (!account) return undefined;
    const password = account.password ?? await this.#askFor(
      `Password of ${account.account}`,
      { secret: true },
      readPassword,
    );
    return password === undefined
      ? undefined
      : { account: account.account, password };
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
