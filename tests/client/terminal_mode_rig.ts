import type { JoinOptions } from "../../client/options.ts";
import { openTerminal } from "../../client/terminal/terminal.ts";
import {
  runTerminalMode,
  type TerminalModeDeps,
} from "../../client/terminal_mode.ts";
import { settle } from "../fakes/fake_clock.ts";
import { FakeTerminal } from "../fakes/fake_terminal.ts";
import { ALL_CAPABILITIES, ClientRig } from "./rig.ts";

const OPTIONS: JoinOptions = {
  address: { host: "host", port: 8080 },
  name: "ann",
  channels: ["#a"],
  json: false,
};

/** `chat join` on a terminal; that and the server are the test's. */
export class TerminalModeRig extends ClientRig {
  readonly terminal = new FakeTerminal(60, 30);
  readonly stop = new AbortController();
  readonly exitCode: Promise<number>;

  constructor(
    options: JoinOptions = OPTIONS,
    deps: Pick<TerminalModeDeps, "userFiles"> = {},
  ) {
    super();
    this.exitCode = runTerminalMode(options, {
      ...this.deps,
      ...deps,
      openTerminal: (options) =>
        openTerminal({
          clock: this.clock,
          device: this.terminal,
          ...options,
        }),
      loginName: "Ann X",
      signal: this.stop.signal,
    });
    this.exitCode.catch(() => {});
  }

  /** Connects, and enters #a. */
  async join(): Promise<void> {
    await settle();
    await this.welcome(ALL_CAPABILITIES);
    await this.answer(
      ":ann!a@h JOIN #a",
      ":irc 332 ann #a :All about a",
      ":irc 353 ann = #a :@bob ann",
      ":irc 366 ann #a :End",
    );
  }

  /**
   * Types, and gives what is sent to the server for it, but that we type: see
   * `terminal_mode_typing_test.ts`.
   */
  async type(text: string): Promise<string[]> {
    this.terminal.type(text);
    await settle();
    return this.conn.takeLines().filter((line) =>
      !/^@\S*\+typing=\w+ TAGMSG /.test(line)
    );
  }

  /** What stands on the terminal, with `HH:MM` for every time. */
  async rows(): Promise<string[]> {
    await this.clock.advance(100);
    const rows = await this.terminal.rows();
    return rows.map((row) => row.replace(/^\d\d:\d\d /, "HH:MM "));
  }

  /** The last rows, from the first after those that greet; not the status. */
  async newRows(): Promise<string[]> {
    const rows = await this.rows();
    rows.splice(-2, 1);
    return rows.slice(6);
  }

  /** The status line. */
  async status(): Promise<string | undefined> {
    return (await this.rows()).at(-2);
  }
}
